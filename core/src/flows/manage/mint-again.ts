import type { Coupon as Shown } from '../../contract/api/coupons.ts';
import { edit } from '../../store/edited/edit.ts';
import { find, hold } from '../../store/edited/find.ts';
import { mintedCode, wish } from '../../store/edited/minted-codes.ts';
import { attemptAtOnce, claimSeconds } from '../mint/at-once.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { readCoupon } from './read-coupons.ts';
import { type Minter, refuseLiveMintAt } from './refer-mint.ts';
import { refuseDocument } from './refuse.ts';
import { refuseEnded } from './standing-enrollment.ts';

/**
 * Asks the processor again for what it refused, or has not answered yet: to make a code, or to end it. Where that is done already, nothing happens.
 *
 * @throws Problem `not_found`, `invalid_settings` for one that is minted nowhere, `not_creditable`, `code_taken`, `processor_credentials`,
 *   `processor_refused`, `key_out_of_scope`
 */
export async function mintAgain(desk: Desk, scope: Minter, id: string): Promise<Shown> {
  await edit(desk.engine.store, scope, async (em) => {
    const coupon = await hold(em, kinds.coupon, id);
    const minted = await mintedCode(em, id);
    if (minted === null) {
      const message = `the code ${coupon.code} is minted nowhere: its parent coupon names no connection`;
      refuseDocument('invalid_settings', '/id', [{ path: '', message }]);
    }
    if (minted.state === 'done') return;
    await refuseLiveMintAt(em, scope, minted.connectionId);
    if (minted.wanted) refuseEnded(await find(em, kinds.enrollment, coupon.enrollmentId));
    await wish(em, [id], minted.wanted, claimSeconds);
  });
  await attemptAtOnce(desk, scope, id);
  return readCoupon(desk, scope, id);
}
