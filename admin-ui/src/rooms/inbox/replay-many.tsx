import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../kit/dialog.tsx';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { states, stateWord } from './delivery-state.tsx';
import { ReplayedRows } from './replayed-rows.tsx';
import { type Replayable, type ReplayedOne, useReplaying } from './use-replaying.ts';

interface ReplayManyProps {
  readonly what: Replayable;
  readonly onClose: () => void;
}

/** Replays what was picked, or all that match, with progress, a way to stop, and a result for each that did not go well. */
export function ReplayMany({ what, onClose }: ReplayManyProps) {
  const [asked] = useState(what);
  const { stage, done, error, total, start, stop } = useReplaying(asked);
  const isRunning = stage === 'running' || stage === 'stopping';
  const wrong = done.filter(({ problem }) => problem !== null);
  const left = total - done.length;
  return (
    <Dialog
      title={`Replay ${deliveries(asked.count)}`}
      size="lg"
      isKept={stage !== 'asking'}
      acts={
        <>
          {isRunning ? (
            <Button variant="default" disabled={stage === 'stopping'} onClick={stop}>
              {stage === 'stopping' ? 'Stopping …' : 'Stop'}
            </Button>
          ) : (
            <Button variant="default" onClick={onClose}>
              {stage === 'asking' ? 'Cancel' : 'Close'}
            </Button>
          )}
          {stage !== 'done' && (
            <Button loading={isRunning} onClick={start}>
              {stage === 'asking' ? `Replay ${shown(asked.count)}` : `Go on with ${shown(left)}`}
            </Button>
          )}
        </>
      }
      // What was asked for is under way: it is stopped first, and its results are seen.
      onClose={isRunning ? stop : onClose}
    >
      <p>
        Each is worked on once more, as if it had just come in. What was stated before is stored once, so nothing
        doubles, however often it is replayed.
      </p>
      {stage !== 'asking' && (
        <>
          <Progress value={total === 0 ? 100 : (100 * done.length) / total} aria-label="Replayed" />
          <p role="status">
            {shown(done.length)} of {shown(total)} replayed{done.length > 0 && `: ${standings(done)}`}.
            {wrong.length > 0 && ` ${needLook(wrong.length)}.`}
            {stage === 'stopped' &&
              error === null &&
              ` Stopped: ${deliveries(left)} ${left === 1 ? 'is' : 'are'} as before.`}
          </p>
        </>
      )}
      {error !== null && (
        <>
          <ProblemNote error={error} />
          <p>
            What was asked for last may have been replayed all the same: going on asks again, and does nothing twice.
          </p>
        </>
      )}
      {wrong.length > 0 && <ReplayedRows rows={wrong} />}
    </Dialog>
  );
}

const shown = (count: number): string => count.toLocaleString('en');
const deliveries = (count: number): string => (count === 1 ? '1 delivery' : `${shown(count)} deliveries`);
const needLook = (count: number): string => (count === 1 ? '1 needs a look' : `${shown(count)} need a look`);

/** How they stand now: "12 processed, 1 parked, 1 not replayed". */
function standings(done: readonly ReplayedOne[]): string {
  const count = (state: ReplayedOne['state']): number => done.filter((one) => one.state === state).length;
  return [
    ...states.map((state) => [count(state), stateWord(state).toLowerCase()] as const),
    [count(null), 'not replayed'] as const,
  ]
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${shown(number)} ${word}`)
    .join(', ');
}
