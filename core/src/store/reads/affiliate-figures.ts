import type { Scope, Session } from '../session.ts';
import { type Mode, statusSql } from './conversion-filter.ts';
import { type ForeignSums, foreignSums, type HomeRates, rateDay, rated } from './home-sums.ts';
import { run } from './page.ts';
import { all, among, given, type Sql, sql } from './sql.ts';
import { conversionsIn, type Summed, summedAtHome } from './summed-periods.ts';

export interface FiguresFilter {
  readonly affiliateId?: readonly string[];
  readonly campaignId?: readonly string[];
}

/** Figures are of what is live; to whom only tests are shown, there are none (C9). Of rows `c`. */
export const isLive = (modes: readonly Mode[]): Sql =>
  modes.includes('live') ? sql`c.mode = 'live'` : sql`c.mode = 'live' and false`;

/**
 * Clicks that count, by affiliate, as rows of `affiliate_id` and `clicks`: those of months that were counted, and the others one by one, since an index
 * by enrollment would cost every redirect.
 */
export function clicksBy(
  { organizationId }: Scope,
  modes: readonly Mode[],
  { affiliateId, campaignId }: FiguresFilter,
): Sql {
  const those = all([
    sql`e.organization_id = ${organizationId} and ${modes.includes('live') ? sql`true` : sql`false`}`,
    ...given(affiliateId, (ids) => among(sql`e.affiliate_id`, ids)),
    ...given(campaignId, (ids) => among(sql`e.campaign_id`, ids)),
  ]);
  return sql`select e.affiliate_id, sum(k.clicks) as clicks
    from (
      select c.enrollment_id, count(*) as clicks from click c
      where c.organization_id = ${organizationId} and c.counts and c.mode = 'live'
        and c.id >= (select uuid_floor(coalesce(max(r.months_until), timestamptz '1970-01-01')) from click_rollup r where r.organization_id = ${organizationId})
      group by 1
      union all
      select m.enrollment_id, m.clicks from click_month m where m.organization_id = ${organizationId}
    ) k
    join enrollment e on e.id = k.enrollment_id where ${those} group by 1`;
}

export const countedClicks = async (
  session: Session,
  scope: Scope,
  modes: readonly Mode[],
  filter: FiguresFilter,
): Promise<readonly { readonly affiliateId: string; readonly clicks: number }[]> =>
  run(
    session,
    sql`select c.affiliate_id as "affiliateId", c.clicks::int as clicks from (${clicksBy(scope, modes, filter)}) c`,
  );

/** What one affiliate earned in one currency. Sums are texts of integers. */
export interface EarnedRow extends ForeignSums {
  readonly affiliateId: string;
  readonly currency: string;
  readonly sales: number;
  readonly amount: string;
  readonly refundedAmount: string;
  readonly commission: string;
  readonly reversedCommission: string;
}

/** Conversions, by affiliate and currency, the currencies in order: of months that are summed up, and of all else. */
export async function earnedBy(
  session: Session,
  scope: Scope,
  modes: readonly Mode[],
  filter: FiguresFilter,
  { starts, open }: Summed,
  rates: HomeRates,
): Promise<readonly EarnedRow[]> {
  const { from, where } = conversionsIn(scope, open);
  const months = all([
    sql`s.organization_id = ${scope.organizationId} and s.starts = any (${starts}::timestamptz[])`,
    modes.includes('live') ? sql`true` : sql`false`,
    ...given(filter.affiliateId, (ids) => among(sql`s.affiliate_id`, ids)),
    ...given(filter.campaignId, (ids) => among(sql`s.campaign_id`, ids)),
  ]);
  return run(
    session,
    sql`${earned(sql`${from} where ${where} and ${earning(scope, modes, filter)}`, rates)}
      union all
      select s.affiliate_id, s.currency, sum(s.sales)::int, sum(s.amount)::text, sum(s.refunded)::text, sum(s.commission)::text, sum(s.reversed)::text,
        ${summedAtHome(sql`s`)} from month_sum s where ${months} group by 1, 2
      order by 1, 2`,
  );
}

/** The part of it that is still in hold. */
export async function pendingOf(
  session: Session,
  scope: Scope,
  modes: readonly Mode[],
  filter: FiguresFilter,
  { pending }: Summed,
  rates: HomeRates,
): Promise<readonly EarnedRow[]> {
  const { from, where } = conversionsIn(scope, pending);
  const those = sql`${earning(scope, modes, filter)} and c.payable_at > now() and ${statusSql} = 'pending'`;
  return run(session, earned(sql`${from} where ${where} and ${those}`, rates));
}

const earning = ({ organizationId }: Scope, modes: readonly Mode[], { affiliateId, campaignId }: FiguresFilter): Sql =>
  all([
    sql`c.organization_id = ${organizationId} and ${isLive(modes)} and not c.withdrawn and c.currency is not null`,
    ...given(affiliateId, (ids) => among(sql`c.affiliate_id`, ids)),
    ...given(campaignId, (ids) => among(sql`c.campaign_id`, ids)),
  ]);

const earned = (
  those: Sql,
  rates: HomeRates,
): Sql => sql`select c.affiliate_id as "affiliateId", c.currency, count(*) filter (where c.is_sale)::int as sales, sum(c.amount)::text as amount,
    sum(c.reversed_amount)::text as "refundedAmount", sum(c.commission)::text as commission, sum(c.reversed_commission)::text as "reversedCommission",
    ${foreignSums(rates)}
  from (
    select c.organization_id, c.id, c.affiliate_id, c.type in ('sale', 'renewal') and c.role = 'credit' as is_sale, c.currency, c.amount, c.reversed_amount,
      c.commission, c.reversed_commission, c.several, ${rateDay(rates.currency)} as rate_day
    from ${those} offset 0
  ) c ${rated(rates)} group by 1, 2`;
