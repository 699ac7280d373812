import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { coupon } from './coupon.ts';

/** The step `coupon`: a redeemed code credits the affiliate it belongs to (A1). */
export const coupons = definePlugin({
  name: 'coupons',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [{ kind: 'attribution-strategy', strategy: coupon }],
});
