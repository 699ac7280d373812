import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../store/ids.ts';
import { type Arrived, firstSince } from '../../store/reads/first-delivery.ts';
import type { Store } from '../../store/database.ts';
import { inSnapshot, type Scope } from '../../store/session.ts';

const pauseMs = 500;

/** The first delivery that comes in from now on; null where none does. */
export async function firstDelivery(
  store: Store,
  scope: Scope,
  connectionId: string,
  seconds: number,
): Promise<Arrived | null> {
  const since = newId();
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const arrived = await inSnapshot(store, scope, async (session) => firstSince(session, scope, connectionId, since));
    if (arrived !== null) return arrived;
    await sleep(pauseMs);
  }
  return null;
}
