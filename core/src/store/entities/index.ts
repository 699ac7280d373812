import { AffiliateGroup } from './affiliate-group.ts';
import { Affiliate } from './affiliate.ts';
import { ApiKey } from './api-key.ts';
import { CampaignPeriod } from './campaign-period.ts';
import { Campaign } from './campaign.ts';
import { Connection } from './connection.ts';
import { Coupon } from './coupon.ts';
import { EnrollmentPeriod } from './enrollment-period.ts';
import { Enrollment } from './enrollment.ts';
import { Invitation } from './invitation.ts';
import { Link } from './link.ts';
import { Membership } from './membership.ts';
import { Organization } from './organization.ts';
import { ParentCoupon } from './parent-coupon.ts';
import { SavedView } from './saved-view.ts';
import { Slug } from './slug.ts';
import { Terms } from './terms.ts';

/** What people edit; streams and projections are SQL (ARCHITECTURE). */
export const entities = [
  Organization,
  Campaign,
  CampaignPeriod,
  AffiliateGroup,
  Affiliate,
  Enrollment,
  EnrollmentPeriod,
  Terms,
  Link,
  Slug,
  ParentCoupon,
  Coupon,
  Connection,
  ApiKey,
  SavedView,
  Membership,
  Invitation,
] as const;
