import type { ReplayBody, ReplayedMany } from '../../contract/api/replays.ts';
import { inboxStates } from '../../contract/api/records.ts';
import { Problem } from '../../contract/errors.ts';
import { oldestDeliveries } from '../../store/reads/inbox.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Connections } from '../connections.ts';
import type { Engine } from '../engine.ts';
import { replayDelivery } from './replay-delivery.ts';
import { modesOf, type Viewer } from './viewer.ts';

/** At once: each is a transaction or several. */
const width = 8;

/** After so long no other is begun: an answer comes before whoever waits for it, or a proxy on the way, gives up. */
const milliseconds = 10_000;

/**
 * Replays some deliveries, each by itself: one that fails holds up no other, and every one that was begun has its result. Those for which time was
 * too short are told as left, to be asked for next; those of a filter are the oldest that match. To ask again for what was replayed does nothing
 * twice (I2).
 *
 * @throws Problem `invalid_request` without ids and filter, or with both
 */
export async function replayMany(
  engine: Engine,
  connections: Connections,
  viewer: Viewer,
  body: ReplayBody,
): Promise<ReplayedMany> {
  const ids = await idsOf(engine, viewer, body);
  const results = new Map<string, ReplayedMany['results'][number]>();
  const left = [...ids];
  const until = engine.now().getTime() + milliseconds;
  let isBroken = false;
  const hand = async (): Promise<void> => {
    while (!isBroken && left.length > 0 && engine.now().getTime() < until) {
      const id = left.shift() as string;
      try {
        results.set(id, await replayOne(engine, connections, viewer, id));
      } catch (error) {
        // Whoever asks is told at once that the database is away: nobody goes on for them unseen.
        isBroken = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, ids.length) }, hand));
  const all = ids.flatMap((id) => results.get(id) ?? []);
  const inState = (state: string): number => all.filter((one) => one.state === state).length;
  return {
    results: all,
    byState: Object.fromEntries(inboxStates.map((state) => [state, inState(state)])) as ReplayedMany['byState'],
    refused: all.filter(({ state }) => state === null).length,
    left,
  };
}

async function idsOf(engine: Engine, viewer: Viewer, { ids, filter, most }: ReplayBody): Promise<readonly string[]> {
  if ((ids === undefined) === (filter === undefined)) {
    const message = 'takes either ids or filter';
    throw new Problem('invalid_request', `The body ${message}.`, { errors: [{ in: 'body', path: '', message }] });
  }
  if (filter === undefined) return ids ?? [];
  return looking(engine.store, viewer, (session) => oldestDeliveries(session, viewer, modesOf(viewer), filter, most));
}

/** What a person could not replay alone is told as they would be told alone. */
async function replayOne(
  engine: Engine,
  connections: Connections,
  viewer: Viewer,
  id: string,
): Promise<ReplayedMany['results'][number]> {
  try {
    const { state, problem } = await replayDelivery(engine, connections, viewer, id);
    const told = problem as { readonly code?: string; readonly detail?: string } | null;
    return { id, state, problem: told === null ? null : { code: told.code ?? 'failed', detail: told.detail ?? '' } };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { id, state: null, problem: { code: error.code, detail: error.message } };
  }
}
