import type { Backtest, BacktestState } from '@fairlead/core/api';
import { Status, type Tone } from '../../kit/status.tsx';

const states: Readonly<Record<BacktestState, readonly [tone: Tone, word: string]>> = {
  queued: ['pending', 'Waiting'],
  running: ['pending', 'Running'],
  done: ['paid', 'Done'],
  cancelled: ['denied', 'Cancelled'],
  interrupted: ['review', 'Interrupted'],
  failed: ['denied', 'Failed'],
};

/** It waits or runs: there is more to come. */
export const isOpen = ({ state }: Backtest): boolean => state === 'queued' || state === 'running';

export function BacktestState({ backtest }: { readonly backtest: Backtest }) {
  const [tone, word] = states[backtest.state];
  return <Status tone={tone}>{word}</Status>;
}
