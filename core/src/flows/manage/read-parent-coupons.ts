import type { ParentCoupon as Shown, ParentCouponQuery } from '../../contract/api/parent-coupons.ts';
import { edit } from '../../store/edited/edit.ts';
import { find } from '../../store/edited/find.ts';
import { ParentCoupon } from '../../store/entities/parent-coupon.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { showParentCoupon, showParentCoupons } from './parent-coupon-view.ts';
import { readPageOf, type Shown as Page } from './read.ts';

export const readParentCoupon = (desk: Desk, scope: Scope, id: string): Promise<Shown> =>
  edit(desk.engine.store, scope, async (em) => showParentCoupon(em, await find(em, kinds.parentCoupon, id)));

export const listParentCoupons = (
  desk: Desk,
  scope: Scope,
  { campaignId, archived, ...page }: ParentCouponQuery,
): Promise<Page<Shown>> => {
  const where = { ...(campaignId !== undefined && { campaignId }), ...(archived !== undefined && { archived }) };
  const listing = { entity: ParentCoupon, where, sortings: { name: 'name' } } as const;
  return readPageOf(desk, scope, page, listing, showParentCoupons);
};
