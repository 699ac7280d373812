import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { edited, tenantKey } from './columns.ts';

export const discountDurations = ['once', 'months', 'forever'] as const;
export type DiscountDuration = (typeof discountDurations)[number];

/** A discount that codes inherit (F70). Once a code was made from it, only its name changes, and whether more are made. */
export const ParentCoupon = defineEntity({
  name: 'ParentCoupon',
  tableName: 'parent_coupon',
  properties: {
    ...tenantKey(),
    campaignId: p.uuid(),
    /** Where its codes are minted; `null`: nowhere, the discount is set up by hand. */
    connectionId: p.uuid().nullable(),
    name: p.text(),
    /** Parts per million of the price. */
    percentOff: p.integer().nullable(),
    /** Minor units of `currency`. */
    amountOff: p.bigint('number').nullable(),
    currency: p.character().length(3).nullable(),
    duration: p.text().$type<DiscountDuration>(),
    months: p.integer().nullable(),
    expiresAt: p.datetime().nullable(),
    /** Of each code. */
    maxRedemptions: p.integer().nullable(),
    archived: p.boolean().default(false),
    ...edited(),
  },
});
export type ParentCoupon = InferEntity<typeof ParentCoupon>;
