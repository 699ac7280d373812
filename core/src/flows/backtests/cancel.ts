import type { Backtest } from '../../contract/api/backtests.ts';
import { Problem } from '../../contract/errors.ts';
import { cancelRun } from '../../store/backtest-runs.ts';
import type { Scope } from '../../store/session.ts';
import type { Engine } from '../engine.ts';
import { readBacktest } from './read.ts';

/**
 * Ends a backtest that waits or runs. What it had found so far is thrown away: half a comparison is none.
 *
 * @throws Problem `not_found`, `illegal_transition` for one that has ended
 */
export async function cancelBacktest(engine: Engine, scope: Scope, id: string): Promise<Backtest> {
  const cancelled = await cancelRun(engine.store, scope, id);
  const backtest = await readBacktest(engine, scope, id);
  if (cancelled) return backtest;
  const { state } = backtest;
  throw new Problem('illegal_transition', `this backtest is ${state} and cannot become cancelled: that is final`, {
    from: state,
    to: 'cancelled',
    legal: [],
  });
}
