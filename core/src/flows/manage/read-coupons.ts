import type { CouponQuery, Coupon as Shown } from '../../contract/api/coupons.ts';
import { Coupon } from '../../store/entities/coupon.ts';
import type { Scope } from '../../store/session.ts';
import { showCoupon } from './coupon-view.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { readOne, readPage, type Shown as Page } from './read.ts';

export const readCoupon = (desk: Desk, scope: Scope, id: string): Promise<Shown> =>
  readOne(desk, scope, kinds.coupon, id, showCoupon);

export function listCoupons(desk: Desk, scope: Scope, query: CouponQuery): Promise<Page<Shown>> {
  const { enrollmentId, code, active, ...page } = query;
  const where = {
    ...(enrollmentId !== undefined && { enrollmentId }),
    ...(code !== undefined && { code }),
    ...(active !== undefined && { validUntil: active ? null : { $ne: null } }),
  };
  return readPage(desk, scope, page, { entity: Coupon, where, sortings: { code: 'code' } }, showCoupon);
}
