import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { CampaignTerms, PartialCommissionTerms } from '../../domain/terms.ts';
import { tenantKey } from './columns.ts';

export type TermsLevel = 'campaign' | 'group' | 'affiliate';

/** One immutable version of what is promised (C1): whole for a campaign, partial for a group or one enrollment. Append-only. */
export const Terms = defineEntity({
  name: 'Terms',
  tableName: 'terms',
  properties: {
    ...tenantKey(),
    campaignId: p.uuid(),
    level: p.text().$type<TermsLevel>(),
    groupId: p.uuid().nullable(),
    enrollmentId: p.uuid().nullable(),
    number: p.integer(),
    validFrom: p.datetime(),
    terms: p.json().$type<CampaignTerms | PartialCommissionTerms>(),
    /** A model they name asks where an enrollment stands (C6). */
    tiered: p.boolean().default(false),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});
export type Terms = InferEntity<typeof Terms>;
