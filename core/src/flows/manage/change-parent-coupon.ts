import type { ParentCouponChange, ParentCoupon as Shown } from '../../contract/api/parent-coupons.ts';
import { Problem } from '../../contract/errors.ts';
import { countCodes } from '../../store/edited/coupons.ts';
import { edit } from '../../store/edited/edit.ts';
import { hold } from '../../store/edited/find.ts';
import type { Desk } from './desk.ts';
import { differing, discountOf, refuseContradictions } from './discount.ts';
import { kinds } from './kinds.ts';
import { showParentCoupon } from './parent-coupon-view.ts';
import { type Minter, referMint } from './refer-mint.ts';
import { refuseBody } from './refuse.ts';

/**
 * Changes a parent coupon. Once a code was made from it only its name changes, and whether further ones are made: what a buyer was promised by a
 * code stays, here as at the processor.
 *
 * @throws Problem `not_found`, `stale_version`, `parent_coupon_in_use`, `invalid_request`, `unknown_reference`, `invalid_settings`
 */
export async function changeParentCoupon(
  desk: Desk,
  scope: Minter,
  id: string,
  change: ParentCouponChange,
): Promise<Shown> {
  const { name, archived, version, expiresAt: until, ...given } = change;
  return edit(desk.engine.store, scope, async (em) => {
    const parent = await hold(em, kinds.parentCoupon, id, version);
    const before = discountOf(parent);
    const expiresAt = until === undefined ? before.expiresAt : until === null ? null : new Date(until);
    const wished = { ...before, ...given, expiresAt };
    const changed = differing(before, wished);
    if (changed.length > 0) {
      const codes = (await countCodes(em, [id])).get(id) ?? 0;
      if (codes > 0) throw inUse(parent.name, codes, changed);
      refuseContradictions(wished);
      if (changed.includes('expiresAt') && expiresAt !== null && expiresAt <= desk.engine.now())
        refuseBody('/expiresAt', 'must lie ahead');
      if (changed.includes('connectionId') && wished.connectionId !== null)
        await referMint(desk, em, scope, wished.connectionId);
    }
    em.assign(parent, {
      ...wished,
      ...(name !== undefined && { name }),
      ...(archived !== undefined && { archived }),
    });
    await em.flush();
    return showParentCoupon(em, parent);
  });
}

function inUse(name: string, codes: number, fields: readonly string[]): Problem {
  const made = codes === 1 ? 'a code was made' : `${codes} codes were made`;
  const message = `${made} from '${name}', so its ${fields.join(', ')} cannot change: archive it and make another`;
  return new Problem('parent_coupon_in_use', message, { codes, fields });
}
