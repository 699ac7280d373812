import type { Campaign as Shown } from '../../contract/api/campaigns.ts';
import type { Campaign } from '../../store/entities/campaign.ts';

export const showCampaign = (campaign: Campaign): Shown => {
  const { id, name, slug, state, destinationUrl, currency, createdAt, version } = campaign;
  return { id, name, slug, state, destinationUrl, currency, createdAt: createdAt.toISOString(), version };
};
