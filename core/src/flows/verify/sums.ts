import type { PostedLine } from '../../domain/context.ts';
import type { Intake } from '../../store/context.ts';
import type { Recorded, Row } from '../../store/verify/recorded.ts';
import type { Finding } from './difference.ts';

/** What a payment shows against what was posted for it, without deciding anything: C and V of every conversion and line. */
export function compareSums({ conversions, commissions }: Recorded, { mode, posted }: Intake): readonly Finding[] {
  const lines = linesOf(posted);
  const impossible = lines.filter(({ credited, reversed }) => reversed < 0n || reversed > credited);
  const findings: Finding[] = impossible.map(({ paymentId, key, currency, credited, reversed }) => ({
    code: 'reversed_range',
    about: { payment: paymentId, line: key, currency },
    expected: `0 to ${credited}`,
    found: String(reversed),
  }));
  // A test runs the whole line and posts nothing (C9).
  return mode === 'test' ? findings : [...findings, ...conversions.flatMap((row) => sumsOf(row, commissions, lines))];
}

function sumsOf(conversion: Row, commissions: readonly Row[], lines: readonly PostedLine[]): readonly Finding[] {
  const { id, paymentId } = conversion;
  const own = commissions.filter(({ conversionId }) => conversionId === id).map(({ lineKey }) => lineKey);
  const posted = lines.filter((line) => line.paymentId === paymentId && own.includes(line.key));
  const sums = {
    commission: posted.reduce((sum, { credited }) => sum + credited, 0n),
    reversedCommission: posted.reduce((sum, { reversed }) => sum + reversed, 0n),
  };
  return Object.entries(sums)
    .filter(([member, sum]) => BigInt(conversion[member] as number) !== sum)
    .map(([member, sum]) => ({
      code: 'conversion_sum',
      about: { payment: String(paymentId), conversion: String(id), member },
      expected: String(sum),
      found: String(conversion[member]),
    }));
}

/** What was credited and withdrawn again counts no more. */
const linesOf = (posted: readonly PostedLine[]): readonly PostedLine[] =>
  posted.filter(({ credited, reversed }) => credited !== 0n || reversed !== 0n);
