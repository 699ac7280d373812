import type { Decision } from '../../domain/stored-fact.ts';
import type { Scope, Session } from '../session.ts';
import type { Mode } from './conversion-filter.ts';
import { isId } from './cursor.ts';
import { paymentsKnownAs } from './known-as.ts';
import { type Paged, type PageQuery, readPage } from './page.ts';
import { all, type Sql, sql } from './sql.ts';

export interface PaymentFilter {
  readonly kind: 'payment' | 'lead';
  readonly state?: string;
  readonly reason?: string;
  /** Inclusive, on `occurred_at` (I4). */
  readonly since?: string;
  readonly until?: string;
  readonly connectionId?: string;
  readonly q?: string;
}

/** Amounts are texts of integers, as the driver reads a bigint. */
export interface PaymentRow {
  readonly id: string;
  readonly kind: 'payment' | 'lead';
  readonly state: string;
  readonly reason: string | null;
  readonly decision: Decision | null;
  readonly occurredAt: string | null;
  readonly recordedAt: string;
  readonly currency: string | null;
  readonly amount: string | null;
  readonly reversed: string;
  readonly customerExternalId: string | null;
  readonly externalEventId: string | null;
  readonly subscriptionId: string | null;
  readonly connectionId: string | null;
  readonly isTest: boolean;
}

/** By when they were learned of: ids begin with it and never change, while `occurred_at` may be unknown yet. */
export type PaymentOrder = '-created' | 'created';

const orders: Readonly<Record<PaymentOrder, { readonly by: Sql; readonly behind: (id: string) => Sql }>> = {
  '-created': { by: sql`p.id desc`, behind: (id) => sql`p.id < ${id}::uuid` },
  created: { by: sql`p.id`, behind: (id) => sql`p.id > ${id}::uuid` },
};

/** Written out, so that the index of tests serves it. */
const modes: Readonly<Record<Mode, Sql>> = { live: sql`p.mode = 'live'`, test: sql`p.mode = 'test'` };

function paymentsThat(scope: Scope, mode: Mode, { kind, ...filter }: PaymentFilter): Sql {
  const { state, reason, since, until, connectionId, q } = filter;
  const given = (value: string | undefined, condition: (value: string) => Sql): readonly Sql[] =>
    value === undefined ? [] : [condition(value)];
  return all([
    sql`p.organization_id = ${scope.organizationId} and p.kind = ${kind} and ${modes[mode]}`,
    state === undefined ? sql`p.merged_into is null` : sql`p.state = ${state}`,
    ...given(reason, (code) => sql`p.reason = ${code}`),
    ...given(since, (time) => sql`p.occurred_at >= ${time}`),
    ...given(until, (time) => sql`p.occurred_at < ${time}`),
    ...given(connectionId, (id) => sql`p.connection_id = ${id}`),
    ...given(q, (id) => sql`p.id = any (${paymentsKnownAs(scope, id)})`),
  ]);
}

/** @throws Problem `invalid_request` for a cursor of another list or order */
export async function pageOfPayments(
  session: Session,
  scope: Scope,
  mode: Mode,
  filter: PaymentFilter,
  order: PaymentOrder,
  page: PageQuery,
): Promise<Paged<PaymentRow>> {
  const { by, behind } = orders[order];
  const those = paymentsThat(scope, mode, filter);
  const shown = (p: Sql): Sql => sql`
    select p.id, p.kind, p.state, p.reason, p.decision, iso(p.occurred_at) as "occurredAt", iso(p.created_at) as "recordedAt", p.currency, p.amount,
      p.reversed, u.external_id as "customerExternalId", p.external_event_id as "externalEventId", substr(p.subscription, 38) as "subscriptionId",
      nullif(p.connection_id, '00000000-0000-0000-0000-000000000000') as "connectionId", p.mode = 'test' as "isTest"
    from (${p}) p
    left join customer u on u.organization_id = p.organization_id and u.id = customer_root(p.organization_id, p.customer_id)
    order by ${by}`;
  return readPage<PaymentRow>(
    session,
    {
      list: `payments:${order}`,
      checks: [isId],
      positionOf: ({ id }) => [id],
      read: (last, limit) =>
        shown(
          sql`select * from payment p where ${all([those, ...(last === null ? [] : [behind(last[0] ?? '')])])} order by ${by} limit ${limit}`,
        ),
    },
    page,
  );
}
