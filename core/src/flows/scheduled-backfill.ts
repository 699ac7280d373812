import { ProcessorRefused } from '../contract/adapter.ts';
import { beginBackfills, type BegunBackfill, finishBackfill, tellProgress } from '../store/backfills.ts';
import type { Scope } from '../store/session.ts';
import { openAccount } from './account.ts';
import { backfillConnection, type Backfilled } from './backfill-connection.ts';
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
  const runs = await Promise.allSettled(due.map((one) => runBackfill(engine, connections, sealer, one, signal)));
  const failures = runs.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
  // One that fails holds up nobody; the first is told, and each is kept with its run.
  if (failures[0] !== undefined) throw failures[0];
  return due.length;
}

/** Reads what one run asks for, and keeps with it how far it is and what came of it. @throws what failed */
export async function runBackfill(
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
    const onProgress = telling(engine, scope, id);
    const options = { since, until, signal, onProgress };
    const report = await backfillConnection(engine, connections, connection, account, options);
    await finishBackfill(engine.store, scope, id, { report });
  } catch (error) {
    const code = signal.aborted ? 'stopped' : error instanceof ProcessorRefused ? error.code : 'failed';
    const detail = error instanceof Error ? error.message : String(error);
    await finishBackfill(engine.store, scope, id, { problem: { code, detail } });
    // That a connection has no key to read with, or a server stops, is no fault of anything.
    if (code !== 'no_api_key' && code !== 'stopped') throw error;
  }
}

const pauseMs = 1_000;

/** Told now and then; that it could not be told keeps nothing from being read. */
function telling(engine: Engine, scope: Scope, id: string): (report: Backfilled, reached: string | undefined) => void {
  let told = 0;
  return (report, reached) => {
    const now = performance.now();
    if (now - told < pauseMs) return;
    told = now;
    tellProgress(engine.store, scope, id, { ...report, ...(reached !== undefined && { reached }) }).catch(
      () => undefined,
    );
  };
}
