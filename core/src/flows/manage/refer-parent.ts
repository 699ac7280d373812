import { Problem } from '../../contract/errors.ts';
import type { Editor } from '../../store/edited/edit.ts';
import { refer } from '../../store/edited/find.ts';
import type { Enrollment } from '../../store/entities/enrollment.ts';
import type { ParentCoupon } from '../../store/entities/parent-coupon.ts';
import { kinds } from './kinds.ts';

/**
 * The discount a new code of an enrollment inherits, held so that it stays what it is. It must be one of the enrollment's own campaign.
 *
 * @throws Problem `unknown_reference`, `parent_coupon_ended`
 */
export async function referParent(
  em: Editor,
  id: string,
  { campaignId }: Enrollment,
  now: Date,
): Promise<ParentCoupon> {
  const path = '/parentCouponId';
  const parent = await refer(em, kinds.parentCoupon, id, path);
  if (parent.campaignId !== campaignId) {
    const message = `the parent coupon ${id} is of another campaign than the enrollment`;
    throw new Problem('unknown_reference', message, { errors: [{ in: 'body', path, message }] });
  }
  const expired = parent.expiresAt != null && parent.expiresAt <= now;
  if (parent.archived || expired) {
    const why = parent.archived ? 'was archived' : `expired at ${parent.expiresAt?.toISOString()}`;
    throw new Problem('parent_coupon_ended', `the parent coupon '${parent.name}' ${why}: choose another`, {
      archived: parent.archived,
      expiresAt: parent.expiresAt?.toISOString() ?? null,
    });
  }
  return parent;
}
