import type { FilterQuery } from '@mikro-orm/postgresql';
import { Coupon } from '../entities/coupon.ts';
import { Enrollment } from '../entities/enrollment.ts';
import type { Editor } from './edit.ts';
import { mintedCodes, wish } from './minted-codes.ts';

/** Codes of an enrollment credit nobody from `from` on, and are ended at their processors (A6). */
export async function takeCodesBack(em: Editor, enrollmentId: string, from: Date): Promise<void> {
  for (const coupon of await em.find(Coupon, { enrollmentId, validUntil: null })) coupon.validUntil = from;
  const coupons = await em.find(Coupon, { enrollmentId });
  const minted = await mintedCodes(
    em,
    coupons.map(({ id }) => id),
  );
  const redeemable = [...minted.values()].filter(({ wanted }) => wanted).map(({ couponId }) => couponId);
  await wish(em, redeemable, false, 0);
}

/** How many codes were made of each parent coupon; of one with none there is no entry. */
export async function countCodes(em: Editor, parents: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (parents.length === 0) return new Map();
  const rows = await em.execute<{ id: string; count: number }[]>(
    `select parent_coupon_id as id, count(*)::int as count from coupon
     where organization_id = current_organization() and parent_coupon_id = any (string_to_array(?, ',')::uuid[]) group by 1`,
    [parents.join(',')],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** Of several values any fits. */
export interface CouponFilter {
  readonly enrollmentId?: readonly string[];
  readonly affiliateId?: readonly string[];
  readonly campaignId?: readonly string[];
  readonly parentCouponId?: readonly string[];
  /** Upper case (I5). */
  readonly code?: string;
  /** Part of the code, in any case. */
  readonly q?: string;
  readonly active?: boolean;
}

/** Coupons by what they are, and by whose they are. */
export function couponsLike(em: Editor, filter: CouponFilter): FilterQuery<Coupon> {
  const { enrollmentId, affiliateId, campaignId, parentCouponId, code, q, active } = filter;
  const conditions: FilterQuery<Coupon>[] = [];
  if (enrollmentId !== undefined) conditions.push({ enrollmentId: { $in: [...enrollmentId] } });
  if (parentCouponId !== undefined) conditions.push({ parentCouponId: { $in: [...parentCouponId] } });
  if (code !== undefined) conditions.push({ code });
  if (q !== undefined) conditions.push({ code: { $ilike: `%${q.replace(/[\\%_]/g, String.raw`\$&`)}%` } });
  if (active !== undefined) conditions.push({ validUntil: active ? null : { $ne: null } });
  if (affiliateId !== undefined || campaignId !== undefined) {
    const where = {
      ...(affiliateId !== undefined && { affiliateId: { $in: [...affiliateId] } }),
      ...(campaignId !== undefined && { campaignId: { $in: [...campaignId] } }),
    };
    const owner = em.createQueryBuilder(Enrollment).select('id').where(where);
    conditions.push({ enrollmentId: { $in: owner.toRaw() } });
  }
  return { $and: conditions };
}
