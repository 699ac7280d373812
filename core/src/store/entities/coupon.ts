import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { edited, tenantKey } from './columns.ts';

/** A code that credits an enrollment; upper case, unique in the organization (I5). */
export const Coupon = defineEntity({
  name: 'Coupon',
  tableName: 'coupon',
  properties: {
    ...tenantKey(),
    enrollmentId: p.uuid(),
    /** The discount it inherits; `null`: one that is not described here. */
    parentCouponId: p.uuid().nullable(),
    code: p.text(),
    /** By its affiliate, within what the campaign allows (F71). */
    selfMinted: p.boolean().default(false),
    validFrom: p.datetime().defaultRaw('now()'),
    /** `null`: without end. Codes taken back keep what they credited before. */
    validUntil: p.datetime().nullable(),
    ...edited(),
  },
});
export type Coupon = InferEntity<typeof Coupon>;
