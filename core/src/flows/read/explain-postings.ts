import type { Explanation } from '../../contract/api/explain.ts';
import type { PostingRow } from '../../store/reads/record.ts';

type Posting = Explanation['postings'][number];

/** Accounts that each affiliate has of its own; the others are the organization's. */
const ofAffiliate = new Set(['pending', 'payable', 'clearing']);

/** The postings of one payment in their order, with the running sum of both accounts: credits less debits, per currency. */
export function explainPostings(rows: readonly PostingRow[]): Posting[] {
  const sums = new Map<string, bigint>();
  const move = ({ affiliateId, currency }: PostingRow, account: string, amount: bigint): bigint => {
    const name = JSON.stringify([account, currency, ofAffiliate.has(account) ? affiliateId : null]);
    const sum = (sums.get(name) ?? 0n) + amount;
    sums.set(name, sum);
    return sum;
  };
  return rows.map((row) => {
    const amount = BigInt(row.amount);
    const debitAfter = move(row, row.debit, -amount);
    const creditAfter = move(row, row.credit, amount);
    return { ...row, amount: Number(amount), debitAfter, creditAfter };
  });
}
