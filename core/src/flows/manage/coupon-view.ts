import type { Coupon as Shown } from '../../contract/api/coupons.ts';
import type { Coupon } from '../../store/entities/coupon.ts';

export const showCoupon = ({ id, enrollmentId, code, validFrom, validUntil, createdAt, version }: Coupon): Shown => ({
  id,
  enrollmentId,
  code,
  active: validUntil == null,
  validFrom: validFrom.toISOString(),
  createdAt: createdAt.toISOString(),
  version,
});
