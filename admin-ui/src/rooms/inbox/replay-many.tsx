import type { DeliveryPage, ReplayedMany } from '@fairlead/core/api';
import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import { get, post, type Query } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { State } from './delivery-state.tsx';

interface ReplayManyProps {
  /** The list's own filter. */
  readonly filter: Query;
  /** How many match. */
  readonly count: number;
  readonly onClose: () => void;
}

type Result = ReplayedMany['results'][number];

/** As many as one press replays; pressed again it goes on with the next. */
const most = 500;
/** Asked for at once, so that progress is seen. */
const chunk = 20;

/** Replays all that match the filter, with progress and a result for each that did not go well. */
export function ReplayMany({ filter, count, onClose }: ReplayManyProps) {
  const [done, setDone] = useState<readonly Result[]>([]);
  const [all, setAll] = useState(Math.min(count, most));
  const run = useChange(
    async () => {
      const ids = await idsOf(filter);
      setAll(ids.length);
      let results: readonly Result[] = [];
      for (let at = 0; at < ids.length; at += chunk) {
        const answer = await post<ReplayedMany>('/v1/inbox/replay', { ids: ids.slice(at, at + chunk) });
        results = [...results, ...answer.results];
        setDone(results);
      }
      return results;
    },
    '/v1/inbox',
    '/v1/conversions',
    '/v1/payments',
  );
  const wrong = done.filter(({ problem }) => problem !== null);
  const shown = Math.min(count, most).toLocaleString('en');
  return (
    <Dialog
      title={`Replay ${shown} deliveries`}
      size="lg"
      acts={
        <>
          <Button variant="default" onClick={onClose}>
            {run.isSuccess ? 'Close' : 'Cancel'}
          </Button>
          {!run.isSuccess && (
            <Button loading={run.isPending} onClick={() => run.mutate()}>
              Replay {shown}
            </Button>
          )}
        </>
      }
      onClose={onClose}
    >
      <p>
        Each is worked on once more, as if it had just come in. What was stated before is stored once, so nothing
        doubles.
        {count > most && ` These are ${most} of ${count.toLocaleString('en')}; replay again for the rest.`}
      </p>
      {(run.isPending || done.length > 0) && (
        <>
          <Progress value={all === 0 ? 100 : (100 * done.length) / all} aria-label="Replayed" />
          <p role="status">
            {done.length.toLocaleString('en')} of {all.toLocaleString('en')} replayed
            {wrong.length > 0 && `, ${wrong.length.toLocaleString('en')} need a look`}
          </p>
        </>
      )}
      {wrong.length > 0 && (
        <ul className="fl-cards" aria-label="Those that need a look">
          {wrong.slice(0, 100).map(({ id, state, problem }) => (
            <li key={id} className="fl-card">
              <code>{id}</code>
              {state === null ? <span>Not replayed</span> : <State state={state} />}
              <span className="fl-wraps">{problem?.detail || problem?.code}</span>
            </li>
          ))}
        </ul>
      )}
      {run.error !== null && <ProblemNote error={run.error} />}
    </Dialog>
  );
}

/** Those of the filter, page by page. */
async function idsOf(filter: Query): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page: DeliveryPage = await get<DeliveryPage>('/v1/inbox', { ...filter, take: 200, cursor });
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && ids.length < most);
  return ids.slice(0, most);
}
