import type { Scope, Session } from '../session.ts';
import type { Mode } from './conversion-filter.ts';
import { type ForeignSums, foreignSums, foreignSumsOfPayments, type HomeRates, rateDay, rated } from './home-sums.ts';
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
export interface Credited extends ForeignSums {
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

export const creditedSums: Sql = sql`count(*)::int as count, count(*) filter (where c.role = 'credit' and c.type in ('sale', 'renewal'))::int as sales,
  sum(c.amount)::text as amount, sum(c.reversed_amount)::text as "refundedAmount", sum(c.commission)::text as commission,
  sum(c.reversed_commission)::text as "reversedCommission"`;

/** All that is read of a conversion is in the index by time, see 0048_home_sums.sql. */
export const readOfCredits: Sql = sql`c.organization_id, c.id, c.mode, c.occurred_at, c.currency, c.type, c.role, c.amount, c.reversed_amount, c.commission,
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
    sql`with ${starts(span)} select c.mode, c.currency, ${dayText(span, sql`c.day`)} as day, ${creditedSums},
        count(*) filter (where c.role = 'credit' and c.type = 'lead')::int as leads, ${foreignSums(rates)}
      from (
        select ${readOfCredits}, ${dayNumber(sql`c.occurred_at`)} as day, ${rateDay(rates.currency)} as rate_day
        from ${from} where ${where} and c.organization_id = ${scope.organizationId} and not c.withdrawn offset 0
      ) c ${rated(rates)}
      group by c.mode, c.currency, c.day`,
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
