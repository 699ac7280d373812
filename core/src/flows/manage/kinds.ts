import { AffiliateGroup } from '../../store/entities/affiliate-group.ts';
import { Affiliate } from '../../store/entities/affiliate.ts';
import { ApiKey } from '../../store/entities/api-key.ts';
import { Campaign } from '../../store/entities/campaign.ts';
import { Connection } from '../../store/entities/connection.ts';
import { Coupon } from '../../store/entities/coupon.ts';
import { Enrollment } from '../../store/entities/enrollment.ts';
import { Link } from '../../store/entities/link.ts';
import { ParentCoupon } from '../../store/entities/parent-coupon.ts';
import { SavedView } from '../../store/entities/saved-view.ts';
import { Organization } from '../../store/entities/organization.ts';

/** What people edit, by what they call it. */
export const kinds = {
  organization: { entity: Organization, word: 'organization' },
  campaign: { entity: Campaign, word: 'campaign' },
  group: { entity: AffiliateGroup, word: 'group' },
  affiliate: { entity: Affiliate, word: 'affiliate' },
  enrollment: { entity: Enrollment, word: 'enrollment' },
  link: { entity: Link, word: 'link' },
  parentCoupon: { entity: ParentCoupon, word: 'parent coupon' },
  coupon: { entity: Coupon, word: 'coupon' },
  connection: { entity: Connection, word: 'connection' },
  view: { entity: SavedView, word: 'view' },
  apiKey: { entity: ApiKey, word: 'API key' },
} as const;
