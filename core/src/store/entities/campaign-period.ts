import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { CampaignState } from './campaign.ts';

/** From when on a campaign was in which state (A10). The latest `validFrom` up to a time holds, then the latest id. Append-only. */
export const CampaignPeriod = defineEntity({
  name: 'CampaignPeriod',
  tableName: 'campaign_period',
  properties: {
    organizationId: p.uuid().primary(),
    campaignId: p.uuid().primary(),
    validFrom: p.datetime().primary(),
    id: p.uuid().primary(),
    state: p.text().$type<CampaignState>(),
  },
});
export type CampaignPeriod = InferEntity<typeof CampaignPeriod>;
