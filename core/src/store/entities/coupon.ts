import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { edited, tenantKey } from './columns.ts';

/** A code that credits an enrollment; upper case, unique in the organization (I5). */
export const Coupon = defineEntity({
  name: 'Coupon',
  tableName: 'coupon',
  properties: {
    ...tenantKey(),
    enrollmentId: p.uuid(),
    code: p.text(),
    active: p.boolean().default(true),
    ...edited(),
  },
});
export type Coupon = InferEntity<typeof Coupon>;
