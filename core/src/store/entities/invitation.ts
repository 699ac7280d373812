import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { Role } from '../../contract/api/access.ts';
import { edited, tenantKey } from './columns.ts';

/** A link to join by, kept as hashes: of the copy the inviter was shown, and of the one that was mailed. Without an address: an owner link. */
export const Invitation = defineEntity({
  name: 'Invitation',
  tableName: 'invitation',
  properties: {
    ...tenantKey(),
    email: p.text().nullable(),
    role: p.text().$type<Role>(),
    hash: p.blob(),
    mailHash: p.blob().nullable(),
    expiresAt: p.datetime(),
    usedAt: p.datetime().nullable(),
    ...edited(),
  },
});
export type Invitation = InferEntity<typeof Invitation>;
