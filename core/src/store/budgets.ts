import type { BudgetWanted } from '../domain/budget.ts';
import { type Asking, creditedOf, membersOf } from './asking.ts';
import type { Session, Statement } from './session.ts';
import { daysOf, timesOf } from './spans.ts';

/** What the lines of a campaign come to, less what is taken back. */
export interface Spent {
  readonly currency: string;
  /** YYYY-MM-DD; null: on all days. */
  readonly day: string | null;
  readonly sum: bigint;
}

const columns = 'currency, day::text as day, spent::text as sum';
const nowStatement: Statement = {
  name: 'spent_now',
  text: `select ${columns} from spent_now(current_organization(), $1, $2, $3, $4, $5)`,
};
const thenStatement: Statement = {
  name: 'spent_then',
  text: `select ${columns} from spent_then(current_organization(), $1, $2, $3, $4, $5)`,
};

/** By now, by day where the currency is another than the budget's; nobody else takes of it until this transaction ends. */
export async function readSpentByNow(
  session: Session,
  asking: Asking,
  { campaignId, currency, ...span }: Omit<BudgetWanted, 'amount'>,
): Promise<readonly Spent[]> {
  const values = [campaignId, creditedOf(asking), ...daysOf(span), currency];
  return (await session.query<Row>(nowStatement, values)).map(spentIn);
}

/** By payments of before this time, by day; nobody is held up. */
export async function readSpentBefore(
  session: Session,
  asking: Asking,
  { campaignId, ...span }: Pick<BudgetWanted, 'campaignId' | 'from' | 'until'>,
  before: string,
): Promise<readonly Spent[]> {
  const values = [campaignId, membersOf(asking), ...timesOf(span), before];
  return (await session.query<Row>(thenStatement, values)).map(spentIn);
}

interface Row extends Omit<Spent, 'sum'>, Record<string, unknown> {
  readonly sum: string;
}

const spentIn = ({ currency, day, sum }: Row): Spent => ({ currency, day, sum: BigInt(sum) });
