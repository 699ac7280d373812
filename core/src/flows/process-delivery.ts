import { type Need, Unreadable } from '../contract/adapter.ts';
import { groupFacts, type Grouped } from '../domain/group-facts.ts';
import { findUnsound } from '../domain/sound-facts.ts';
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
import { eraseAccount, eraseTold } from './erase-told.ts';
import { fetchNeeds, NotFetched } from './fetch-needs.ts';
import { recordEvent } from './record-event.ts';
import { recordLead } from './record-lead.ts';
import { settle, type Settled } from './settle-payment.ts';

/** How a delivery stands after a try; `gone`: there is none, or its body was erased. */
export type Processed = InboxState | 'gone';

/** Nothing can be read from a delivery while its adapter is not loaded. */
export class NotOpen extends Error {
  constructor(connectionId: string) {
    super(`connection ${connectionId} or its adapter is not there: load the adapter's plugin, then replay`);
    this.name = 'NotOpen';
  }
}

/** How the steps of a delivery are run: each in a transaction of its own, or to try it out all in one that is given up. */
export interface Steps {
  readonly run: <T>(step: (session: Session) => Promise<T>) => Promise<T>;
  /** Reads what a delivery needs beside itself; left out where nothing is to be kept, and nothing asked of anybody. */
  readonly fetch?: (connection: OpenConnection, needs: readonly Need[]) => Promise<void>;
  /** Told of every payment and lead that was settled, once its step has ended. */
  readonly onSettled?: (settled: Settled) => void;
}

/**
 * Works on one delivery: facts, then one transaction for each payment or lead they are about; the last one closes the inbox row. Every step may
 * be repeated, since the same fact is stored once. What it needs from the processor is read before, and worked on after it. What fails is tried again with growing pauses, then parked; nothing else waits for it.
 */
export async function processDelivery(
  engine: Engine,
  connections: Connections,
  organizationId: string,
  id: string,
  onSettled?: Steps['onSettled'],
): Promise<Processed> {
  const reading: Scope = { organizationId, actor: 'core' };
  const delivery = await inOrganization(engine.store, reading, (session) => takeDelivery(session, reading, id));
  if (delivery === null) return 'gone';
  if (delivery.state !== 'received') return delivery.state;
  return processKept(engine, connections, organizationId, delivery, onSettled);
}

/** The same of a delivery that was kept a moment ago, and needs no reading again. */
export async function processKept(
  engine: Engine,
  connections: Connections,
  organizationId: string,
  delivery: Delivery,
  onSettled?: Steps['onSettled'],
): Promise<Processed> {
  const scope: Scope = { organizationId, actor: `adapter:${delivery.connectionId}` };
  const fetched: string[] = [];
  const steps: Steps = {
    run: (step) => inOrganization(engine.store, scope, step),
    fetch: async (connection, needs) =>
      void fetched.push(...(await fetchNeeds(engine, scope, connection, delivery, needs))),
    ...(onSettled && { onSettled }),
  };
  let state: InboxState;
  try {
    state = await workOnDelivery(engine, connections, scope, delivery, steps);
  } catch (error) {
    state = await giveBack(engine, scope, delivery, error);
  }
  // Each has its own fate from here on, and its own tries.
  for (const other of fetched) await processDelivery(engine, connections, organizationId, other, onSettled);
  return state;
}

/**
 * The work itself, step by step.
 *
 * @throws Unreadable, NotOpen, NotFetched, or whatever keeps it from being done now
 */
export async function workOnDelivery(
  engine: Engine,
  connections: Connections,
  scope: Scope,
  delivery: Delivery,
  { run, fetch, onSettled }: Steps,
): Promise<InboxState> {
  const connection = await connections.open(delivery.connectionId);
  if (connection === null) throw new NotOpen(delivery.connectionId);
  const { facts, needs = [], ignored, erases } = connection.adapter.facts(delivery, connection.settings);
  const unsound = findUnsound(facts);
  if (unsound !== null) throw new Unreadable(unsound.path, unsound.message);
  if (needs.length > 0) await fetch?.(connection, needs);
  const { about, leads, events, payments } = groupFacts(facts);
  const input = { connectionId: connection.id, mode: connection.mode, deliveryId: delivery.id };
  if (about.length > 0) await run((session) => takeAbout(session, scope, { ...input, facts: about }));
  for (const fact of leads) {
    const settled = await run((session) => recordLead(engine, session, scope, { ...input, fact }));
    onSettled?.(settled);
  }
  const telling = { connectionId: connection.id, mode: connection.mode, delivery };
  if (erases === 'account') await run((session) => eraseAccount(session, scope, telling));
  const people = [...about, ...leads];
  if (people.length > 0) await run((session) => eraseTold(session, scope, telling, people));
  for (const fact of events) {
    const settled = await run((session) => recordEvent(engine, session, scope, { ...input, fact }));
    onSettled?.(settled);
  }
  if (payments.length === 0) {
    const stated = facts.length > 0 || needs.length > 0 || erases !== undefined;
    const nothing = stated ? null : { code: ignored ?? 'no_facts', detail: '' };
    return run(async (session) => finish(session, scope, delivery, nothing));
  }
  let state: InboxState = 'processed';
  for (const [index, group] of payments.entries()) {
    const last = index === payments.length - 1;
    const settled = await run((session) => settleGroup(engine, session, scope, connection, delivery, group, last));
    onSettled?.(settled);
    state = settled.state;
  }
  return state;
}

async function settleGroup(
  engine: Engine,
  session: Session,
  scope: Scope,
  { id: connectionId, mode }: OpenConnection,
  delivery: Delivery,
  { refs, facts }: Grouped['payments'][number],
  last: boolean,
): Promise<Settled & { readonly state: InboxState }> {
  const intake = await takeIn(session, scope, {
    connectionId,
    mode,
    kind: 'payment',
    refs,
    facts,
    deliveryId: delivery.id,
  });
  const settled = await settle(engine, session, scope, intake);
  const { standing, state: payment } = settled.outcome;
  const keys = new Set(facts.flatMap((fact) => ('key' in fact ? [fact.key] : [])));
  const foreign = payment.quarantined.find(({ key }) => keys.has(key));
  const [state, problem] = standingOf(standing, foreign?.currency);
  if (last) finishDelivery(session, scope, delivery.id, state, problem, intake.paymentId);
  return { ...settled, state };
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

function finish(session: Session, scope: Scope, { id }: Delivery, problem: InboxProblem | null): InboxState {
  const state: InboxState = problem === null ? 'processed' : 'ignored';
  finishDelivery(session, scope, id, state, problem);
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
  const code = error instanceof NotFetched ? 'not_fetched' : 'failed';
  const problem: InboxProblem = { code, detail: error instanceof Error ? error.message : String(error) };
  await inOrganization(engine.store, scope, async (session) => postponeDelivery(session, scope, id, problem, seconds));
  return seconds === null ? 'parked' : 'received';
}
