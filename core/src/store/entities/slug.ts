import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/**
 * What stands in the URL of a link. One name space per tracking host ('' is the server's own), names that were changed included:
 * they go on as aliases (I5).
 */
export const Slug = defineEntity({
  name: 'Slug',
  tableName: 'slug',
  properties: {
    host: p.text().primary().default(''),
    slug: p.text().primary(),
    organizationId: p.uuid(),
    linkId: p.uuid(),
    enrollmentId: p.uuid(),
    alias: p.boolean().default(false),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});
export type Slug = InferEntity<typeof Slug>;
