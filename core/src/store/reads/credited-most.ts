import type { Scope, Session } from '../session.ts';
import type { Mode } from './conversion-filter.ts';
import { foreignSums, type HomeRates, isHuge, isUnrated, keptSmall, rankSum, rateDay, rated } from './home-sums.ts';
import { type Credited, creditedSums, readOfCredits, type Span } from './overview.ts';
import { run } from './page.ts';
import { sql } from './sql.ts';
import { conversionsIn, type Summed, summedAtHome } from './summed-periods.ts';

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
  const those = sql`select ${readOfCredits}, ${rateDay(rates.currency)} as rate_day from ${from}
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
      select c.currency, c.affiliate_id as "affiliateId", ${creditedSums}, ${foreignSums(rates)}
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
