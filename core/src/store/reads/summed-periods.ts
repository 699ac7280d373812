import type { Scope, Session, Statement } from '../session.ts';
import type { Moments } from './days.ts';
import { type Sql, sql } from './sql.ts';

export type Grain = 'day' | 'month';

interface Period {
  /** Moments, RFC 3339 in UTC. */
  readonly starts: string;
  readonly ends: string;
  /** Something in it is still in hold. */
  readonly isPending: boolean;
}

interface Found {
  /** When the first of all was paid; null: nothing is there. */
  readonly first: string | null;
  /** Of the periods, in order: when they begin and end, in whole seconds since 1970, and whether something in them is in hold. */
  readonly starts: readonly string[];
  readonly ends: readonly string[];
  readonly pending: readonly boolean[];
}

/** What of a span of time is summed up, and what must be added up row by row. */
export interface Summed {
  /** The periods whose sums hold, by their beginnings, and where they end. */
  readonly starts: readonly string[];
  readonly ends: readonly string[];
  /** All the rest, in order. */
  readonly open: readonly Moments[];
  /** Wherever something may still be in hold. */
  readonly pending: readonly Moments[];
}

/** How many of some days lie before the end of the day of a moment, in UTC: all that what was paid until then may have been converted with. */
export const daysBefore = (moment: string, days: string): string =>
  `width_bucket((${moment} at time zone 'UTC')::date, ${days})`;

const statement: Statement = {
  name: 'summed_periods',
  text: `with known as materialized (select rate_day_list($3) as days)
    select iso((select min(c.occurred_at) from conversion c where c.organization_id = $1)) as first,
      coalesce(array_agg(extract(epoch from p.starts)::bigint order by p.starts), '{}') as starts,
      coalesce(array_agg(extract(epoch from p.ends)::bigint order by p.starts), '{}') as ends,
      coalesce(array_agg(p.last_payable > now() is true order by p.starts), '{}') as pending
    from known, organization o join summed_period p on p.organization_id = o.id and p.home = o.home_currency and p.time_zone = o.time_zone
    where o.id = $1 and p.grain = $2 and p.source = $3 and ($4::timestamptz is null or p.starts >= $4) and ($5::timestamptz is null or p.ends <= $5)
      and p.rate_days = ${daysBefore('p.ends', 'known.days')} and (p.all_rate_days is null or p.all_rate_days = cardinality(known.days))
      and ($2 = 'month' or p.first_payable is null or p.first_payable > now())
      and not exists (select from changed_credit x where x.organization_id = $1 and x.occurred_at >= p.starts and x.occurred_at < p.ends)`,
};

/**
 * The periods that lie wholly between two moments and were summed up as they are now: nothing was changed since, the currency, zone and rates are the same.
 * What is open begins no earlier than the first credit of all.
 */
export async function summedPeriods(
  session: Session,
  { organizationId }: Scope,
  grain: Grain,
  source: string,
  span: Moments,
): Promise<Summed> {
  const { since = null, until = null } = span;
  const values = [organizationId, grain, source, since, until];
  const [found] = await session.query<Found & Record<string, unknown>>(statement, values);
  const first = found?.first ?? null;
  const periods = found === undefined ? [] : periodsOf(found);
  const there = spanOf(later(span.since, first), span.until);
  const rest = (covering: readonly Period[]): readonly Moments[] => (first === null ? [] : between(covering, there));
  return {
    starts: periods.map(({ starts }) => starts),
    ends: periods.map(({ ends }) => ends),
    open: rest(periods),
    pending: rest(periods.filter(({ isPending }) => !isPending)),
  };
}

const periodsOf = ({ starts, ends, pending }: Found): readonly Period[] =>
  starts.map((begin, at) => ({
    starts: momentOf(begin),
    ends: momentOf(ends[at] ?? begin),
    isPending: pending[at] === true,
  }));

const momentOf = (seconds: string): string => new Date(Number(seconds) * 1000).toISOString();

/** Nothing of it is summed up. */
export const notSummed = (span: Moments): Summed => ({ starts: [], ends: [], open: [span], pending: [span] });

const later = (since: string | undefined, first: string | null): string | undefined =>
  first !== null && (since === undefined || Date.parse(since) < Date.parse(first)) ? first : since;

/** What no period covers. */
function between(periods: readonly Period[], { since, until }: Moments): readonly Moments[] {
  const gaps = periods.map(({ starts }, at) => spanOf(at === 0 ? since : periods[at - 1]?.ends, starts));
  return [...gaps, spanOf(periods.length === 0 ? since : periods.at(-1)?.ends, until)].filter(isSome);
}

const spanOf = (since: string | undefined, until: string | undefined): Moments => ({
  ...(since !== undefined && { since }),
  ...(until !== undefined && { until }),
});

const isSome = ({ since, until }: Moments): boolean =>
  since === undefined || until === undefined || Date.parse(since) < Date.parse(until);

/** From the first to the last moment of some spans. */
export const hull = (spans: readonly Moments[]): Moments =>
  spans.length === 0 ? never : spanOf(spans.at(0)?.since, spans.at(-1)?.until);

const never: Moments = { since: '1970-01-01T00:00:00Z', until: '1970-01-01T00:00:00Z' };

/**
 * Conversions `c` of these spans, to be read from, with a condition they are to fulfil. Of several spans each is found in the index by itself: `offset 0` keeps
 * the planner from reading all there is once and comparing it with each.
 */
export function conversionsIn(
  { organizationId }: Scope,
  spans: readonly Moments[],
): { readonly from: Sql; readonly where: Sql } {
  const [only] = spans;
  if (only === undefined) return { from: sql`conversion c`, where: sql`false` };
  if (spans.length === 1) {
    const since = only.since === undefined ? sql`` : sql` and c.occurred_at >= ${only.since}`;
    const until = only.until === undefined ? sql`` : sql` and c.occurred_at < ${only.until}`;
    return { from: sql`conversion c`, where: sql`true${since}${until}` };
  }
  const begins = spans.map(({ since }) => since ?? '-infinity');
  const ends = spans.map(({ until }) => until ?? 'infinity');
  return {
    from: sql`unnest(${begins}::timestamptz[], ${ends}::timestamptz[]) w (since, until), lateral (
      select * from conversion x where x.organization_id = ${organizationId} and x.occurred_at >= w.since and x.occurred_at < w.until offset 0) c`,
    where: sql`true`,
  };
}

/** What rows of sums come to in the home currency, as `ForeignSums`: the rates they were made with are known to hold. */
export const summedAtHome = (
  of: Sql,
): Sql => sql`sum(${of}.home_amount)::text as "foreignAmount", sum(${of}.home_refunded)::text as "foreignRefunded",
  sum(${of}.home_commission)::text as "foreignCommission", sum(${of}.home_reversed)::text as "foreignReversed", sum(${of}.pending)::int as pending,
  sum(${of}.unavailable)::int as unavailable, 0 as unrated, null::text as "firstDay", null::text as "lastDay", 0 as huge`;
