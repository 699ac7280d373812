import type { Scope, Session } from '../session.ts';
import { run } from './page.ts';
import { sql } from './sql.ts';

/** What is known of how a connection is, from the latest thousand of its deliveries, its reads and what was refused. Times are RFC 3339. */
export interface HealthRow {
  readonly id: string;
  readonly adapter: string;
  readonly mode: 'live' | 'test';
  readonly active: boolean;
  /** Of any way. */
  readonly lastAt: string | null;
  readonly lastWebhookAt: string | null;
  readonly webhooks: number;
  /** The longest time between two webhooks, in seconds. */
  readonly longestGap: number | null;
  /** Of the last 24 hours. */
  readonly delivered: number;
  readonly filled: number;
  readonly failed: number;
  /** Types that were found by reading within 7 days, and that no webhook brought. */
  readonly missing: readonly string[];
  readonly refused: readonly RefusedRow[];
  readonly backfill: {
    readonly startedAt: string;
    readonly finishedAt: string | null;
    readonly missed: number | null;
    readonly problem: { readonly code: string; readonly detail: string } | null;
  } | null;
}

export interface RefusedRow {
  readonly reason: string;
  readonly count: number;
  readonly lastAt: string;
  readonly detail: string;
}

/** Of all connections of an organization, or of these. */
export function connectionHealth(
  session: Session,
  { organizationId }: Scope,
  now: string,
  ids?: readonly string[],
): Promise<readonly HealthRow[]> {
  const those = ids === undefined ? sql`` : sql` and c.id = any (${ids}::uuid[])`;
  return run(
    session,
    sql`select c.id, c.adapter, c.mode, c.active, iso(l.last_at) as "lastAt", iso(l.last_webhook) as "lastWebhookAt", l.webhooks,
        l.longest::float8 as "longestGap", l.delivered, l.filled, l.failed, coalesce(l.missing, '{}') as missing,
        coalesce((select jsonb_agg(jsonb_build_object('reason', r.reason, 'count', r.count, 'lastAt', iso(r.last_at), 'detail', r.detail) order by r.last_at desc)
          from refused_delivery r where r.organization_id = c.organization_id and r.connection_id = c.id), '[]') as refused,
        (select jsonb_build_object('startedAt', iso(b.started_at), 'finishedAt', iso(b.finished_at), 'missed', b.report -> 'missed', 'problem', b.problem)
          from backfill b where b.organization_id = c.organization_id and b.connection_id = c.id
          order by (b.finished_at is not null) desc, b.started_at desc limit 1) as backfill
      from connection c
      cross join lateral (
        with latest as (
          select i.type, i.came_by as via, i.state, i.received_at, i.received_at - lag(i.received_at) over (partition by i.came_by order by i.id) as gap
          from (select * from inbox x where x.organization_id = c.organization_id and x.connection_id = c.id order by x.id desc limit 1000) i
        )
        select max(received_at) as last_at, max(received_at) filter (where via = 'webhook') as last_webhook,
          count(*) filter (where via = 'webhook' and received_at > ${now}::timestamptz - interval '30 days')::int as webhooks,
          extract(epoch from max(gap) filter (where via = 'webhook' and received_at > ${now}::timestamptz - interval '30 days')) as longest,
          count(*) filter (where via = 'webhook' and received_at > ${now}::timestamptz - interval '1 day')::int as delivered,
          count(*) filter (where via = 'backfill' and received_at > ${now}::timestamptz - interval '1 day')::int as filled,
          count(*) filter (where state in ('parked', 'quarantined') and received_at > ${now}::timestamptz - interval '1 day')::int as failed,
          (select array_agg(distinct m.type order by m.type) from latest m where m.via = 'backfill' and m.received_at > ${now}::timestamptz - interval '7 days'
            and not exists (select from latest w where w.via = 'webhook' and w.type = m.type)) as missing
        from latest
      ) l
      where c.organization_id = ${organizationId}${those} order by c.id`,
  );
}

/** What only a person can see to, beside deliveries and payments as they stand. */
export interface LongWaits {
  /** R5: refunds whose payment did not come within 30 days. */
  readonly refunds: number;
  /** Requests of the last 30 days for somebody's own data. */
  readonly dataRequests: number;
}

export async function longWaits(
  session: Session,
  { organizationId }: Scope,
  mode: string,
  now: string,
): Promise<LongWaits> {
  const monthAgo = sql`uuid_floor(${now}::timestamptz - interval '30 days')`;
  const [row] = await run<LongWaits>(
    session,
    sql`select
      (select count(*)::int from payment p where p.organization_id = ${organizationId} and p.state = 'waiting' and p.mode = ${mode} and p.id < ${monthAgo}) as refunds,
      (select count(*)::int from inbox i join connection n on n.organization_id = i.organization_id and n.id = i.connection_id and n.mode = ${mode}
        where i.organization_id = ${organizationId} and i.problem ->> 'code' = 'data_request' and i.id >= ${monthAgo}) as "dataRequests"`,
  );
  return row ?? { refunds: 0, dataRequests: 0 };
}
