import type { Balance } from '../../contract/api/records.ts';
import type { BalanceRow } from '../../store/reads/balances.ts';
import { homeBalances, movedLines } from '../../store/reads/home-balances.ts';
import type { Scope, Session } from '../../store/session.ts';
import type { Engine } from '../engine.ts';
import { homeRatesOf } from './home-rates.ts';

/** What each affiliate has, in the home currency: every line at the rate of its own day, as it was credited (X1). */
export async function homeOfBalances(
  engine: Pick<Engine, 'rates'>,
  session: Session,
  scope: Scope,
  rows: readonly BalanceRow[],
  currency: string,
): Promise<readonly Balance['home'][]> {
  const foreign = rows.filter((row) => row.currency !== currency);
  const lines = movedLines(
    scope,
    foreign.map((row) => row.affiliateId),
    foreign.map((row) => row.currency),
  );
  const rates = foreign.length === 0 ? null : await homeRatesOf(engine, session, scope, lines);
  const found = rates === null ? [] : await homeBalances(session, rates, lines);
  const byRow = new Map(found.map((one) => [`${one.affiliateId} ${one.currency}`, one]));
  return rows.map((row) => {
    const own = row.currency === currency ? row : byRow.get(`${row.affiliateId} ${row.currency}`);
    const { pending = '0', payable = '0', clearing = '0' } = own ?? {};
    const amounts = { pending: BigInt(pending), payable: BigInt(payable), clearing: BigInt(clearing) };
    const leftOut =
      own !== undefined && 'waiting' in own ? { pending: own.waiting, unavailable: own.unavailable } : none;
    return { currency, ...amounts, leftOut };
  });
}

const none = { pending: 0, unavailable: 0 };
