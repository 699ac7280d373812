import type { Backfill, BackfillPage, BackfillQuery, BackfillReport } from '../../contract/api/backfills.ts';
import { type BackfillRow, findBackfill, pageOfBackfills } from '../../store/reads/backfills.ts';
import { connectionHealth } from '../../store/reads/connection-health.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Engine } from '../engine.ts';
import { modesOf, notFound, type Viewer } from './viewer.ts';

/** What was read from a processor, the latest first, and what its webhooks had missed. @throws Problem `not_found`, `invalid_request` */
export async function listBackfills(
  engine: Engine,
  viewer: Viewer,
  connectionId: string,
  page: BackfillQuery,
): Promise<BackfillPage> {
  const { rows, nextCursor } = await looking(engine.store, viewer, async (session) => {
    const [connection] = await connectionHealth(session, viewer, engine.now().toISOString(), [connectionId]);
    if (connection === undefined || !modesOf(viewer).includes(connection.mode))
      throw notFound('connection', connectionId);
    return pageOfBackfills(session, viewer, connectionId, page);
  });
  return { data: rows.map(show), nextCursor };
}

/** @throws Problem `not_found` */
export async function readBackfill(engine: Engine, viewer: Viewer, id: string): Promise<Backfill> {
  const row = await looking(engine.store, viewer, (session) => findBackfill(session, viewer, id));
  if (row === null) throw notFound('backfill', id);
  return show(row);
}

function show({ report, progress, abandoned, ...row }: BackfillRow): Backfill {
  const { reached = null, ...sofar } = progress ?? {};
  return {
    ...row,
    state: stateOf(row, abandoned),
    report: reportOf(report) ?? reportOf(sofar),
    reached,
    problem: row.problem === null ? null : { code: row.problem.code, detail: row.problem.detail },
  };
}

/** What a run keeps was written by this version or an earlier one. */
const reportOf = (kept: object | null): BackfillReport | null =>
  kept !== null && 'missedByType' in kept ? (kept as BackfillReport) : null;

const stateOf = (
  { finishedAt, problem }: Pick<BackfillRow, 'finishedAt' | 'problem'>,
  abandoned: boolean,
): Backfill['state'] =>
  finishedAt === null
    ? abandoned
      ? 'stopped'
      : 'running'
    : problem === null
      ? 'done'
      : problem.code === 'stopped'
        ? 'stopped'
        : 'failed';
