import type { StandingWanted } from '../domain/terms-lane.ts';
import type { Session, Statement } from './session.ts';

/** Sums of an enrollment's sales in one currency, of one UTC day where the currency is another than was asked for. */
export interface StandingSum {
  readonly currency: string;
  /** YYYY-MM-DD; null: of all days. */
  readonly day: string | null;
  readonly sales: number;
  readonly volume: bigint;
}

const statement: Statement = {
  name: 'standing_sums',
  text: 'select standing_sums(current_organization(), $1, $2, $3, $4, $5) as sums',
};

/**
 * The sums behind each standing that is wanted, in the order given, of sales other than `payment`'s (C6).
 *
 * @param before null: of all that is credited by now, and no other sale of these enrollments is credited until this transaction ends;
 *   else of what happened before this time, and nobody is held up
 */
export async function readStandingSums(
  session: Session,
  { paymentId, mode }: { readonly paymentId: string; readonly mode: 'live' | 'test' },
  wanted: readonly StandingWanted[],
  before: string | null,
): Promise<readonly (readonly StandingSum[])[]> {
  const asked = wanted.map(({ enrollmentId, from, until, currency }) => ({ enrollmentId, from, until, currency }));
  const values = [mode, paymentId, JSON.stringify(asked), before, before === null];
  const [row] = await session.query<{ sums: readonly (readonly Told[])[] }>(statement, values);
  return (row?.sums ?? []).map((sums) => sums.map((sum) => ({ ...sum, volume: BigInt(sum.volume) })));
}

type Told = Omit<StandingSum, 'volume'> & { readonly volume: number };
