import { reopenDelivery, type ShownDelivery, showDelivery, takeDelivery } from '../store/inbox.ts';
import { inOrganization, inSnapshot, type Scope } from '../store/session.ts';
import type { Connections } from './connections.ts';
import type { Engine } from './engine.ts';
import { type Processed, processDelivery, workOnDelivery } from './process-delivery.ts';
import type { Settled } from './settle-payment.ts';

export interface Replayed {
  /** As it stands after it; of one that was only tried, as it stood before. */
  readonly delivery: ShownDelivery;
  readonly state: Processed;
  /** Every payment and lead it is about, in turn. */
  readonly settled: readonly Settled[];
}

/** A delivery of an organization; null where there is none. */
export async function findDelivery({ store }: Engine, scope: Scope, id: string): Promise<ShownDelivery | null> {
  return inSnapshot(store, scope, (session) => showDelivery(session, scope, id));
}

/**
 * Works on a delivery again as if it had just come in: after a plugin was mended, or a connection set right. Facts it stated before are stored
 * once. Null where there is none, or its body was erased.
 */
export async function replayDelivery(
  engine: Engine,
  connections: Connections,
  scope: Scope,
  id: string,
): Promise<Replayed | null> {
  const opened = await inOrganization(engine.store, scope, (session) => reopenDelivery(session, scope, id));
  if (!opened) return null;
  const settled: Settled[] = [];
  const state = await processDelivery(engine, connections, scope.organizationId, id, (one) => settled.push(one));
  const delivery = await findDelivery(engine, scope, id);
  return delivery === null ? null : { delivery, state, settled };
}

/**
 * What working on a delivery would do: the real path, given up at its end, so that nothing of it is kept. Its steps share one transaction, so
 * that each sees what the one before would have stored.
 *
 * @throws Unreadable, or whatever would keep it from being done
 */
export async function tryDelivery(
  engine: Engine,
  connections: Connections,
  scope: Scope,
  id: string,
): Promise<Replayed | null> {
  const shown = await findDelivery(engine, scope, id);
  if (shown === null) return null;
  const acting: Scope = { ...scope, actor: `adapter:${shown.connectionId}` };
  return inOrganization(engine.store, acting, async (session) => {
    session.abandon();
    const delivery = await takeDelivery(session, acting, id);
    if (delivery === null) return null;
    const settled: Settled[] = [];
    const state = await workOnDelivery(engine, connections, acting, delivery, {
      run: (step) => step(session),
      onSettled: (one) => settled.push(one),
    });
    return { delivery: shown, state, settled };
  });
}
