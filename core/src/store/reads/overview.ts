import type { Scope, Session } from '../session.ts';
import type { Mode } from './conversion-filter.ts';
import { run } from './page.ts';
import { type Sql, sql } from './sql.ts';

/** Moments, RFC 3339: `since` inclusive, `until` exclusive. */
export interface Span {
  readonly since: string;
  readonly until: string;
}

/** Whole days of a calendar, both included, and the moments they begin and end at. */
export interface DaySpan extends Span {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/** When each day begins, and which of them a moment lies in: a search among some hundred, where asking the zone for each row takes several times as long. */
const starts = ({ from, to, timeZone }: DaySpan): Sql => sql`starts as materialized (
  select array_agg(day at time zone ${timeZone}::text order by day) as at
  from generate_series(${from}::timestamp, ${to}::timestamp, interval '1 day') day
)`;
const dayNumber = (at: Sql): Sql => sql`width_bucket(${at}, (select s.at from starts s))`;
const dayText = ({ from }: DaySpan, number: Sql): Sql => sql`(${from}::date + ${number} - 1)::text`;

/** What was credited on one day, by currency; what earned nothing and moved no money has none. Sums are texts of integers. */
export interface DayRow {
  readonly mode: Mode;
  readonly day: string;
  readonly currency: string | null;
  readonly count: number;
  /** Sales and renewals among them. */
  readonly sales: number;
  readonly leads: number;
  readonly amount: string;
  readonly refundedAmount: string;
  readonly commission: string;
  readonly takenBack: string;
}

/** By days. All that is read of a conversion is in the index by time, see 0012_overview.sql. */
export async function creditedByDay(session: Session, scope: Scope, span: DaySpan): Promise<readonly DayRow[]> {
  const { since, until } = span;
  return run(
    session,
    sql`with ${starts(span)} select c.mode, ${dayText(span, sql`c.day`)} as day, c.currency, count(*)::int as count,
        count(*) filter (where c.type in ('sale', 'renewal') and c.role = 'credit')::int as sales, count(*) filter (where c.type = 'lead' and c.role = 'credit')::int as leads, sum(c.amount)::text as amount,
        sum(c.reversed_amount)::text as "refundedAmount", sum(c.commission)::text as commission, sum(c.reversed_commission)::text as "takenBack"
      from (
        select c.mode, ${dayNumber(sql`c.occurred_at`)} as day, c.currency, c.type, c.role, c.amount,
          c.reversed_amount, c.commission, c.reversed_commission
        from conversion c
        where c.organization_id = ${scope.organizationId} and c.occurred_at >= ${since} and c.occurred_at < ${until} and not c.withdrawn offset 0
      ) c
      group by 1, c.day, 3`,
  );
}

/** Payments nobody is credited for, by days. */
export async function uncreditedByDay(
  session: Session,
  scope: Scope,
  mode: Mode,
  span: DaySpan,
): Promise<
  readonly { readonly day: string; readonly currency: string; readonly count: number; readonly amount: string }[]
> {
  const { since, until } = span;
  return run(
    session,
    sql`with ${starts(span)} select ${dayText(span, sql`p.day`)} as day, p.currency, count(*)::int as count, sum(p.amount)::text as amount
      from (select ${dayNumber(sql`p.occurred_at`)} as day, p.currency, p.amount from payment p
      where p.organization_id = ${scope.organizationId} and p.state = 'uncredited' and p.kind = 'payment' and p.mode = ${mode}
        and p.occurred_at >= ${since} and p.occurred_at < ${until} and p.currency is not null offset 0) p
      group by p.day, p.currency`,
  );
}

/** Credited conversions `c` of a span that were not paid in `home`: what has to be converted. */
export const foreignCredited = (
  { organizationId }: Scope,
  mode: Mode,
  { since, until }: Span,
  home: string,
): Sql => sql`
  select c.organization_id, c.id, c.affiliate_id, c.type, c.role, c.currency, c.occurred_at, c.amount, c.reversed_amount, c.commission, c.reversed_commission
  from conversion c
  where c.organization_id = ${organizationId} and c.mode = ${mode} and c.occurred_at >= ${since} and c.occurred_at < ${until}
    and not c.withdrawn and c.currency <> ${home} offset 0`;

/** Payments `c` nobody is credited for, but for those in `home`. */
export const foreignUncredited = (
  { organizationId }: Scope,
  mode: Mode,
  { since, until }: Span,
  home: string,
): Sql => sql`
  select p.currency, p.occurred_at, p.amount, p.reversed from payment p
  where p.organization_id = ${organizationId} and p.state = 'uncredited' and p.kind = 'payment' and p.mode = ${mode}
    and p.occurred_at >= ${since} and p.occurred_at < ${until} and p.currency <> ${home} offset 0`;

/** What one affiliate was credited with in one currency. Sums are texts of integers. */
export interface AffiliateSums {
  readonly currency: string;
  readonly affiliateId: string;
  readonly sales: number;
  readonly amount: string;
  readonly refundedAmount: string;
  readonly commission: string;
  readonly takenBack: string;
}

/** Everybody who was credited with something. */
export async function sumsOfAffiliates(
  session: Session,
  scope: Scope,
  mode: Mode,
  { since, until }: Span,
): Promise<readonly AffiliateSums[]> {
  return run(
    session,
    sql`select c.currency, c.affiliate_id as "affiliateId", count(*) filter (where c.type in ('sale', 'renewal') and c.role = 'credit')::int as sales, sum(c.amount)::text as amount,
        sum(c.reversed_amount)::text as "refundedAmount", sum(c.commission)::text as commission, sum(c.reversed_commission)::text as "takenBack"
      from conversion c
      where c.organization_id = ${scope.organizationId} and c.mode = ${mode} and c.occurred_at >= ${since} and c.occurred_at < ${until}
        and not c.withdrawn and c.currency is not null
      group by 1, 2`,
  );
}

/** How many of everything somebody should look at there are, whenever it happened. */
export interface Waiting {
  readonly pendingEnrollments: number;
  /** Leads that earn nothing before a person says that they are some (C3). */
  readonly awaitingLeads: number;
  readonly withoutRate: number;
  readonly failed: number;
  readonly parked: number;
  readonly quarantined: number;
  /** Connections with deliveries of the last day that were not understood. */
  readonly troubled: readonly string[];
}

export async function whatWaits(session: Session, scope: Scope, mode: Mode, modes: readonly Mode[]): Promise<Waiting> {
  const o = scope.organizationId;
  const those = sql`array(select n.id from connection n where n.organization_id = ${o} and n.mode = any (${modes}))`;
  const inState = (state: string) =>
    sql`(select count(*)::int from inbox i where i.organization_id = ${o} and i.state = ${state} and i.connection_id = any (${those}))`;
  const payments = (state: string) =>
    sql`(select count(*)::int from payment p where p.organization_id = ${o} and p.state = ${state} and p.kind = 'payment' and p.mode = ${mode})`;
  const [row] = await run<Waiting>(
    session,
    sql`select (select count(*)::int from enrollment e where e.organization_id = ${o} and e.status = 'pending') as "pendingEnrollments",
      (select count(*)::int from payment p where p.organization_id = ${o} and p.kind = 'lead' and p.notes ? 'awaits_validation' and p.merged_into is null
        and p.state = 'credited' and p.mode = ${mode}) as "awaitingLeads",
      ${payments('no_rate')} as "withoutRate", ${payments('failed')} as failed, ${inState('parked')} as parked, ${inState('quarantined')} as quarantined,
      array(select distinct i.connection_id::text from inbox i where i.organization_id = ${o} and i.state in ('parked', 'quarantined')
        and i.connection_id = any (${those}) and i.id >= uuid_floor(now() - interval '1 day') order by 1) as troubled`,
  );
  if (row === undefined) throw new Error('counting found no row');
  return row;
}
