import type { Scope, Session } from '../session.ts';
import type { Mode } from './conversion-filter.ts';
import { run } from './page.ts';
import { type Sql, sql } from './sql.ts';

/** Moments, RFC 3339: `since` inclusive, `until` exclusive. */
export interface Span {
  readonly since: string;
  readonly until: string;
}

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

/** By days of a time zone. */
export async function creditedByDay(
  session: Session,
  scope: Scope,
  { since, until }: Span,
  timeZone: string,
): Promise<readonly DayRow[]> {
  return run(
    session,
    sql`select c.mode, c.day::text as day, c.currency, count(*)::int as count,
        count(*) filter (where c.type in ('sale', 'renewal') and c.role = 'credit')::int as sales,
        count(*) filter (where c.type = 'lead' and c.role = 'credit')::int as leads, sum(c.amount)::text as amount,
        sum(c.reversed_amount)::text as "refundedAmount", sum(c.commission)::text as commission, sum(c.reversed_commission)::text as "takenBack"
      from (
        select c.mode, (c.occurred_at at time zone ${timeZone}::text)::date as day, c.currency, c.type, c.role, c.amount,
          c.reversed_amount, c.commission, c.reversed_commission
        from conversion c
        where c.organization_id = ${scope.organizationId} and c.occurred_at >= ${since} and c.occurred_at < ${until} and not c.withdrawn offset 0
      ) c
      group by 1, c.day, 3`,
  );
}

/** Payments nobody is credited for, by days of a time zone. */
export async function uncreditedByDay(
  session: Session,
  scope: Scope,
  mode: Mode,
  { since, until }: Span,
  timeZone: string,
): Promise<
  readonly { readonly day: string; readonly currency: string; readonly count: number; readonly amount: string }[]
> {
  return run(
    session,
    sql`select (p.occurred_at at time zone ${timeZone}::text)::date::text as day, p.currency, count(*)::int as count, sum(p.amount)::text as amount
      from payment p
      where p.organization_id = ${scope.organizationId} and p.state = 'uncredited' and p.kind = 'payment' and p.mode = ${mode}
        and p.occurred_at >= ${since} and p.occurred_at < ${until} and p.currency is not null
      group by 1, 2`,
  );
}

/** Credited conversions `c` of a span, for sums in the home currency. */
export const creditedRows = ({ organizationId }: Scope, mode: Mode, { since, until }: Span): Sql => sql`
  select c.organization_id, c.id, c.affiliate_id, c.type, c.currency, c.occurred_at, c.amount, c.reversed_amount, c.commission, c.reversed_commission
  from conversion c
  where c.organization_id = ${organizationId} and c.mode = ${mode} and c.occurred_at >= ${since} and c.occurred_at < ${until}
    and not c.withdrawn and c.currency is not null offset 0`;

/** Payments `c` nobody is credited for. */
export const uncreditedRows = ({ organizationId }: Scope, mode: Mode, { since, until }: Span): Sql => sql`
  select p.currency, p.occurred_at, p.amount, p.reversed from payment p
  where p.organization_id = ${organizationId} and p.state = 'uncredited' and p.kind = 'payment' and p.mode = ${mode}
    and p.occurred_at >= ${since} and p.occurred_at < ${until} and p.currency is not null offset 0`;

export interface TopAffiliate {
  readonly currency: string;
  readonly affiliateId: string;
  readonly affiliateName: string;
  readonly count: number;
  readonly amount: string;
  readonly commission: string;
  readonly takenBack: string;
}

/** The five of each currency who earned most. */
export async function topAffiliates(
  session: Session,
  scope: Scope,
  mode: Mode,
  { since, until }: Span,
): Promise<readonly TopAffiliate[]> {
  return run(
    session,
    sql`select t.currency, t.affiliate_id as "affiliateId", a.name as "affiliateName", t.count, t.amount::text as amount, t.commission::text as commission,
        t.reversed::text as "takenBack"
      from (
        select s.*, row_number() over (partition by s.currency order by s.commission - s.reversed desc, s.affiliate_id) as place
        from (
          select c.currency, c.affiliate_id, count(*) filter (where c.type in ('sale', 'renewal') and c.role = 'credit')::int as count, sum(c.amount) as amount, sum(c.commission) as commission,
            sum(c.reversed_commission) as reversed
          from conversion c
          where c.organization_id = ${scope.organizationId} and c.mode = ${mode} and c.occurred_at >= ${since} and c.occurred_at < ${until}
            and not c.withdrawn and c.currency is not null
          group by 1, 2
        ) s
      ) t
      join affiliate a on a.organization_id = ${scope.organizationId} and a.id = t.affiliate_id
      where t.place <= 5 order by t.currency, t.place`,
  );
}

/** How many of everything somebody should look at there are, whenever it happened. */
export interface Waiting {
  readonly pendingEnrollments: number;
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
      ${payments('no_rate')} as "withoutRate", ${payments('failed')} as failed, ${inState('parked')} as parked, ${inState('quarantined')} as quarantined,
      array(select distinct i.connection_id::text from inbox i where i.organization_id = ${o} and i.state in ('parked', 'quarantined')
        and i.connection_id = any (${those}) and i.id >= uuid_floor(now() - interval '1 day') order by 1) as troubled`,
  );
  if (row === undefined) throw new Error('counting found no row');
  return row;
}
