import { ProcessorRefused } from '../contract/adapter.ts';
import { beginBackfills, type BegunBackfill, finishBackfill } from '../store/backfills.ts';
import { openAccount } from './account.ts';
import { backfillConnection } from './backfill-connection.ts';
import type { Connections } from './connections.ts';
import type { Engine } from './engine.ts';
import { NotOpen } from './process-delivery.ts';
import type { Sealer } from '../store/sealing.ts';

const mostAtOnce = 4;

/**
 * Reads from processors what their webhooks may have missed, where it is due: hourly the last 72 hours, nightly the last 35 days. What each
 * read found is kept with it; what a processor refuses is too, and is tried again an hour later.
 */
export async function runDueBackfills(
  engine: Engine,
  connections: Connections,
  sealer: Sealer,
  signal: AbortSignal,
): Promise<number> {
  const able = [...engine.adapters.values()].filter(({ backfill }) => backfill !== undefined).map(({ id }) => id);
  if (able.length === 0) return 0;
  const due = await beginBackfills(engine.store, able, mostAtOnce);
  const runs = await Promise.allSettled(due.map((one) => run(engine, connections, sealer, one, signal)));
  const failures = runs.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
  // One that fails holds up nobody; the first is told, and each is kept with its run.
  if (failures[0] !== undefined) throw failures[0];
  return due.length;
}

async function run(
  engine: Engine,
  connections: Connections,
  sealer: Sealer,
  begun: BegunBackfill,
  signal: AbortSignal,
): Promise<void> {
  const { organizationId, id, connectionId, since, until } = begun;
  const scope = { organizationId, actor: 'core' };
  try {
    const connection = await connections.open(connectionId);
    const account = await openAccount(engine, sealer, connectionId);
    if (connection === null || account === null) throw new NotOpen(connectionId);
    const report = await backfillConnection(engine, connections, connection, account, { since, until, signal });
    await finishBackfill(engine.store, scope, id, { report });
  } catch (error) {
    const code = signal.aborted ? 'stopped' : error instanceof ProcessorRefused ? error.code : 'failed';
    const detail = error instanceof Error ? error.message : String(error);
    await finishBackfill(engine.store, scope, id, { problem: { code, detail } });
    // That a connection has no key to read with, or a server stops, is no fault of anything.
    if (code !== 'no_api_key' && code !== 'stopped') throw error;
  }
}
