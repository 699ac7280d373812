import type { Group as Shown } from '../../contract/api/groups.ts';
import type { AffiliateGroup } from '../../store/entities/affiliate-group.ts';

export const showGroup = ({ id, campaignId, name, createdAt, version }: AffiliateGroup): Shown => ({
  id,
  campaignId,
  name,
  createdAt: createdAt.toISOString(),
  version,
});
