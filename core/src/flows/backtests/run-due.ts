import { beginBacktest, endBacktest, readOrder, tellProgress } from '../../store/backtest-runs.ts';
import type { Scope } from '../../store/session.ts';
import { backtest } from '../backtest.ts';
import type { Engine } from '../engine.ts';

/** Milliseconds between two words on how far a run is, which is also how soon a cancelled one ends. */
const tellEvery = 500;

/** It was cancelled, or held for dead: somebody else has said how it ends. */
class NotWanted extends Error {}

/** Works off the backtests that wait, one after the other, until none does or the server stops. Returns how many. */
export async function runDueBacktests(engine: Engine, signal: AbortSignal): Promise<number> {
  for (let runs = 0; ; runs++) {
    const begun = signal.aborted ? null : await beginBacktest(engine.store);
    if (begun === null) return runs;
    await runBacktest(engine, { organizationId: begun.organizationId, actor: 'core' }, begun.id, signal);
  }
}

async function runBacktest(engine: Engine, scope: Scope, id: string, signal: AbortSignal): Promise<void> {
  const { store } = engine;
  let told = performance.now();
  try {
    const order = await readOrder(store, scope, id);
    const { rows, ...counts } = await backtest(engine, scope, order, {
      signal,
      onProgress: async (done, of) => {
        if (done < of && performance.now() - told < tellEvery) return;
        if (!(await tellProgress(store, scope, id, done, of))) throw new NotWanted();
        told = performance.now();
      },
    });
    await endBacktest(store, scope, id, { state: 'done', counts, rows });
  } catch (error) {
    if (error instanceof NotWanted) return;
    const stopped = signal.aborted;
    const problem = error instanceof Error ? error.message : String(error);
    await endBacktest(store, scope, id, stopped ? { state: 'interrupted' } : { state: 'failed', problem });
    if (!stopped) throw error;
  }
}
