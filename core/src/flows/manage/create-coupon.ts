import type { NewCoupon, Coupon as Shown } from '../../contract/api/coupons.ts';
import { edit } from '../../store/edited/edit.ts';
import { lookAgainSince } from '../../store/edited/look-again.ts';
import { Coupon } from '../../store/entities/coupon.ts';
import { newId } from '../../store/ids.ts';
import type { Scope } from '../../store/session.ts';
import { showCoupon } from './coupon-view.ts';
import type { Desk } from './desk.ts';
import { referParent } from './refer-parent.ts';
import { since } from './since.ts';
import { referStanding } from './standing-enrollment.ts';

/**
 * A code that credits an enrollment, unique within the organization; a code is never given to another, even after it was switched off (I5).
 *
 * @throws Problem `unknown_reference`, `not_creditable`, `parent_coupon_ended`, `already_exists`
 */
export async function createCoupon({ engine }: Desk, scope: Scope, input: NewCoupon): Promise<Shown> {
  const { enrollmentId, code, parentCouponId = null, validFrom: given } = input;
  const { organizationId } = scope;
  return edit(
    engine.store,
    scope,
    async (em) => {
      const enrollment = await referStanding(em, enrollmentId);
      const now = engine.now();
      if (parentCouponId !== null) await referParent(em, parentCouponId, enrollment, now);
      const validFrom = since(now, given);
      const coupon = em.create(Coupon, { organizationId, id: newId(), enrollmentId, parentCouponId, code, validFrom });
      await lookAgainSince(em, validFrom, now, 'coupon_changed');
      await em.flush();
      return showCoupon(coupon);
    },
    () => ({ coupon_organization_id_code_key: { field: 'code', value: code } }),
  );
}
