import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { edited, tenantKey } from './columns.ts';

/** Enrollments of one campaign that share terms (C1). */
export const AffiliateGroup = defineEntity({
  name: 'AffiliateGroup',
  tableName: 'affiliate_group',
  properties: {
    ...tenantKey(),
    campaignId: p.uuid(),
    name: p.text(),
    ...edited(),
  },
});
export type AffiliateGroup = InferEntity<typeof AffiliateGroup>;
