import type { Period, SumRow } from './reads/period-sums.ts';
import { daysBefore, type Grain } from './reads/summed-periods.ts';
import type { Scope, Session, Statement } from './session.ts';

/** What periods are summed up with: they hold for nothing else. */
export interface SummedWith {
  readonly home: string;
  /** The source of rates; empty: there is none. */
  readonly source: string;
  /** The days of it that are stored, from before any rate is read: what is added meanwhile makes no sum hold that it is not in. */
  readonly rateDays: readonly string[];
}

const rateDaysStatement: Statement = {
  name: 'sum_periods_rate_days',
  text: 'select rate_day_list($1)::text[] as days',
};

/** The days of a source that are stored. */
export async function storedRateDays(session: Session, source: string): Promise<readonly string[]> {
  const [row] = await session.query<{ days: readonly string[] }>(rateDaysStatement, [source]);
  return row?.days ?? [];
}

const lineStatement: Statement = {
  name: 'sum_periods_alone',
  text: `select pg_try_advisory_xact_lock(hashtextextended($1 || ':sum-periods', 0)) as alone`,
};

/** Whether nobody else sums up periods of this organization until the transaction ends. */
export async function aloneAtSums(session: Session, { organizationId }: Scope): Promise<boolean> {
  const [row] = await session.query<{ alone: boolean }>(lineStatement, [organizationId]);
  return row?.alone === true;
}

/**
 * What is changed later than the changes taken here can be seen has its own note, and is summed up once more. So notes go first, in a statement of their
 * own: whatever they tell of is seen by all that come after.
 */
const changesStatement: Statement = {
  name: 'sum_periods_changes',
  text: `with taken as (delete from changed_credit where organization_id = $1 returning occurred_at), at as (select distinct occurred_at from taken),
    ${gone(`delete from summed_period p where p.organization_id = $1
      and exists (select from at where at.occurred_at >= p.starts and at.occurred_at < p.ends)`)}`,
};

const outdatedStatement: Statement = {
  name: 'sum_periods_outdated',
  text: `with ${gone(`delete from summed_period p using organization o where p.organization_id = $1 and o.id = $1
      and (p.home <> o.home_currency or p.time_zone <> o.time_zone or p.source <> $2 or p.rate_days <> ${daysBefore('p.ends', '$3::date[]')}
        or p.all_rate_days <> cardinality($3::date[]) or p.grain = 'day' and p.first_payable <= now())`)}`,
};

/** With periods their sums. */
function gone(periods: string): string {
  return `gone as (${periods} returning p.grain, p.starts),
    days as (delete from day_sum s using gone g where s.organization_id = $1 and g.grain = 'day' and s.starts = g.starts)
    delete from month_sum s using gone g where s.organization_id = $1 and g.grain = 'month' and s.starts = g.starts`;
}

/** Sums that hold no longer, and the notes that said so. */
export async function forgetOutdated(session: Session, { organizationId }: Scope, using: SummedWith): Promise<void> {
  await session.query(changesStatement, [organizationId]);
  await session.query(outdatedStatement, [organizationId, using.source, using.rateDays]);
}

const missingStatement: Statement = {
  name: 'sum_periods_missing',
  text: `select iso(d.starts) as starts, iso(d.ends) as ends from (
      select d.at at time zone o.time_zone as starts, (d.at + ('1 ' || $2)::interval) at time zone o.time_zone as ends
      from organization o, generate_series(
        date_trunc($2, (select min(c.occurred_at) from conversion c where c.organization_id = $1) at time zone o.time_zone),
        (now() - interval '2 days') at time zone o.time_zone, ('1 ' || $2)::interval) d (at)
      where o.id = $1
    ) d
    where d.ends <= now() - interval '2 days' and d.starts < $3::timestamptz
      and not exists (select from summed_period p where p.organization_id = $1 and p.grain = $2 and p.starts = d.starts)
    order by d.starts desc limit $4`,
};

/** Periods before a moment that ended two days ago or earlier and are not summed up, the latest first. */
export async function missingPeriods(
  session: Session,
  { organizationId }: Scope,
  grain: Grain,
  before: string,
  most: number,
): Promise<readonly Period[]> {
  return session.query<Period & Record<string, unknown>>(missingStatement, [organizationId, grain, before, most]);
}

