import type { BalancePage, BalanceQuery } from '../../contract/api/records.ts';
import { pageOfBalances } from '../../store/reads/balances.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Engine } from '../engine.ts';
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
  const { rows, nextCursor } = await looking(engine.store, viewer, (session) =>
    pageOfBalances(session, viewer, filter, { take, cursor }),
  );
  const data = rows.map(({ pending, payable, clearing, ...row }) => ({
    ...row,
    pending: BigInt(pending),
    payable: BigInt(payable),
    clearing: BigInt(clearing),
  }));
  return { data, nextCursor };
}
