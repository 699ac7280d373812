import type { Explanation } from '@fairlead/core/api';

export type Line = Explanation['lines'][number];
export type Enrollment = Explanation['enrollments'][number];

/** Lines of the credit that was asked for; of a payment: all of its first one. */
export function ownLines({ id, conversions, lines }: Explanation): readonly Line[] {
  const of = id ?? conversions.find(({ withdrawn }) => !withdrawn)?.id ?? conversions[0]?.id;
  return lines.filter(({ conversionId }) => conversionId === of);
}

/** What others earn by the same payment: shares, and who recruited. */
export const otherLines = (of: Explanation): readonly Line[] => {
  const own = new Set(ownLines(of).map(({ key }) => key));
  return of.lines.filter(({ key }) => !own.has(key));
};

export const conversionOf = ({ id, conversions }: Explanation) =>
  conversions.find((one) => one.id === id) ?? conversions.find(({ withdrawn }) => !withdrawn) ?? conversions[0];

export const enrolled = ({ enrollments }: Explanation, enrollmentId: string): Enrollment | undefined =>
  enrollments.find(({ id }) => id === enrollmentId);

export const nameOf = (of: Explanation, enrollmentId: string): string =>
  enrolled(of, enrollmentId)?.affiliateName ?? 'an affiliate';

/** What a line is worth now: C − V. */
export const worth = ({ amount, reversed }: Line): bigint => BigInt(amount) - BigInt(reversed);

/** The sum of some lines of one payment, which all have its currency (X1). */
export const worthOf = (lines: readonly Line[]): bigint => lines.reduce((sum, line) => sum + worth(line), 0n);

export const earnedOf = (lines: readonly Line[]): bigint => lines.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
