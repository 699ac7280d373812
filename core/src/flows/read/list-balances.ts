import type { BalancePage, BalanceQuery } from '../../contract/api/records.ts';
import { pageOfBalances } from '../../store/reads/balances.ts';
import { homeCurrency } from '../../store/reads/home-currency.ts';
import { summing } from '../../store/reads/looking.ts';
import type { Engine } from '../engine.ts';
import { homeOfBalances } from './home-of-balances.ts';
import { maySee, type Viewer } from './viewer.ts';

/**
 * What is pending, payable and on its way, per affiliate and currency (M4). Sums of any number of postings, written out exactly.
 *
 * @throws Problem `invalid_request` for a cursor of another list
 */
export async function listBalances(
  engine: Engine,
  viewer: Viewer,
  { cursor, take, ...filter }: BalanceQuery,
): Promise<BalancePage> {
  if (!maySee(viewer, 'live')) return { data: [], nextCursor: null };
  return summing(engine.store, viewer, async (session) => {
    const { rows, nextCursor } = await pageOfBalances(session, viewer, filter, { take, cursor });
    const currency = await homeCurrency(session, viewer);
    const home = await homeOfBalances(engine, session, viewer, rows, currency);
    const data = rows.flatMap(({ pending, payable, clearing, ...row }, at) => {
      const own = { ...row, pending: BigInt(pending), payable: BigInt(payable), clearing: BigInt(clearing) };
      return home.slice(at, at + 1).map((one) => ({ ...own, home: one }));
    });
    return { data, nextCursor };
  });
}