const keepPeriods: Statement = {
  name: 'sum_periods_keep',
  text: `insert into summed_period (organization_id, grain, starts, ends, home, time_zone, source, rate_days, all_rate_days, first_payable, last_payable)
    select $1, $2, k.starts, k.ends, $3, o.time_zone, $4, ${daysBefore('k.ends', '$5::date[]')}, case when k.lacking then cardinality($5::date[]) end, k.first_payable, k.last_payable
    from organization o, jsonb_to_recordset($6::jsonb)
      k (starts timestamptz, ends timestamptz, lacking boolean, first_payable timestamptz, last_payable timestamptz)
    where o.id = $1`,
};

const keepSums: Readonly<Record<Grain, Statement>> = {
  day: {
    name: 'sum_periods_keep_days',
    text: `insert into day_sum (organization_id, starts, n, mode, type, status, withdrawn, currency, count, credits, amount, refunded, commission, reversed,
        home_amount, home_refunded, home_commission, home_reversed, pending, unavailable)
      select $1, k.starts, row_number() over (partition by k.starts), k.mode, k.type, k.status, k.withdrawn, k.currency, k.count, k.credits, k.amount,
        k.refunded, k.commission, k.reversed, k."foreignAmount", k."foreignRefunded", k."foreignCommission", k."foreignReversed", k.pending, k.unavailable
      from jsonb_to_recordset($2::jsonb) k (starts timestamptz, mode text, type text, status text, withdrawn boolean, currency text, count int, credits int,
        amount bigint, refunded bigint, commission bigint, reversed bigint, "foreignAmount" bigint, "foreignRefunded" bigint,
        "foreignCommission" bigint, "foreignReversed" bigint, pending int, unavailable int)`,
  },
  month: {
    name: 'sum_periods_keep_months',
    text: `insert into month_sum (organization_id, starts, affiliate_id, campaign_id, currency, count, sales, amount, refunded, commission, reversed,
        home_amount, home_refunded, home_commission, home_reversed, pending, unavailable)
      select $1, k.starts, k.affiliate_id, k.campaign_id, k.currency, k.count, k.sales, k.amount, k.refunded, k.commission, k.reversed,
        k."foreignAmount", k."foreignRefunded", k."foreignCommission", k."foreignReversed", k.pending, k.unavailable
      from jsonb_to_recordset($2::jsonb) k (starts timestamptz, affiliate_id uuid, campaign_id uuid, currency text, count int, sales int, amount bigint,
        refunded bigint, commission bigint, reversed bigint, "foreignAmount" bigint, "foreignRefunded" bigint, "foreignCommission" bigint,
        "foreignReversed" bigint, pending int, unavailable int)`,
  },
};

/** Whether sums are of 64 bits, and commissions so far below that their sums are, too. */
export const isUsual = ({ amount, commission, foreignAmount, foreignCommission }: SumRow): boolean =>
  [amount, foreignAmount].every((sum) => BigInt(sum) < 2n ** 62n) &&
  [commission, foreignCommission].every((sum) => BigInt(sum) < 2n ** 46n);

/** Keeps the sums of periods; one without any rows has none, and is summed up all the same. */
export async function keepSummed(
  session: Session,
  { organizationId }: Scope,
  grain: Grain,
  periods: readonly Period[],
  rows: readonly SumRow[],
  { home, source, rateDays }: SummedWith,
): Promise<void> {
  const byStart = Map.groupBy(rows, ({ starts }) => starts);
  const kept = periods.map(({ starts, ends }) => {
    const own = byStart.get(starts) ?? [];
    const firsts = own.flatMap(({ firstPayable }) => firstPayable ?? []).toSorted();
    const lasts = own.flatMap(({ lastPayable }) => lastPayable ?? []).toSorted();
    const lacking = own.some(({ pending, unavailable }) => pending + unavailable > 0);
    return { starts, ends, lacking, first_payable: firsts.at(0) ?? null, last_payable: lasts.at(-1) ?? null };
  });
  await session.query(keepSums[grain], [organizationId, JSON.stringify(rows)]);
  await session.query(keepPeriods, [organizationId, grain, home, source, rateDays, JSON.stringify(kept)]);
}
