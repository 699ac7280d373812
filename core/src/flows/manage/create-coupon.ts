import type { NewCoupon, Coupon as Shown } from '../../contract/api/coupons.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { lookAgainSince } from '../../store/edited/look-again.ts';
import { askToMint } from '../../store/edited/minted-codes.ts';
import { Coupon } from '../../store/entities/coupon.ts';
import { newId } from '../../store/ids.ts';
import { attemptAtOnce, claimSeconds } from '../mint/at-once.ts';
import type { Desk } from './desk.ts';
import { readCoupon } from './read-coupons.ts';
import { type Minter, refuseLiveMintAt } from './refer-mint.ts';
import { referParent } from './refer-parent.ts';
import { since } from './since.ts';
import { referStanding } from './standing-enrollment.ts';
import { takeAwayUnminted } from './take-away-unminted.ts';

interface How {
  readonly selfMinted?: boolean;
  /** Refuses by what holds at that very moment, in the transaction that adds the code. */
  readonly within?: (em: Editor) => Promise<void>;
}

/**
 * A code that credits an enrollment, unique within the organization; a code is never given to another, even after it was switched off (I5). Where its
 * parent coupon names a connection it is minted there, and credits once that is done; one the processor refuses leaves nothing behind.
 *
 * @throws Problem `unknown_reference`, `not_creditable`, `parent_coupon_ended`, `already_exists`, `code_taken`, `processor_credentials`,
 *   `processor_refused`, `key_out_of_scope`
 */
export async function createCoupon(desk: Desk, scope: Minter, input: NewCoupon, how: How = {}): Promise<Shown> {
  const { engine } = desk;
  const id = newId();
  const { code } = input;
  const taken = { coupon_organization_id_code_key: { field: 'code', value: code } };
  const isMinted = await edit(
    engine.store,
    scope,
    (em) => addCoupon(desk, em, scope, { ...input, id }, how),
    () => taken,
  );
  if (isMinted) {
    try {
      await attemptAtOnce(desk, scope, id, { field: 'code', value: code });
    } catch (error) {
      await takeAwayUnminted(desk, scope, id);
      throw error;
    }
  }
  return readCoupon(desk, scope, id);
}

/** Returns whether a processor is to be asked. */
async function addCoupon(
  { engine }: Desk,
  em: Editor,
  scope: Minter,
  input: NewCoupon & { readonly id: string },
  { selfMinted = false, within }: How,
): Promise<boolean> {
  await within?.(em);
  const { id, enrollmentId, code, parentCouponId = null, validFrom: given } = input;
  const { organizationId } = scope;
  const enrollment = await referStanding(em, enrollmentId);
  const now = engine.now();
  const parent = parentCouponId === null ? null : await referParent(em, parentCouponId, enrollment, now);
  const validFrom = since(now, given);
  const connectionId = parent?.connectionId ?? null;
  const asleep = connectionId === null ? {} : { validUntil: validFrom };
  em.create(Coupon, { organizationId, id, enrollmentId, parentCouponId, code, selfMinted, validFrom, ...asleep });
  if (connectionId === null) await lookAgainSince(em, validFrom, now, 'coupon_changed');
  else await refuseLiveMintAt(em, scope, connectionId);
  await em.flush();
  if (connectionId !== null) await askToMint(em, id, connectionId, claimSeconds);
  return connectionId !== null;
}
