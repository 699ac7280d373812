import type { CouponChange, Coupon as Shown } from '../../contract/api/coupons.ts';
import { edit } from '../../store/edited/edit.ts';
import { find, hold } from '../../store/edited/find.ts';
import { lookAgainSince } from '../../store/edited/look-again.ts';
import type { Scope } from '../../store/session.ts';
import { showCoupon } from './coupon-view.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { refuseEnded } from './standing-enrollment.ts';

/**
 * Switches a code off, from now on, or on again. On again it was never off: payments that carried it meanwhile are looked at again, where
 * they are still open.
 *
 * @throws Problem `not_found`, `stale_version`, `not_creditable`
 */
export async function changeCoupon({ engine }: Desk, scope: Scope, id: string, change: CouponChange): Promise<Shown> {
  const { active, version } = change;
  return edit(engine.store, scope, async (em) => {
    const coupon = await hold(em, kinds.coupon, id, version);
    const now = engine.now();
    const endedAt = coupon.validUntil ?? null;
    if (active !== (endedAt === null)) {
      if (active) refuseEnded(await find(em, kinds.enrollment, coupon.enrollmentId));
      coupon.validUntil = active ? null : now;
      await lookAgainSince(em, endedAt ?? now, now, 'coupon_changed');
    }
    await em.flush();
    return showCoupon(coupon);
  });
}
