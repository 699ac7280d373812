import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { edited, tenantKey } from './columns.ts';

/** A person or company. `email` is as typed, `emailKey` what it is compared by (A5). */
export const Affiliate = defineEntity({
  name: 'Affiliate',
  tableName: 'affiliate',
  properties: {
    ...tenantKey(),
    name: p.text(),
    email: p.text(),
    emailKey: p.text(),
    ...edited(),
  },
});
export type Affiliate = InferEntity<typeof Affiliate>;
