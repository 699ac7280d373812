import type { CouponFilterQuery, CouponQuery, CouponSummary, Coupon as Shown } from '../../contract/api/coupons.ts';
import { couponsLike } from '../../store/edited/coupons.ts';
import { edit } from '../../store/edited/edit.ts';
import { find } from '../../store/edited/find.ts';
import { pageOf } from '../../store/edited/page.ts';
import { Coupon } from '../../store/entities/coupon.ts';
import { countCoupons } from '../../store/reads/edited-counts.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Scope } from '../../store/session.ts';
import { showCoupon, showCoupons } from './coupon-view.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import type { Minter } from './refer-mint.ts';
import type { Shown as Page } from './read.ts';

export const readCoupon = (desk: Desk, scope: Minter, id: string): Promise<Shown> =>
  edit(desk.engine.store, scope, async (em) => showCoupon(em, scope, await find(em, kinds.coupon, id)));

export async function listCoupons(desk: Desk, scope: Minter, query: CouponQuery): Promise<Page<Shown>> {
  return edit(desk.engine.store, scope, async (em) => {
    const listing = { entity: Coupon, where: couponsLike(em, query), sortings: { code: 'code' } } as const;
    const { rows, ...page } = await pageOf(em, listing, query);
    return { data: await showCoupons(em, scope, rows), ...page };
  });
}

/** How many the list would show, and how many are on and off. */
export async function summariseCoupons(
  { engine }: Desk,
  scope: Scope,
  { active, ...filter }: CouponFilterQuery,
): Promise<CouponSummary> {
  const groups = await looking(engine.store, scope, (session) => countCoupons(session, scope, filter));
  const of = (word: string): number => groups.find((group) => group.word === word)?.count ?? 0;
  const [on, off] = [of('active'), of('inactive')];
  const count = active === undefined ? on + off : active ? on : off;
  return { asOf: engine.now().toISOString(), count, active: on, inactive: off };
}
