import { clamp } from './base.ts';
import type { PostedLine, Posting } from './context.ts';
import type { DemandedLine } from './demanded.ts';
import { identityOf } from './posted.ts';
import type { Line } from './stored-fact.ts';

export { demanded, type DemandedLine, FaultyPolicy } from './demanded.ts';
export { postedAfter } from './posted.ts';

export interface Settlement {
  /** The payment that stands; what is posted under any other was merged into it (I2). */
  readonly survivor: string;
  /** The payment's; of the lines demanded. */
  readonly currency: string;
  readonly lines: readonly DemandedLine[];
  /** Whether the hold has passed: lines of an open credit stand in `pending`, of a closed one in `payable` (A8). */
  readonly closed: boolean;
  readonly posted: readonly PostedLine[];
}

/**
 * The postings that make what is posted what it should be: nothing when it is. Lines no longer demanded are withdrawn, lines of merged
 * payments unwound, the others moved by the difference, and what is pending matures when the credit is closed.
 */
export function settle({ survivor, currency, lines, closed, posted }: Settlement): readonly Posting[] {
  const wanted = new Map(lines.map((demand) => [identityOf(survivor, demand.line.key, currency), demand]));
  const found = new Map(posted.map((line) => [identityOf(line.paymentId, line.key, line.currency), line]));
  const obsolete = [...found].filter(([identity]) => !wanted.has(identity)).map(([, line]) => line);
  return [
    ...obsolete.flatMap((line) => movesOf(line, 0n, 0n, false, line.paymentId !== survivor)),
    ...[...wanted].flatMap(([identity, { line, reversed }]) =>
      movesOf(found.get(identity) ?? unposted(survivor, currency, line), line.amount, reversed, closed, false),
    ),
  ];
}

/** One line from what is posted to C and V. What is added comes first, so that no balance dips below what it will be. */
function movesOf(
  line: PostedLine,
  amount: bigint,
  reversed: bigint,
  closed: boolean,
  merged: boolean,
): readonly Posting[] {
  if (line.credited - line.reversed !== line.pending + line.payable) {
    throw new RangeError(`the postings of line ${line.key} of payment ${line.paymentId} do not add up`);
  }
  const { paymentId, key: lineKey, enrollmentId, affiliateId, currency } = line;
  const postings: Posting[] = [];
  const balance = { pending: line.pending, payable: line.payable };
  const post = (debit: Posting['debit'], credit: Posting['credit'], sum: bigint, reason: Posting['reason']): void => {
    if (sum <= 0n) return;
    postings.push({ paymentId, lineKey, enrollmentId, affiliateId, currency, debit, credit, amount: sum, reason });
    if (debit === 'pending' || debit === 'payable') balance[debit] -= sum;
    if (credit === 'pending' || credit === 'payable') balance[credit] += sum;
  };
  const takeBack = (sum: bigint, reason: Posting['reason']): void => {
    const fromPending = clamp(balance.pending, sum);
    post('pending', 'commission_expense', fromPending, reason);
    post('payable', 'commission_expense', sum - fromPending, reason);
  };

  post('commission_expense', 'pending', amount - line.credited, 'credited');
  post('commission_expense', homeOf(line, closed), line.reversed - reversed, merged ? 'merged' : 'given_back');
  takeBack(line.credited - amount, merged ? 'merged' : 'credit_withdrawn');
  takeBack(reversed - line.reversed, 'reversed');
  if (closed) post('pending', 'payable', balance.pending, 'matured');
  return postings;
}

/** Where a line's money stands, and so where what is given back goes: in `payable` once it has matured. */
function homeOf({ credited, pending, payable }: PostedLine, closed: boolean): 'pending' | 'payable' {
  const matured = pending === 0n && (payable !== 0n || (closed && credited !== 0n));
  return matured ? 'payable' : 'pending';
}

const unposted = (paymentId: string, currency: string, { key, enrollmentId, affiliateId }: Line): PostedLine => ({
  paymentId,
  key,
  enrollmentId,
  affiliateId,
  currency,
  credited: 0n,
  reversed: 0n,
  pending: 0n,
  payable: 0n,
});
