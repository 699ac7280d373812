import type { CouponChange, Coupon as Shown } from '../../contract/api/coupons.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { find, hold } from '../../store/edited/find.ts';
import { lookAgainSince } from '../../store/edited/look-again.ts';
import { type MintedCodeRow, mintedCode, wish } from '../../store/edited/minted-codes.ts';
import type { Coupon } from '../../store/entities/coupon.ts';
import { attemptAtOnce, claimSeconds } from '../mint/at-once.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { readCoupon } from './read-coupons.ts';
import { type Minter, refuseLiveMintAt } from './refer-mint.ts';
import { refuseEnded } from './standing-enrollment.ts';

/**
 * Switches a code off, from now on, or on again. On again it was never off: payments that carried it meanwhile are looked at again, where
 * they are still open. One that is minted is ended at its processor too, or made redeemable there first.
 *
 * @throws Problem `not_found`, `stale_version`, `not_creditable`, `code_taken`, `processor_credentials`, `processor_refused`, `key_out_of_scope`
 */
export async function changeCoupon(desk: Desk, scope: Minter, id: string, change: CouponChange): Promise<Shown> {
  const { active, version } = change;
  const asks = await edit(desk.engine.store, scope, async (em) => {
    const coupon = await hold(em, kinds.coupon, id, version);
    const minted = await mintedCode(em, id);
    if (minted === null) await switchCoupon(desk, em, coupon, active);
    else if (minted.wanted !== active) await wishOtherwise(desk, em, scope, coupon, minted, active);
    await em.flush();
    return minted !== null && minted.wanted !== active;
  });
  if (asks) await attemptAtOnce(desk, scope, id);
  return readCoupon(desk, scope, id);
}

async function switchCoupon({ engine }: Desk, em: Editor, coupon: Coupon, active: boolean): Promise<void> {
  const now = engine.now();
  const endedAt = coupon.validUntil ?? null;
  if (active === (endedAt === null)) return;
  if (active) refuseEnded(await find(em, kinds.enrollment, coupon.enrollmentId));
  coupon.validUntil = active ? null : now;
  await lookAgainSince(em, endedAt ?? now, now, 'coupon_changed');
}

/** Off holds here at once; on holds once the processor has agreed. */
async function wishOtherwise(
  { engine }: Desk,
  em: Editor,
  scope: Minter,
  coupon: Coupon,
  { connectionId }: MintedCodeRow,
  active: boolean,
): Promise<void> {
  await refuseLiveMintAt(em, scope, connectionId);
  const now = engine.now();
  if (active) refuseEnded(await find(em, kinds.enrollment, coupon.enrollmentId));
  else if (coupon.validUntil == null) {
    coupon.validUntil = now;
    await lookAgainSince(em, now, now, 'coupon_changed');
  }
  await wish(em, [coupon.id], active, claimSeconds);
}
