import {
  type Delivery,
  type DeliveryDetail,
  type DeliveryFilterQuery,
  type DeliveryPage,
  type DeliveryQuery,
  type DeliverySummary,
  inboxStates,
} from '../../contract/api/records.ts';
import type { Fact } from '../../contract/facts.ts';
import { apiConnection, prepare } from '../../store/prepared-fact.ts';
import { factsOfDelivery } from '../../store/reads/facts.ts';
import {
  countDeliveries,
  type DeliveryDetailRow,
  type DeliveryRow,
  findDelivery,
  pageOfDeliveries,
} from '../../store/reads/inbox.ts';
import { withMoments } from '../../store/reads/days.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Connections, OpenConnection } from '../connections.ts';
import type { Engine } from '../engine.ts';
import { showFact } from './list-facts.ts';
import { countBy, countOf } from './counting.ts';
import { maskBody } from './mask-body.ts';
import { modesOf, notFound, type Viewer } from './viewer.ts';

/** What processors delivered, the latest first (F51). @throws Problem `invalid_request` for a cursor of another list */
export async function listDeliveries(
  engine: Engine,
  viewer: Viewer,
  { cursor, take, ...filter }: DeliveryQuery,
): Promise<DeliveryPage> {
  const { rows, nextCursor } = await looking(engine.store, viewer, async (session) =>
    pageOfDeliveries(session, viewer, modesOf(viewer), await withMoments(session, viewer, filter), { take, cursor }),
  );
  return { data: rows.map(showDelivery), nextCursor };
}

/** How many the list would show, and how many in each state. */
export async function summariseDeliveries(
  engine: Engine,
  viewer: Viewer,
  { state, ...filter }: DeliveryFilterQuery,
): Promise<DeliverySummary> {
  const groups = await looking(engine.store, viewer, async (session) =>
    countDeliveries(session, viewer, modesOf(viewer), await withMoments(session, viewer, filter)),
  );
  const listed = groups.filter((group) => state === undefined || state.includes(group.state));
  return {
    asOf: engine.now().toISOString(),
    count: countOf(listed),
    byState: countBy(inboxStates, groups, (group) => group.state),
  };
}

/** One delivery with the facts read from it and its body as received. @throws Problem `not_found` */
export async function readDelivery(
  engine: Engine,
  connections: Connections,
  viewer: Viewer,
  id: string,
): Promise<DeliveryDetail> {
  const row = await looking(engine.store, viewer, (session) => findDelivery(session, viewer, modesOf(viewer), id));
  if (row === null) throw notFound('delivery', id);
  // Null where its adapter is no longer loaded.
  const connection = await connections.open(row.connectionId);
  const digests = connection === null ? [] : digestsOf(connection, row);
  const facts = await looking(engine.store, viewer, (session) =>
    factsOfDelivery(session, viewer, id, [row.connectionId, apiConnection], digests),
  );
  const { body, bodyGone, dueAt, ...delivery } = row;
  return {
    ...showDelivery(delivery),
    dueAt,
    facts: facts.map(showFact),
    body: body === null ? null : maskBody(body, connection?.secrets ?? []),
    bodyGone,
  };
}

const showDelivery = (row: DeliveryRow): Delivery => ({
  ...row,
  problem: row.problem === null ? null : { ...row.problem },
});

/** What the facts of the body are stored under, so that those another delivery had stated before are found too. */
function digestsOf(
  { adapter, settings, mode }: OpenConnection,
  { body, bodyGone: _, ...delivery }: DeliveryDetailRow,
): string[] {
  if (body === null) return [];
  let facts: readonly Fact[];
  try {
    ({ facts } = adapter.facts({ ...delivery, body }, settings));
  } catch {
    // It cannot be read: its problem says so, and there are none.
    return [];
  }
  return facts.map((fact) => prepare(fact, mode).digest);
}
