import type { CouponExportQuery, Coupon as Shown } from '../../contract/api/coupons.ts';
import { couponsLike } from '../../store/edited/coupons.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { pageOf } from '../../store/edited/page.ts';
import { Affiliate } from '../../store/entities/affiliate.ts';
import { Campaign } from '../../store/entities/campaign.ts';
import { Coupon } from '../../store/entities/coupon.ts';
import { Enrollment } from '../../store/entities/enrollment.ts';
import { ParentCoupon } from '../../store/entities/parent-coupon.ts';
import { type Cell, csvRow } from '../read/csv.ts';
import { showCoupons } from './coupon-view.ts';
import type { Desk } from './desk.ts';
import type { Minter } from './refer-mint.ts';

const pageSize = 500;

/** A code with what lies in other tables. */
interface Row extends Shown {
  readonly affiliate: Affiliate | undefined;
  readonly enrollment: Enrollment | undefined;
  readonly campaign: Campaign | undefined;
  readonly parent: ParentCoupon | undefined;
}

const columns: readonly (readonly [name: string, cell: (row: Row) => Cell])[] = [
  ['id', ({ id }) => id],
  ['code', ({ code }) => code],
  ['active', ({ active }) => String(active)],
  ['affiliate_id', ({ affiliate }) => affiliate?.id ?? null],
  ['affiliate_name', ({ affiliate }) => affiliate?.name ?? null],
  ['affiliate_slug', ({ enrollment }) => enrollment?.slug ?? null],
  ['campaign_id', ({ campaign }) => campaign?.id ?? null],
  ['campaign_name', ({ campaign }) => campaign?.name ?? null],
  ['parent_coupon_id', ({ parentCouponId }) => parentCouponId],
  ['parent_coupon_name', ({ parent }) => parent?.name ?? null],
  ['redemptions', ({ redemptions }) => ({ plain: String(redemptions) })],
  [
    'max_redemptions',
    ({ parent }) => (parent?.maxRedemptions == null ? null : { plain: String(parent.maxRedemptions) }),
  ],
  ['self_minted', ({ selfMinted }) => String(selfMinted)],
  ['processor_state', ({ processor }) => processor?.state ?? null],
  ['valid_from', ({ validFrom }) => validFrom],
  ['created_at', ({ createdAt }) => createdAt],
];

/** All coupons of a filter as CSV, a piece at a time, each in a transaction of its own and by position. */
export async function* exportCoupons(
  { engine }: Desk,
  minter: Minter,
  { sort, ...filter }: CouponExportQuery,
): AsyncGenerator<string, void, void> {
  let heading = csvRow(columns.map(([name]) => name));
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = { take: pageSize, sort, ...(cursor !== undefined && { cursor }) };
    const page = await edit(engine.store, minter, async (em) => {
      const listing = { entity: Coupon, where: couponsLike(em, filter), sortings: { code: 'code' } } as const;
      const { rows, nextCursor } = await pageOf(em, listing, query);
      return { rows: await withOthers(em, await showCoupons(em, minter, rows)), nextCursor };
    });
    yield heading + page.rows.map((row) => csvRow(columns.map(([, cell]) => cell(row)))).join('');
    heading = '';
    cursor = page.nextCursor;
  }
}

async function withOthers(em: Editor, coupons: readonly Shown[]): Promise<readonly Row[]> {
  const among = (ids: readonly (string | null)[]) => ({ id: { $in: ids.filter((id) => id !== null) } });
  const enrollments = byId(await em.find(Enrollment, among(coupons.map(({ enrollmentId }) => enrollmentId))));
  const all = [...enrollments.values()];
  const affiliates = byId(await em.find(Affiliate, among(all.map(({ affiliateId }) => affiliateId))));
  const campaigns = byId(await em.find(Campaign, among(all.map(({ campaignId }) => campaignId))));
  const parents = byId(await em.find(ParentCoupon, among(coupons.map(({ parentCouponId }) => parentCouponId))));
  return coupons.map((coupon) => {
    const enrollment = enrollments.get(coupon.enrollmentId);
    return {
      ...coupon,
      enrollment,
      affiliate: affiliates.get(enrollment?.affiliateId ?? ''),
      campaign: campaigns.get(enrollment?.campaignId ?? ''),
      parent: parents.get(coupon.parentCouponId ?? ''),
    };
  });
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.id, row]));
