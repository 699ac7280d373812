import { Unreadable } from '../contract/adapter.ts';
import { groupFacts, type Grouped } from '../domain/group-facts.ts';
import { takeAbout, takeIn } from '../store/intake.ts';
import {
  type Delivery,
  finishDelivery,
  type InboxProblem,
  type InboxState,
  postponeDelivery,
  takeDelivery,
} from '../store/inbox.ts';
import { inOrganization, type Scope, type Session } from '../store/session.ts';
import { backoffSeconds } from './backoff.ts';
import type { Connections, OpenConnection } from './connections.ts';
import type { Engine } from './engine.ts';
import { recordLead } from './record-lead.ts';
import { settle } from './settle-payment.ts';

/** How a delivery stands after a try; `gone`: there is none, or its body was erased. */
export type Processed = InboxState | 'gone';

/**
 * Works on one delivery: facts, then one transaction for each payment or lead they are about; the last one closes the inbox row. Every step may
 * be repeated, since the same fact is stored once. What fails is tried again with growing pauses, then parked; nothing else waits for it.
 */
export async function processDelivery(
  engine: Engine,
  connections: Connections,
  organizationId: string,
  id: string,
): Promise<Processed> {
  const reading: Scope = { organizationId, actor: 'core' };
  const delivery = await inOrganization(engine.store, reading, (session) => takeDelivery(session, reading, id));
  if (delivery === null) return 'gone';
  if (delivery.state !== 'received') return delivery.state;
  const scope: Scope = { organizationId, actor: `adapter:${delivery.connectionId}` };
  try {
    return await work(engine, connections, scope, delivery);
  } catch (error) {
    return await giveBack(engine, scope, delivery, error);
  }
}

async function work(engine: Engine, connections: Connections, scope: Scope, delivery: Delivery): Promise<InboxState> {
  const connection = await connections.open(delivery.connectionId);
  if (connection === null)
    throw new Error(`the connection or its adapter is not there: load the adapter's plugin, then replay`);
  const { facts, ignored } = connection.adapter.facts(delivery, connection.settings);
  const groups = groupFacts(facts);
  await takeInAbout(engine, scope, connection, delivery, groups);
  for (const fact of groups.leads) {
    const input = {
      connectionId: connection.id,
      mode: connection.mode,
      fact,
      deliveryId: delivery.id,
    };
    await inOrganization(engine.store, scope, (session) => recordLead(engine, session, scope, input));
  }
  if (groups.payments.length === 0)
    return finish(engine, scope, delivery, facts.length > 0 ? null : { code: ignored ?? 'no_facts', detail: '' });
  let state: InboxState = 'processed';
  for (const [index, group] of groups.payments.entries()) {
    const last = index === groups.payments.length - 1;
    state = await inOrganization(engine.store, scope, (session) =>
      settleGroup(engine, session, scope, connection, delivery, group, last),
    );
  }
  return state;
}

async function takeInAbout(
  engine: Engine,
  scope: Scope,
  connection: OpenConnection,
  delivery: Delivery,
  { about }: Grouped,
): Promise<void> {
  if (about.length === 0) return;
  const input = { connectionId: connection.id, mode: connection.mode, facts: about, deliveryId: delivery.id };
  await inOrganization(engine.store, scope, (session) => takeAbout(session, scope, input));
}

async function settleGroup(
  engine: Engine,
  session: Session,
  scope: Scope,
  { id: connectionId, mode }: OpenConnection,
  delivery: Delivery,
  group: Grouped['payments'][number],
  last: boolean,
): Promise<InboxState> {
  const input = {
    connectionId,
    mode,
    kind: 'payment' as const,
    refs: group.refs,
    facts: group.facts,
    deliveryId: delivery.id,
  };
  const intake = await takeIn(session, scope, input);
  const { outcome } = settle(engine, session, scope, intake);
  const keys = new Set(group.facts.flatMap((fact) => ('key' in fact ? [fact.key] : [])));
  const foreign = outcome.state.quarantined.find(({ key }) => keys.has(key));
  const [state, problem] = standingOf(outcome.standing, foreign?.currency);
  if (last) finishDelivery(session, scope, delivery.id, state, problem);
  return state;
}

/** R5, R6: what waits and what was set aside is seen in the inbox, not only on the payment. */
function standingOf(standing: string, foreignCurrency: string | undefined): [InboxState, InboxProblem | null] {
  if (foreignCurrency !== undefined) {
    return [
      'quarantined',
      {
        code: 'currency_differs',
        detail: `a refund or dispute in ${foreignCurrency}, the payment is in another currency (R6)`,
      },
    ];
  }
  if (standing === 'waiting')
    return ['waiting', { code: 'waits_for_payment', detail: 'the payment it speaks of is not known yet (R5)' }];
  return ['processed', null];
}

async function finish(
  engine: Engine,
  scope: Scope,
  delivery: Delivery,
  problem: InboxProblem | null,
): Promise<InboxState> {
  const state: InboxState = problem === null ? 'processed' : 'ignored';
  await inOrganization(engine.store, scope, async (session) =>
    finishDelivery(session, scope, delivery.id, state, problem),
  );
  return state;
}

/** A body that cannot be read is set aside at once; anything else may pass, so it is tried again. */
async function giveBack(engine: Engine, scope: Scope, delivery: Delivery, error: unknown): Promise<InboxState> {
  const { id, attempts } = delivery;
  if (error instanceof Unreadable) {
    const problem: InboxProblem = { code: 'unreadable', detail: error.message, path: error.path };
    await inOrganization(engine.store, scope, async (session) =>
      finishDelivery(session, scope, id, 'quarantined', problem),
    );
    return 'quarantined';
  }
  const seconds = backoffSeconds(attempts, Math.random());
  const problem: InboxProblem = { code: 'failed', detail: error instanceof Error ? error.message : String(error) };
  await inOrganization(engine.store, scope, async (session) => postponeDelivery(session, scope, id, problem, seconds));
  return seconds === null ? 'parked' : 'received';
}
