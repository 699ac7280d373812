import type { Scope, Session } from '../session.ts';
import { statusSql } from './conversion-filter.ts';
import { type ForeignSums, foreignSums, type HomeRates, rateDay, rated } from './home-sums.ts';
import { run } from './page.ts';
import { sql } from './sql.ts';
import type { Grain } from './summed-periods.ts';

/** Moments, RFC 3339 in UTC. */
export interface Period {
  readonly starts: string;
  readonly ends: string;
}

/** So many are added up at a time: some hundred thousand sales a year are seconds, and nobody waits for them. */
export const mostPeriods: Readonly<Record<Grain, number>> = { day: 31, month: 1 };

/** A row of a sum as it will be kept, and what there is to know of its rates. */
export interface SumRow extends ForeignSums {
  readonly starts: string;
  readonly currency: string | null;
  readonly amount: string;
  readonly refunded: string;
  readonly commission: string;
  readonly reversed: string;
  readonly firstPayable: string | null;
  readonly lastPayable: string | null;
}

const sums = sql`count(*)::int as count, coalesce(sum(c.amount), 0)::text as amount, coalesce(sum(c.reversed_amount), 0)::text as refunded,
  coalesce(sum(c.commission), 0)::text as commission, coalesce(sum(c.reversed_commission), 0)::text as reversed,
  iso(min(c.payable_at) filter (where c.status = 'pending')) as "firstPayable", iso(max(c.payable_at) filter (where c.status = 'pending')) as "lastPayable"`;

/** What periods come to now, as it is kept. A month tells home amounts of all, so that what was paid in the home currency is there as it is. */
export async function readSums(
  session: Session,
  { organizationId }: Scope,
  grain: Grain,
  periods: readonly Period[],
  rates: HomeRates,
): Promise<readonly SumRow[]> {
  const starts = periods.map((period) => period.starts);
  const ends = periods.map((period) => period.ends);
  const [key, counted, those] =
    grain === 'day'
      ? [
          sql`c.mode, c.type, c.status, c.withdrawn`,
          sql`count(*) filter (where c.role = 'credit')::int as credits`,
          sql`(not c.withdrawn or c.merged)`,
        ]
      : [
          sql`c.affiliate_id, c.campaign_id`,
          sql`count(*) filter (where c.role = 'credit' and c.type in ('sale', 'renewal'))::int as sales`,
          sql`not c.withdrawn and c.mode = 'live' and c.currency is not null`,
        ];
  const rows = await run<SumRow>(
    session,
    sql`select iso(c.starts) as starts, ${key}, c.currency, ${counted}, ${sums}, ${foreignSums(rates)}
      from (
        select w.starts, c.organization_id, c.id, c.mode, c.type, c.role, ${statusSql} as status, c.withdrawn, c.affiliate_id, c.campaign_id, c.currency,
          c.amount, c.reversed_amount, c.commission, c.reversed_commission, c.several, c.payable_at, ${rateDay(rates.currency)} as rate_day
        from unnest(${starts}::timestamptz[], ${ends}::timestamptz[]) w (starts, ends)
        join conversion c on c.occurred_at >= w.starts and c.occurred_at < w.ends
        where c.organization_id = ${organizationId} and ${those} offset 0
      ) c ${rated(rates)}
      group by c.starts, ${key}, c.currency`,
  );
  return grain === 'day' ? rows : rows.map((row) => (row.currency === rates.currency ? { ...row, ...asIs(row) } : row));
}

const asIs = ({ amount, refunded, commission, reversed }: SumRow) => ({
  foreignAmount: amount,
  foreignRefunded: refunded,
  foreignCommission: commission,
  foreignReversed: reversed,
});

type KeptRow = { readonly starts: string } & Readonly<Record<string, unknown>>;

/** The rows of a period as they are kept. */
export async function keptSums(
  session: Session,
  { organizationId }: Scope,
  grain: Grain,
  starts: readonly string[],
): Promise<readonly KeptRow[]> {
  const [key, counted, from] =
    grain === 'day'
      ? [sql`s.mode, s.type, s.status, s.withdrawn`, sql`s.credits`, sql`day_sum s`]
      : [sql`s.affiliate_id, s.campaign_id`, sql`s.sales`, sql`month_sum s`];
  return run(
    session,
    sql`select iso(s.starts) as starts, ${key}, s.currency, ${counted}, s.count, s.amount::text, s.refunded::text, s.commission::text, s.reversed::text,
        s.home_amount::text as "foreignAmount", s.home_refunded::text as "foreignRefunded", s.home_commission::text as "foreignCommission",
        s.home_reversed::text as "foreignReversed", s.pending, s.unavailable
      from ${from} where s.organization_id = ${organizationId} and s.starts = any (${starts}::timestamptz[])`,
  );
}
