import type { Scope, Session } from '../session.ts';
import type { Mode } from './conversion-filter.ts';
import {
  type ForeignSums,
  foreignSums,
  foreignSumsOfPayments,
  type HomeRates,
  isHuge,
  isUnrated,
  keptSmall,
  rankSum,
  rateDay,
  rated,
} from './home-sums.ts';
import { run } from './page.ts';
import { type Sql, sql } from './sql.ts';
import { conversionsIn, type Summed, summedAtHome } from './summed-periods.ts';

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

/** Days that are told one by one, behind days they are only compared with: of these there is one sum, told as of the first. */
export interface Compared extends DaySpan {
  /** When those that are told begin. */
  readonly comparedUntil: string;
}

/** When each day begins, and which of them a moment lies in: a search among some hundred, where asking the zone for each row takes several times as long. */
const starts = ({ from, to, timeZone }: DaySpan): Sql => sql`starts as materialized (
  select array_agg(day at time zone ${timeZone}::text order by day) as at
  from generate_series(${from}::timestamp, ${to}::timestamp, interval '1 day') day
)`;
const dayNumber = (at: Sql): Sql => sql`width_bucket(${at}, (select s.at from starts s))`;
const dayText = ({ from }: DaySpan, number: Sql): Sql => sql`(${from}::date + ${number} - 1)::text`;

/** What was credited in one currency; what earned nothing and moved no money has none. Sums are texts of integers. */
interface Credited extends ForeignSums {
  readonly currency: string | null;
  readonly count: number;
  /** Sales and renewals among them. */
  readonly sales: number;
  readonly amount: string;
  readonly refundedAmount: string;
  readonly commission: string;
  readonly reversedCommission: string;
}

/** On one day. */
export interface DayRow extends Credited {
  readonly mode: Mode;
  readonly day: string;
  readonly leads: number;
}

/** To one affiliate, of those who earned most. */
export interface AffiliateSums extends Credited {
  readonly currency: string;
  readonly affiliateId: string;
}

interface MostRow extends Credited {
  readonly currency: string;
  readonly affiliateId: string | null;
}

export const mostAffiliates = 5;

const sums: Sql = sql`count(*)::int as count, count(*) filter (where c.role = 'credit' and c.type in ('sale', 'renewal'))::int as sales,
  sum(c.amount)::text as amount, sum(c.reversed_amount)::text as "refundedAmount", sum(c.commission)::text as commission,
  sum(c.reversed_commission)::text as "reversedCommission"`;

/** All that is read of a conversion is in the index by time, see 0048_home_sums.sql. */
const read: Sql = sql`c.organization_id, c.id, c.mode, c.occurred_at, c.currency, c.type, c.role, c.amount, c.reversed_amount, c.commission,
  c.reversed_commission, c.several, c.affiliate_id`;

/**
 * Of days that are summed up their sums, of all others what is read row by row. What is only counted, the other mode and what has no currency, is told as of the
 * first day there.
 */
export async function creditedByDay(
  session: Session,
  scope: Scope,
  mode: Mode,
  span: Compared,
  summed: Summed,
  rates: HomeRates,
): Promise<readonly DayRow[]> {
  const rows = await Promise.all([
    creditedInRows(session, scope, span, summed, rates),
    summed.starts.length === 0 ? [] : creditedInDays(session, scope, mode, span, summed),
  ]);
  return rows.flat();
}

async function creditedInDays(
  session: Session,
  { organizationId }: Scope,
  mode: Mode,
  { timeZone, from, comparedUntil }: Compared,
  { starts }: Summed,
): Promise<readonly DayRow[]> {
  return run(
    session,
    sql`select d.mode, d.currency, case when d.day is null then ${from} else (d.day at time zone ${timeZone}::text)::date::text end as day, sum(d.count)::int as count,
        coalesce(sum(d.credits) filter (where d.type in ('sale', 'renewal')), 0)::int as sales, sum(d.amount)::text as amount,
        sum(d.refunded)::text as "refundedAmount", sum(d.commission)::text as commission, sum(d.reversed)::text as "reversedCommission",
        coalesce(sum(d.credits) filter (where d.type = 'lead'), 0)::int as leads, ${summedAtHome(sql`d`)}
      from (
        select *, case when s.starts < ${comparedUntil}::timestamptz then null when s.mode = ${mode} and s.currency is not null then s.starts
          else ${comparedUntil}::timestamptz end as day from day_sum s
        where s.organization_id = ${organizationId} and s.starts = any (${starts}::timestamptz[]) and not s.withdrawn
      ) d
      group by d.mode, d.currency, d.day`,
  );
}

