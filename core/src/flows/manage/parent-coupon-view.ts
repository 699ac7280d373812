import type { ParentCoupon as Shown } from '../../contract/api/parent-coupons.ts';
import { countCodes } from '../../store/edited/coupons.ts';
import type { Editor } from '../../store/edited/edit.ts';
import type { ParentCoupon } from '../../store/entities/parent-coupon.ts';
import { discountOf } from './discount.ts';

export async function showParentCoupons(em: Editor, parents: readonly ParentCoupon[]): Promise<Shown[]> {
  const codes = await countCodes(
    em,
    parents.map(({ id }) => id),
  );
  return parents.map((parent) => {
    const { id, campaignId, name, archived, createdAt, version } = parent;
    const discount = discountOf(parent);
    return {
      id,
      campaignId,
      name,
      ...discount,
      expiresAt: discount.expiresAt?.toISOString() ?? null,
      archived,
      codes: codes.get(id) ?? 0,
      createdAt: createdAt.toISOString(),
      version,
    };
  });
}

/** Of one row there is always one. */
export async function showParentCoupon(em: Editor, parent: ParentCoupon): Promise<Shown> {
  const [shown] = await showParentCoupons(em, [parent]);
  return shown as Shown;
}
