import type { CampaignTermsVersion, PartialTermsVersion } from '../../contract/api/terms.ts';
import type { Terms } from '../../store/entities/terms.ts';

const shownMembers = ({ id, campaignId, number, validFrom, createdAt }: Terms) => ({
  id,
  campaignId,
  number,
  validFrom: validFrom.toISOString(),
  createdAt: createdAt.toISOString(),
});

export const showCampaignTerms = (version: Terms): CampaignTermsVersion => ({
  ...shownMembers(version),
  terms: version.terms as CampaignTermsVersion['terms'],
});

export const showPartialTerms = (version: Terms): PartialTermsVersion => ({
  ...shownMembers(version),
  terms: version.terms as PartialTermsVersion['terms'],
});
