import type { AffiliateFilter } from '../edited/affiliates.ts';
import type { Scope, Session } from '../session.ts';
import { clicksBy, isLive } from './affiliate-figures.ts';
import { type Mode, statusSql } from './conversion-filter.ts';
import { type Check, isId, readCursor, writeCursor } from './cursor.ts';
import { affiliatesThat } from './edited-counts.ts';
import { type ForeignSums, type HomeRates, keptSum, rateDay, rated, ratesUsed } from './home-sums.ts';
import { type PageQuery, run } from './page.ts';
import { all, among, given, type Sql, sql } from './sql.ts';
import { conversionsIn, type Summed } from './summed-periods.ts';

/** What affiliates are ordered by besides who they are; money in the home currency. */
export type Figure = 'clicks' | 'sales' | 'revenue' | 'commission' | 'pending';
export type FigureOrder = Figure | `-${Figure}`;

export interface FoundAffiliate {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly createdAt: string;
  readonly version: number;
}

/** How far the rates reached that the order was made with. */
export type RatesUsed = { readonly currency: string } & Pick<ForeignSums, 'unrated' | 'firstDay' | 'lastDay' | 'huge'>;

export interface AffiliatesInOrder {
  readonly rows: readonly FoundAffiliate[];
  readonly nextCursor: string | null;
  /** On all pages together. */
  readonly total: number;
  readonly used: readonly RatesUsed[];
}

/** A sum of many amounts may have more digits than any of them. */
const isFigure: Check = (value) => /^-?\d{1,30}$/.test(value);

interface Answered {
  readonly rows: readonly (FoundAffiliate & { readonly value: string })[] | null;
  readonly total: number;
  readonly used: readonly RatesUsed[] | null;
}

/**
 * One page in the order of a figure, those without any of it at nought. It is what the figures are now: somebody who sells between two pages may
 * move from one to the other.
 *
 * @throws Problem `invalid_request` for a cursor of another list or order
 */
export async function affiliatesByFigure(
  session: Session,
  scope: Scope,
  modes: readonly Mode[],
  filter: AffiliateFilter,
  order: FigureOrder,
  { take, cursor }: PageQuery,
  summedUp: Summed,
  rates: HomeRates,
): Promise<AffiliatesInOrder> {
  const list = `affiliates:${order}`;
  const down = order.startsWith('-');
  const figure = (down ? order.slice(1) : order) as Figure;
  const way = down ? sql`desc` : sql`asc`;
  const position = cursor === undefined ? null : readCursor(list, cursor, [isFigure, isId]);
  const behind =
    position === null
      ? sql``
      : sql` where (v.value, v.id) ${down ? sql`<` : sql`>`} (${position[0]}::numeric, ${position[1]}::uuid)`;
  const [found] = await run<Answered>(
    session,
    sql`with ${summed(scope, modes, filter, figure, summedUp, rates)}, valued as materialized (
        select a.id, coalesce(f.value, 0) as value from affiliate a
        left join (select s.affiliate_id, sum(s.value) as value from summed s group by 1) f on f.affiliate_id = a.id
        where ${affiliatesThat(scope, filter)}
      ), page as (
        select v.id, v.value from valued v${behind} order by v.value ${way}, v.id ${way} limit ${take + 1}
      )
      select (select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'email', a.email, 'createdAt', iso(a.created_at), 'version', a.version,
          'value', p.value::text) order by p.value ${way}, p.id ${way})
          from page p join affiliate a on a.organization_id = ${scope.organizationId} and a.id = p.id) as rows,
        (select count(*)::int from valued) as total,
        (select jsonb_agg(jsonb_build_object('currency', s.currency, 'unrated', s.unrated, 'firstDay', s.first, 'lastDay', s.last, 'huge', s.huge)) from (
          select s.currency, sum(s.unrated) as unrated, min(s."firstDay") as first, max(s."lastDay") as last, sum(s.huge) as huge from summed s
          where s.currency is not null group by 1) s) as used`,
  );
  const rows = found?.rows ?? [];
  const shown = rows.slice(0, take);
  const last = shown.at(-1);
  return {
    rows: shown,
    nextCursor: rows.length > take && last !== undefined ? writeCursor(list, [last.value, last.id]) : null,
    total: found?.total ?? 0,
    used: found?.used ?? [],
  };
}

/** The figure of each affiliate, by currency where it is money. */
function summed(
  scope: Scope,
  modes: readonly Mode[],
  { campaignId }: AffiliateFilter,
  figure: Figure,
  { starts, open, pending }: Summed,
  rates: HomeRates,
): Sql {
  if (figure === 'clicks') {
    return sql`summed as (
      select c.affiliate_id, c.clicks as value, ${nothingConverted}
      from (${clicksBy(scope, modes, campaignId === undefined ? {} : { campaignId })}) c)`;
  }
  const those = all([
    sql`c.organization_id = ${scope.organizationId} and ${isLive(modes)} and not c.withdrawn and c.currency is not null`,
    ...given(campaignId, (ids) => among(sql`c.campaign_id`, ids)),
    ...(figure === 'sales' ? [sql`c.type in ('sale', 'renewal') and c.role = 'credit'`] : []),
    ...(figure === 'pending' ? [sql`c.payable_at > now() and ${statusSql} = 'pending'`] : []),
  ]);
  const { from, where } = conversionsIn(scope, figure === 'pending' ? pending : open);
  const months = all([
    sql`s.organization_id = ${scope.organizationId} and s.starts = any (${starts}::timestamptz[])`,
    modes.includes('live') && figure !== 'pending' ? sql`true` : sql`false`,
    ...given(campaignId, (ids) => among(sql`s.campaign_id`, ids)),
  ]);
  if (figure === 'sales') {
    return sql`summed as materialized (
      select c.affiliate_id, count(*) as value, ${nothingConverted} from ${from} where ${where} and ${those} group by 1
      union all
      select s.affiliate_id, sum(s.sales), ${nothingConverted} from month_sum s where ${months} group by 1)`;
  }
  const kept = figure === 'revenue' ? sql`s.home_amount - s.home_refunded` : sql`s.home_commission - s.home_reversed`;
  return sql`summed as materialized (
    select c.affiliate_id, c.currency, ${keptSum(rates, figure === 'revenue' ? 'amount' : 'commission')} as value, ${ratesUsed(rates)}
    from (
      select c.organization_id, c.id, c.affiliate_id, c.currency, c.amount, c.reversed_amount, c.commission, c.reversed_commission, c.several,
        ${rateDay(rates.currency)} as rate_day
      from ${from} where ${where} and ${those} offset 0
    ) c ${rated(rates)} group by 1, 2
    union all
    select s.affiliate_id, null, sum(${kept}), 0, 0, 0, null, null, 0
    from month_sum s where ${months} group by 1)`;
}

const nothingConverted: Sql = sql`null::text as currency, 0 as unrated, null::text as "firstDay", null::text as "lastDay", 0 as huge`;
