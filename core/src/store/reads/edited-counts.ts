import { emailKey } from '../../domain/email.ts';
import type { Scope, Session } from '../session.ts';
import type { AffiliateFilter } from '../edited/affiliates.ts';
import type { CouponFilter } from '../edited/coupons.ts';
import { run } from './page.ts';
import { all, among, given, type Sql, sql } from './sql.ts';

/** How many rows have a word: a status, or whether they are active. */
export interface WordCount {
  readonly word: string;
  readonly count: number;
}

const like = (text: string): string => `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;

const theirs = sql`e.organization_id = a.organization_id and e.affiliate_id = a.id`;

/** Affiliates `a` by who they are. */
const known = ({ organizationId }: Scope, { email, q }: AffiliateFilter): Sql =>
  all([
    sql`a.organization_id = ${organizationId}`,
    ...given(email, (address) => sql`a.email_key = ${emailKey(address) ?? ''}`),
    ...given(
      q,
      (text) => sql`(a.name ilike ${like(text)} or a.email ilike ${like(text)}
      or exists (select from enrollment e where ${theirs} and e.slug ilike ${like(text)}))`,
    ),
  ]);

/** And by where they are enrolled, as `affiliatesLike` has it. */
export function affiliatesThat(scope: Scope, filter: AffiliateFilter): Sql {
  const { campaignId, status } = filter;
  if (campaignId === undefined && status === undefined) return known(scope, filter);
  const enrolled = all([
    theirs,
    ...given(campaignId, (ids) => among(sql`e.campaign_id`, ids)),
    ...given(status, (words) => among(sql`e.status`, words)),
  ]);
  return sql`${known(scope, filter)} and exists (select from enrollment e where ${enrolled})`;
}

/** Affiliates by the status of an enrollment, `none` where there is none; the word `` counts each of them once, under the status asked for. */
export async function countAffiliates(
  session: Session,
  scope: Scope,
  filter: AffiliateFilter,
): Promise<readonly WordCount[]> {
  const { campaignId } = filter;
  const there = given(campaignId, (ids) => among(sql`e.campaign_id`, ids));
  return run(
    session,
    sql`select coalesce(e.status, 'none') as word, count(distinct a.id)::int as count
      from affiliate a left join enrollment e on ${all([theirs, ...there])}
      where ${known(scope, filter)}${campaignId === undefined ? sql`` : sql` and e.id is not null`} group by 1
      union all
      select '', count(*)::int from affiliate a where ${affiliatesThat(scope, filter)}`,
  );
}

export interface EnrollmentFilter {
  readonly campaignId?: readonly string[];
  readonly affiliateId?: readonly string[];
  readonly groupId?: readonly string[];
}

/** Enrollments by status. */
export async function countEnrollments(
  session: Session,
  { organizationId }: Scope,
  { campaignId, affiliateId, groupId }: EnrollmentFilter,
): Promise<readonly WordCount[]> {
  const those = all([
    sql`e.organization_id = ${organizationId}`,
    ...given(campaignId, (ids) => among(sql`e.campaign_id`, ids)),
    ...given(affiliateId, (ids) => among(sql`e.affiliate_id`, ids)),
    ...given(groupId, (ids) => among(sql`e.group_id`, ids)),
  ]);
  return run(session, sql`select e.status as word, count(*)::int as count from enrollment e where ${those} group by 1`);
}

/** Coupons by whether they are active. */
export async function countCoupons(
  session: Session,
  { organizationId }: Scope,
  { enrollmentId, affiliateId, campaignId, parentCouponId, code, q }: Omit<CouponFilter, 'active'>,
): Promise<readonly WordCount[]> {
  const owner = [
    ...given(affiliateId, (ids) => among(sql`e.affiliate_id`, ids)),
    ...given(campaignId, (ids) => among(sql`e.campaign_id`, ids)),
  ];
  const of = (conditions: readonly Sql[]): Sql =>
    sql`exists (select from enrollment e where ${all([sql`e.organization_id = c.organization_id and e.id = c.enrollment_id`, ...conditions])})`;
  const those = all([
    sql`c.organization_id = ${organizationId}`,
    ...given(enrollmentId, (ids) => among(sql`c.enrollment_id`, ids)),
    ...given(parentCouponId, (ids) => among(sql`c.parent_coupon_id`, ids)),
    ...given(code, (text) => sql`c.code = ${text}`),
    ...given(q, (text) => sql`c.code ilike ${like(text)}`),
    ...(owner.length === 0 ? [] : [of(owner)]),
  ]);
  return run(
    session,
    sql`select case when c.valid_until is null then 'active' else 'inactive' end as word, count(*)::int as count
      from coupon c where ${those} group by 1`,
  );
}