async function creditedInRows(
  session: Session,
  scope: Scope,
  span: DaySpan,
  { open }: Summed,
  rates: HomeRates,
): Promise<readonly DayRow[]> {
  const { from, where } = conversionsIn(scope, open);
  return run(
    session,
    sql`with ${starts(span)} select c.mode, c.currency, ${dayText(span, sql`c.day`)} as day, ${sums},
        count(*) filter (where c.role = 'credit' and c.type = 'lead')::int as leads, ${foreignSums(rates)}
      from (
        select ${read}, ${dayNumber(sql`c.occurred_at`)} as day, ${rateDay(rates.currency)} as rate_day
        from ${from} where ${where} and c.organization_id = ${scope.organizationId} and not c.withdrawn offset 0
      ) c ${rated(rates)}
      group by c.mode, c.currency, c.day`,
  );
}

/**
 * Whoever kept most in one currency, or in all of them together: what they were credited with, by currency. Who that is takes the least of sums to find out. One
 * of them may come twice, once of months that are summed up and once of all else. Rows of nobody tell what rates were missing to find out.
 */
export async function creditedMost(
  session: Session,
  scope: Scope,
  mode: Mode,
  { since, until }: Span,
  { starts, open }: Summed,
  rates: HomeRates,
): Promise<readonly MostRow[]> {
  const { from, where } = conversionsIn(scope, open);
  const those = sql`select ${read}, ${rateDay(rates.currency)} as rate_day from ${from}
    where ${where} and c.organization_id = ${scope.organizationId} and c.mode = ${mode} and not c.withdrawn and c.currency is not null`;
  const { own, kept } = keptSmall(rates);
  const months = sql`month_sum s where s.organization_id = ${scope.organizationId} and s.starts = any (${starts}::timestamptz[])`;
  return run(
    session,
    sql`with kept as materialized (
        select k.currency, k.affiliate_id, ${rankSum(rates, sql`k.own`)} as own, ${rankSum(rates, sql`k.kept`)} as kept, bool_or(k.unrated) as unrated, bool_or(k.huge) as huge from (
          select c.currency, c.affiliate_id, ${own} as own, ${kept} as kept, ${isUnrated} as unrated,
            ${isHuge(rates)} as huge
          from (${those} offset 0) c ${rated(rates)}
          union all
          select s.currency, s.affiliate_id, s.commission - s.reversed, s.home_commission - s.home_reversed, false, false from ${months}
        ) k group by 1, 2
      ), top as materialized (
        select p.affiliate_id from (select distinct k.currency from kept k) u,
          lateral (select k.affiliate_id from kept k where k.currency = u.currency order by k.own desc, k.affiliate_id limit ${mostAffiliates}::int) p
        union
        (select k.affiliate_id from kept k group by 1 order by coalesce(${rankSum(rates, sql`k.kept`)}, 0) desc, 1 limit ${mostAffiliates}::int)
      )
      select c.currency, c.affiliate_id as "affiliateId", ${sums}, ${foreignSums(rates)}
      from (${those} and c.affiliate_id = any (array(select t.affiliate_id from top t)) offset 0) c ${rated(rates)}
      group by 1, 2
      union all
      select s.currency, s.affiliate_id, sum(s.count)::int, sum(s.sales)::int, sum(s.amount)::text, sum(s.refunded)::text, sum(s.commission)::text,
        sum(s.reversed)::text, ${summedAtHome(sql`s`)}
      from ${months} and s.affiliate_id = any (array(select t.affiliate_id from top t)) group by 1, 2
      union all
      select k.currency, null, 0, 0, '0', '0', '0', '0', '0', '0', '0', '0', 0, 0, count(*) filter (where k.unrated)::int,
        (${since}::timestamptz at time zone 'UTC')::date::text, (${until}::timestamptz at time zone 'UTC')::date::text, count(*) filter (where k.huge)::int
      from kept k where k.unrated or k.huge group by 1`,
  );
}

/** Payments nobody is credited for, in one currency: of the days that are told, and of those they are compared with, as of the first of each. */
export interface UncreditedRow extends ForeignSums {
  readonly day: string;
  readonly currency: string;
  readonly count: number;
  readonly amount: string;
}

export async function uncreditedIn(
  session: Session,
  scope: Scope,
  mode: Mode,
  { from, told, since, until, comparedUntil }: Compared & { readonly told: string },
  rates: HomeRates,
): Promise<readonly UncreditedRow[]> {
  return run(
    session,
    sql`select case when c.is_told then ${told} else ${from} end as day, c.currency, count(*)::int as count, sum(c.amount)::text as amount,
        ${foreignSumsOfPayments(rates)}
      from (select c.occurred_at >= ${comparedUntil}::timestamptz as is_told, c.currency, c.amount, c.reversed, ${rateDay(rates.currency)} as rate_day from payment c
      where c.organization_id = ${scope.organizationId} and c.state = 'uncredited' and c.kind = 'payment' and c.mode = ${mode}
        and c.occurred_at >= ${since} and c.occurred_at < ${until} and c.currency is not null offset 0) c ${rated(rates)}
      group by c.is_told, c.currency`,
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
