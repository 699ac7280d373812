import type {
  Backtest,
  BacktestPage,
  BacktestQuery,
  BacktestRowPage,
  BacktestRowQuery,
} from '../../contract/api/backtests.ts';
import { findBacktest, pageOfBacktests, pageOfRows } from '../../store/reads/backtests.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Scope } from '../../store/session.ts';
import type { Engine } from '../engine.ts';
import { notFound } from '../read/viewer.ts';
import { showBacktest, showRow } from './view.ts';

/** @throws Problem `invalid_request` for a cursor of another list */
export async function listBacktests(
  engine: Engine,
  scope: Scope,
  { cursor, take, ...filter }: BacktestQuery,
): Promise<BacktestPage> {
  const { rows, nextCursor } = await looking(engine.store, scope, (session) =>
    pageOfBacktests(session, scope, filter, { take, cursor }),
  );
  return { data: rows.map(showBacktest), nextCursor };
}

/** @throws Problem `not_found` */
export async function readBacktest(engine: Engine, scope: Scope, id: string): Promise<Backtest> {
  const found = await looking(engine.store, scope, (session) => findBacktest(session, scope, id));
  if (found === null) throw notFound('backtest', id);
  return showBacktest(found);
}

/**
 * What came of it, per affiliate and currency. Empty until it is done.
 *
 * @throws Problem `not_found`, `invalid_request` for a cursor of another list
 */
export async function listBacktestRows(
  engine: Engine,
  scope: Scope,
  id: string,
  { cursor, take, currency }: BacktestRowQuery,
): Promise<BacktestRowPage> {
  const { rows, nextCursor } = await looking(engine.store, scope, async (session) => {
    if ((await findBacktest(session, scope, id)) === null) throw notFound('backtest', id);
    return pageOfRows(session, scope, id, currency, { take, cursor });
  });
  return { data: rows.map(showRow), nextCursor };
}
