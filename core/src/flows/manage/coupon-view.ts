import type { Coupon as Shown } from '../../contract/api/coupons.ts';
import type { Coupon } from '../../store/entities/coupon.ts';

export function showCoupon(coupon: Coupon): Shown {
  const { id, enrollmentId, parentCouponId, code, validFrom, validUntil, createdAt, version } = coupon;
  return {
    id,
    enrollmentId,
    parentCouponId: parentCouponId ?? null,
    code,
    active: validUntil == null,
    validFrom: validFrom.toISOString(),
    createdAt: createdAt.toISOString(),
    version,
  };
}
