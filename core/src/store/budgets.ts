import type { BudgetWanted } from '../domain/budget.ts';
import type { Session, Statement } from './session.ts';

/** What the lines of a campaign come to on one UTC day, less what is taken back. */
export interface Spent {
  readonly currency: string;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly sum: bigint;
}

const statement: Statement = {
  name: 'budget_spent',
  text: `select currency, day::text as day, spent::text as sum from budget_spent(current_organization(), $1, $2, $3, $4, $5, $6)`,
};

/**
 * Without what `payment` itself takes.
 *
 * @param before null: by now, and nobody else takes of it until this transaction ends; else by payments of before this time
 */
export async function readSpent(
  session: Session,
  { paymentId }: { readonly paymentId: string },
  { campaignId, from, until }: Pick<BudgetWanted, 'campaignId' | 'from' | 'until'>,
  before: string | null,
): Promise<readonly Spent[]> {
  const values = [campaignId, paymentId, from, until, before, before === null];
  const rows = await session.query<{ currency: string; day: string; sum: string }>(statement, values);
  return rows.map(({ currency, day, sum }) => ({ currency, day, sum: BigInt(sum) }));
}
