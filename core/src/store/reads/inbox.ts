import type { InboxProblem, InboxState } from '../inbox.ts';
import type { Scope, Session } from '../session.ts';
import type { Mode } from './conversion-filter.ts';
import { isId } from './cursor.ts';
import { paymentsKnownAs } from './known-as.ts';
import type { Moments } from './days.ts';
import { type Paged, type PageQuery, readPage, run } from './page.ts';
import { all, among, given, type Sql, sql } from './sql.ts';

/** Of several values any fits. */
export interface DeliveryFilter extends Moments {
  readonly state?: readonly string[];
  readonly connectionId?: readonly string[];
  readonly type?: string;
  /** The processor's id of the event, the delivery's own, or any id of a payment it speaks of. */
  readonly q?: string;
  /** The code of its problem. */
  readonly problem?: string;
}

export interface DeliveryRow {
  readonly id: string;
  readonly connectionId: string;
  readonly eventId: string;
  readonly type: string;
  readonly state: InboxState;
  readonly attempts: number;
  readonly problem: InboxProblem | null;
  readonly occurredAt: string;
  readonly receivedAt: string;
  readonly finishedAt: string | null;
  readonly via: 'webhook' | 'backfill' | 'fetch';
  readonly isTest: boolean;
}

const columns: Sql = sql`i.id, i.connection_id as "connectionId", i.event_id as "eventId", i.type, i.state, i.attempts, i.problem, i.came_by as via,
  iso(i.occurred_at) as "occurredAt", iso(i.received_at) as "receivedAt", iso(i.finished_at) as "finishedAt"`;

/** Connections of these modes: an organization has a handful, so they are read first. */
const connectionsOf = ({ organizationId }: Scope, modes: readonly Mode[]): Sql =>
  sql`array(select n.id from connection n where n.organization_id = ${organizationId} and n.mode = any (${modes}))`;

function deliveriesThat(scope: Scope, modes: readonly Mode[], filter: DeliveryFilter): Sql {
  const { state, connectionId, type, q, problem, since, until } = filter;
  return all([
    sql`i.organization_id = ${scope.organizationId} and i.connection_id = any (${connectionsOf(scope, modes)})`,
    ...given(state, (words) => among(sql`i.state`, words)),
    ...given(connectionId, (ids) => among(sql`i.connection_id`, ids)),
    ...given(type, (name) => sql`i.type = ${name}`),
    ...given(q, (id) => deliveriesKnownAs(scope, id)),
    ...given(problem, (code) => sql`i.problem ->> 'code' = ${code}`),
    ...given(since, (time) => sql`i.occurred_at >= ${time}`),
    ...given(until, (time) => sql`i.occurred_at < ${time}`),
  ]);
}

/** Found first, so that they are looked up by key: by the event, by their own id, or by the facts they stated. */
function deliveriesKnownAs(scope: Scope, id: string): Sql {
  const { organizationId } = scope;
  const own = isId(id.toLowerCase()) ? sql` union select ${id.toLowerCase()}::uuid` : sql``;
  return sql`i.id = any (array(
    select e.id from inbox e where e.organization_id = ${organizationId} and e.event_id = ${id} and e.connection_id = any (array(
      select n.id from connection n where n.organization_id = ${organizationId}))
    union select f.delivery_id from fact f where f.organization_id = ${organizationId} and f.delivery_id is not null
      and f.payment_id = any (${paymentsKnownAs(scope, id)})${own}))`;
}

/** How many are in each state. */
export async function countDeliveries(
  session: Session,
  scope: Scope,
  modes: readonly Mode[],
  filter: Omit<DeliveryFilter, 'state'>,
): Promise<readonly { readonly state: InboxState; readonly count: number }[]> {
  return run(
    session,
    sql`select i.state, count(*)::int as count from inbox i where ${deliveriesThat(scope, modes, filter)} group by 1`,
  );
}

const shown = (those: Sql, more: Sql = sql``): Sql => sql`
  select ${columns}, n.mode = 'test' as "isTest"${more}
  from (select * from inbox i where ${those}) i
  join connection n on n.organization_id = i.organization_id and n.id = i.connection_id
  order by i.id desc`;

/** The latest first. @throws Problem `invalid_request` for a cursor of another list */
export async function pageOfDeliveries(
  session: Session,
  scope: Scope,
  modes: readonly Mode[],
  filter: DeliveryFilter,
  page: PageQuery,
): Promise<Paged<DeliveryRow>> {
  const those = deliveriesThat(scope, modes, filter);
  return readPage<DeliveryRow>(
    session,
    {
      list: 'inbox',
      checks: [isId],
      positionOf: ({ id }) => [id],
      read: (last, limit) =>
        shown(
          sql`${those}${last === null ? sql`` : sql` and i.id < ${last[0]}::uuid`} order by i.id desc limit ${limit}`,
        ),
    },
    page,
  );
}

export interface DeliveryDetailRow extends DeliveryRow {
  /** When it is tried again, of one that is. */
  readonly dueAt: string | null;
  /** Null: taken away. */
  readonly body: Uint8Array | null;
  readonly bodyGone: { readonly why: 'retention' | 'erasure'; readonly at: string } | null;
}

/** Null where there is no such delivery of a connection of these modes. */
export async function findDelivery(
  session: Session,
  scope: Scope,
  modes: readonly Mode[],
  id: string,
): Promise<DeliveryDetailRow | null> {
  const those = sql`${deliveriesThat(scope, modes, {})} and i.id = ${id}`;
  const due = sql`, case when i.state = 'received' then iso(i.due_at) end as "dueAt", i.body,
    case when i.body_gone is not null then jsonb_build_object('why', i.body_gone, 'at', iso(i.body_gone_at)) end as "bodyGone"`;
  const [row] = await run<DeliveryDetailRow>(session, shown(those, due));
  return row ?? null;
}

/** Ids of the oldest that match and still have a body. */
export async function oldestDeliveries(
  session: Session,
  scope: Scope,
  modes: readonly Mode[],
  filter: DeliveryFilter,
  most: number,
): Promise<readonly string[]> {
  const those = deliveriesThat(scope, modes, filter);
  const rows = await run<{ id: string }>(
    session,
    sql`select i.id from inbox i where ${those} and i.body is not null order by i.id limit ${most}`,
  );
  return rows.map(({ id }) => id);
}
