import type { Scope, Session } from '../session.ts';
import { run } from './page.ts';
import { all, among, given, type Sql, sql } from './sql.ts';

export interface FiguresFilter {
  readonly affiliateId: readonly string[];
  readonly campaignId?: readonly string[];
}

/** Clicks that count, by affiliate. Clicks have no index by enrollment, which would cost every redirect: those of the organization are walked through. */
export async function countedClicks(
  session: Session,
  { organizationId }: Scope,
  { affiliateId, campaignId }: FiguresFilter,
): Promise<readonly { readonly affiliateId: string; readonly clicks: number }[]> {
  const those = all([
    sql`e.organization_id = ${organizationId}`,
    among(sql`e.affiliate_id`, affiliateId),
    ...given(campaignId, (ids) => among(sql`e.campaign_id`, ids)),
  ]);
  return run(
    session,
    sql`select e.affiliate_id as "affiliateId", sum(k.count)::int as clicks
      from (
        select k.enrollment_id, count(*) as count from click k
        where k.organization_id = ${organizationId} and k.counts and k.mode = 'live' group by 1
      ) k
      join enrollment e on e.id = k.enrollment_id where ${those} group by 1`,
  );
}

/** Live conversions `c` of those affiliates, as sums in the home currency take them. */
export const conversionsOf = ({ organizationId }: Scope, { affiliateId, campaignId }: FiguresFilter): Sql => {
  const those = all([
    sql`c.organization_id = ${organizationId}`,
    among(sql`c.affiliate_id`, affiliateId),
    sql`c.mode = 'live' and not c.withdrawn and c.currency is not null`,
    ...given(campaignId, (ids) => among(sql`c.campaign_id`, ids)),
  ]);
  return sql`select c.organization_id, c.id, c.affiliate_id as "affiliateId", c.type, c.role, c.currency, c.occurred_at, c.amount, c.reversed_amount, c.commission,
      c.reversed_commission from conversion c where ${those} offset 0`;
};

/** What one affiliate earned in one currency, after what was taken back: a text of an integer. */
export interface EarnedRow {
  readonly affiliateId: string;
  readonly currency: string;
  readonly sales: number;
  readonly earned: string;
}

export const earnedBy = async (session: Session, conversions: Sql): Promise<readonly EarnedRow[]> =>
  run(
    session,
    sql`select c."affiliateId", c.currency, count(*) filter (where c.type in ('sale', 'renewal') and c.role = 'credit')::int as sales,
        sum(c.commission - c.reversed_commission)::text as earned
      from (${conversions}) c group by 1, 2 order by 1, 2`,
  );
