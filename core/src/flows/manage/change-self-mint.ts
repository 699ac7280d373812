import { completeSelfMint, type SelfMint } from '../../domain/self-mint.ts';
import type { Editor } from '../../store/edited/edit.ts';
import { refer } from '../../store/edited/find.ts';
import type { Campaign } from '../../store/entities/campaign.ts';
import { kinds } from './kinds.ts';
import { refuseBody } from './refuse.ts';

/** @throws Problem `invalid_request`, `unknown_reference` */
export async function changeSelfMint(em: Editor, campaign: Campaign, given: Partial<SelfMint>): Promise<void> {
  const wished = completeSelfMint({ ...campaign.selfMint, ...given });
  const { enabled, parentCouponId } = wished;
  const path = '/selfMint/parentCouponId';
  if (enabled && parentCouponId === null) refuseBody(path, 'must say whose discount the codes give');
  if (parentCouponId !== null) {
    const parent = await refer(em, kinds.parentCoupon, parentCouponId, path);
    if (parent.campaignId !== campaign.id) refuseBody(path, 'is a parent coupon of another campaign');
  }
  campaign.selfMint = wished;
}
