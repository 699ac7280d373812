import { findBacktest, pageOfRows } from '../../store/reads/backtests.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Scope } from '../../store/session.ts';
import type { Engine } from '../engine.ts';
import { notFound } from '../read/viewer.ts';
import { csvHeading, csvLine } from './csv.ts';

/** Rows read at a time. */
const pageSize = 1_000;

/**
 * All rows of a backtest as CSV, a piece at a time, in the order of the list.
 *
 * @throws Problem `not_found`
 */
export async function* exportBacktest(engine: Engine, scope: Scope, id: string): AsyncGenerator<string, void, void> {
  if ((await looking(engine.store, scope, (session) => findBacktest(session, scope, id))) === null)
    throw notFound('backtest', id);
  let heading = csvHeading;
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = { take: pageSize, cursor };
    const { rows, nextCursor } = await looking(engine.store, scope, (session) =>
      pageOfRows(session, scope, id, undefined, page),
    );
    const lines = rows.map(({ affiliateName, before, after, ...row }) =>
      csvLine({ ...row, name: affiliateName, before: BigInt(before), after: BigInt(after) }),
    );
    yield heading + lines.join('');
    heading = '';
    cursor = nextCursor;
  }
}
