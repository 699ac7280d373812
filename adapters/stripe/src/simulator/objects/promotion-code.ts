import type Stripe from 'stripe';
import { promotionCodeId, type Scene } from '../scene.ts';

export const promotionCode = (scene: Scene, code: string): Stripe.PromotionCode => ({
  id: promotionCodeId(code),
  object: 'promotion_code',
  active: true,
  code,
  created: scene.at(0),
  customer: null,
  customer_account: null,
  expires_at: null,
  livemode: scene.live,
  max_redemptions: null,
  metadata: {},
  promotion: { coupon: 'fairlead_affiliates', type: 'coupon' },
  restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
  times_redeemed: 0,
});
