import type { PostedLine, Posting } from './context.ts';

/** A line by payment, key and currency: a payment whose believed currency changed has lines in both. */
export const identityOf = (paymentId: string, key: string, currency: string): string =>
  `${paymentId} ${currency} ${key}`;

/**
 * The sums of all lines after some postings, in whatever order. `merged` unwinds both ways: what goes back to expense was credited, what
 * comes from expense had been reversed.
 */
export function postedAfter(posted: readonly PostedLine[], postings: readonly Posting[]): readonly PostedLine[] {
  const lines = new Map(posted.map((line) => [identityOf(line.paymentId, line.key, line.currency), line]));
  for (const posting of postings) {
    const identity = identityOf(posting.paymentId, posting.lineKey, posting.currency);
    lines.set(identity, after(lines.get(identity) ?? nothingPosted(posting), posting));
  }
  return [...lines.values()];
}

function after(line: PostedLine, { debit, credit, amount, reason }: Posting): PostedLine {
  const moved = (account: 'pending' | 'payable'): bigint =>
    (credit === account ? amount : 0n) - (debit === account ? amount : 0n);
  const back = credit === 'commission_expense';
  const credited = { credited: amount, credit_withdrawn: -amount, merged: back ? -amount : 0n };
  const reversed = { reversed: amount, given_back: -amount, merged: back ? 0n : -amount };
  return {
    ...line,
    credited: line.credited + ofReason(credited, reason),
    reversed: line.reversed + ofReason(reversed, reason),
    pending: line.pending + moved('pending'),
    payable: line.payable + moved('payable'),
  };
}

const ofReason = (sums: Partial<Record<Posting['reason'], bigint>>, reason: Posting['reason']): bigint =>
  sums[reason] ?? 0n;

const nothingPosted = ({ paymentId, lineKey, enrollmentId, affiliateId, currency }: Posting): PostedLine => ({
  paymentId,
  key: lineKey,
  enrollmentId,
  affiliateId,
  currency,
  credited: 0n,
  reversed: 0n,
  pending: 0n,
  payable: 0n,
});
