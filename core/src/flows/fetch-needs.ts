import { type Fetched, type Need, Unreadable } from '../contract/adapter.ts';
import { type Delivery, keepDelivery } from '../store/inbox.ts';
import { newId } from '../store/ids.ts';
import { inOrganization, type Scope } from '../store/session.ts';
import { deliveriesOf } from '../store/story.ts';
import type { OpenConnection } from './connections.ts';
import type { Engine } from './engine.ts';

/** Well within the lease of a delivery, so that no second hand asks beside the first. */
const patienceMs = 20_000;
/** A delivery that asks for more is a mistake of its adapter. */
const mostNeeds = 20;
const deepest = 3;

/** Stands between a delivery's event id and what was fetched for it: `evt_1 → charge:ch_1`. */
const because = ' → ';

/** What a processor's API would not tell; the delivery waits and is tried again. */
export class NotFetched extends Error {
  constructor({ kind, id }: Need, cause: unknown) {
    super(
      `${kind} ${id} could not be read from the processor: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
    this.name = 'NotFetched';
  }
}

/**
 * Reads what a delivery needs from its processor and keeps each answer as a delivery of its own, by an event id made of the two: whatever is
 * tried again, it is asked and stored once. Nothing of the delivery itself is stored before all of it is there. Returns the ids of what
 * was kept now, to be worked on; where another hand kept it, that one does.
 *
 * @throws NotFetched, to be tried again; Unreadable where asking again cannot help
 */
export async function fetchNeeds(
  engine: Engine,
  scope: Scope,
  connection: OpenConnection,
  delivery: Pick<Delivery, 'eventId'>,
  needs: readonly Need[],
): Promise<readonly string[]> {
  const wanted = new Map(needs.map((need) => [`${delivery.eventId}${because}${need.kind}:${need.id}`, need]));
  refuseExcess(delivery.eventId, wanted.size);
  const known = await inOrganization(engine.store, scope, (session) =>
    deliveriesOf(session, scope, connection.id, [...wanted.keys()]),
  );
  for (const { eventId } of known) wanted.delete(eventId);
  const kept: string[] = [];
  for (const [eventId, need] of wanted) {
    const fetched = await ask(connection, need);
    if (fetched === null) continue;
    const id = newId();
    const row = { ...fetched, id, connectionId: connection.id, eventId, via: 'fetch' } as const;
    const isNew = await inOrganization(engine.store, scope, (session) => keepDelivery(session, scope, row));
    if (isNew) kept.push(id);
  }
  return kept;
}

function refuseExcess(eventId: string, count: number): void {
  if (count > mostNeeds) throw new Unreadable('/needs', `asks for ${count} things, at most ${mostNeeds} are fetched`);
  if (eventId.split(because).length > deepest)
    throw new Unreadable('/needs', `was fetched for something that was fetched, ${deepest} deep: this would not end`);
}

async function ask({ adapter, fetch }: OpenConnection, need: Need): Promise<Fetched | null> {
  if (fetch === null)
    throw new NotFetched(need, `the adapter ${adapter.id} asks for it and has no 'fetch' to read it with`);
  const signal = AbortSignal.timeout(patienceMs);
  const late = Promise.withResolvers<never>();
  const giveUp = (): void => late.reject(new Error(`no answer within ${patienceMs / 1000} s`));
  signal.addEventListener('abort', giveUp);
  try {
    return await Promise.race([fetch(need, signal), late.promise]);
  } catch (error) {
    throw error instanceof Unreadable ? error : new NotFetched(need, error);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
