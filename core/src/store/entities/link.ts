import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { edited, tenantKey } from './columns.ts';

/** A tracked URL of an enrollment. Without a destination of its own it leads where its campaign does. */
export const Link = defineEntity({
  name: 'Link',
  tableName: 'link',
  properties: {
    ...tenantKey(),
    enrollmentId: p.uuid(),
    name: p.text().nullable(),
    destinationUrl: p.text().nullable(),
    ...edited(),
  },
});
export type Link = InferEntity<typeof Link>;
