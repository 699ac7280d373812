import type { Balance } from '../../contract/api/records.ts';
import type { BalanceRow } from '../../store/reads/balances.ts';
import { homeBalances, movedLines } from '../../store/reads/home-balances.ts';
import type { Scope, Session } from '../../store/session.ts';
import type { Engine } from '../engine.ts';
import { readAtHome } from './home-rates.ts';

/** What each affiliate has, in the home currency: every line at the rate of its own day, as it was credited (X1). */
export async function homeOfBalances(
  engine: Pick<Engine, 'rates' | 'now'>,
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
  const found =
    foreign.length === 0
      ? []
      : (await readAtHome(engine, session, scope, {}, (rates) => homeBalances(session, rates, lines))).rows;
  const byRow = new Map(found.map((one) => [`${one.affiliateId} ${one.currency}`, one]));
  return rows.map((row) => {
    if (row.currency === currency) return { currency, ...amountsOf(row.pending, row), leftOut: none };
    const own = byRow.get(`${row.affiliateId} ${row.currency}`);
    if (own === undefined) return { currency, pending: 0n, payable: 0n, clearing: 0n, leftOut: none };
    const leftOut = { pending: own.pending, unavailable: own.unavailable };
    return { currency, ...amountsOf(own.onHold, own), leftOut };
  });
}

const amountsOf = (
  pending: string,
  { payable, clearing }: { readonly payable: string; readonly clearing: string },
) => ({
  pending: BigInt(pending),
  payable: BigInt(payable),
  clearing: BigInt(clearing),
});

const none = { pending: 0, unavailable: 0 };
