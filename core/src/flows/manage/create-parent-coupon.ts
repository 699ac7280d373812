import type { NewParentCoupon, ParentCoupon as Shown } from '../../contract/api/parent-coupons.ts';
import { edit } from '../../store/edited/edit.ts';
import { refer } from '../../store/edited/find.ts';
import { ParentCoupon } from '../../store/entities/parent-coupon.ts';
import { newId } from '../../store/ids.ts';
import type { Desk } from './desk.ts';
import { refuseContradictions } from './discount.ts';
import { kinds } from './kinds.ts';
import { showParentCoupon } from './parent-coupon-view.ts';
import { type Minter, referMint } from './refer-mint.ts';
import { refuseBody } from './refuse.ts';

type Given = Omit<NewParentCoupon, 'duration'> & Partial<Pick<NewParentCoupon, 'duration'>>;

/**
 * A discount that codes of a campaign's affiliates inherit (F70).
 *
 * @throws Problem `invalid_request`, `unknown_reference`, `invalid_settings` where its connection mints no codes
 */
export async function createParentCoupon(desk: Desk, scope: Minter, input: Given): Promise<Shown> {
  const { campaignId, name, duration = 'once', expiresAt: until, ...given } = input;
  const { organizationId } = scope;
  const expiresAt = until == null ? null : new Date(until);
  const { percentOff = null, amountOff = null, currency = null } = given;
  const { months = null, maxRedemptions = null, connectionId = null } = given;
  const discount = { percentOff, amountOff, currency, duration, months, expiresAt, maxRedemptions, connectionId };
  refuseContradictions(discount);
  if (expiresAt !== null && expiresAt <= desk.engine.now()) refuseBody('/expiresAt', 'must lie ahead');
  return edit(desk.engine.store, scope, async (em) => {
    await refer(em, kinds.campaign, campaignId, '/campaignId');
    if (connectionId !== null) await referMint(desk, em, scope, connectionId);
    const parent = em.create(ParentCoupon, { organizationId, id: newId(), campaignId, name, ...discount });
    await em.flush();
    return showParentCoupon(em, parent);
  });
}
