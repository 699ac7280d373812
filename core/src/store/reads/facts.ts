import type { Scope, Session } from '../session.ts';
import { isId } from './cursor.ts';
import { type Paged, type PageQuery, readPage, run } from './page.ts';
import { type Sql, sql } from './sql.ts';

/** A fact as stored; `fact` is the JSON it was stored as. */
export interface FactOfRecord {
  readonly id: string;
  readonly paymentId: string | null;
  readonly type: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly connectionId: string | null;
  readonly deliveryId: string | null;
  readonly actor: string;
  readonly reason: string | null;
  readonly fact: Readonly<Record<string, unknown>>;
}

const shown = (those: Sql): Sql => sql`
  select f.id, f.payment_id as "paymentId", f.fact ->> 'type' as type, iso(f.occurred_at) as "occurredAt", iso(f.recorded_at) as "recordedAt",
    nullif(f.connection_id, '00000000-0000-0000-0000-000000000000') as "connectionId", f.delivery_id as "deliveryId", f.actor, f.reason, f.fact
  from fact f where ${those}`;

/** Of a payment and of all that became it, in the order they were learned. */
export async function pageOfFacts(
  session: Session,
  { organizationId }: Scope,
  payment: string,
  page: PageQuery,
): Promise<Paged<FactOfRecord>> {
  const those = sql`f.organization_id = ${organizationId} and f.payment_id = any (payment_members(${organizationId}, ${payment}))`;
  return readPage<FactOfRecord>(
    session,
    {
      list: 'facts',
      checks: [isId],
      positionOf: ({ id }) => [id],
      read: (last, limit) =>
        shown(sql`${those}${last === null ? sql`` : sql` and f.id > ${last[0]}::uuid`} order by f.id limit ${limit}`),
    },
    page,
  );
}

/**
 * What was read from a delivery: what it was the first to state, and what it states of `digests`, whoever stated that first. Leads are kept
 * as the organization's own statements, so both connections are looked at.
 */
export async function factsOfDelivery(
  session: Session,
  { organizationId }: Scope,
  delivery: string,
  connections: readonly string[],
  digests: readonly string[],
): Promise<readonly FactOfRecord[]> {
  return run(
    session,
    shown(sql`f.organization_id = ${organizationId} and f.id in (
      select id from fact where organization_id = ${organizationId} and delivery_id = ${delivery}
      union
      select id from fact where organization_id = ${organizationId} and connection_id = any (${connections}) and digest = any (${digests})
    ) order by f.id`),
  );
}
