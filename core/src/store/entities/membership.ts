import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { Role } from '../../contract/api/access.ts';
import { edited, tenantKey } from './columns.ts';

/** What a person may do in an organization; its id is the person's. Made only where an invitation is redeemed (0009_sign_in.sql). */
export const Membership = defineEntity({
  name: 'Membership',
  tableName: 'membership',
  properties: {
    ...tenantKey(),
    role: p.text().$type<Role>(),
    ...edited(),
  },
});
export type Membership = InferEntity<typeof Membership>;
