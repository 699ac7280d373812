import type { AttributionTerms, CommissionTerms, PartialCommissionTerms } from '../domain/terms.ts';

export type CampaignState = 'draft' | 'active' | 'closed' | 'archived';
export type EnrollmentStatus = 'pending' | 'approved' | 'paused' | 'rejected' | 'removed';

export interface BrandOptions {
  readonly name?: string;
  /** Days from payable to eligible (C7). Default 0. */
  readonly graceDays?: number;
  /** Default: one, `main`, with the affiliates jane and bob. */
  readonly campaigns?: readonly CampaignOptions[];
}

export interface CampaignOptions {
  readonly slug: string;
  /** Default `active`, since ever. */
  readonly state?: CampaignState;
  readonly currency?: string;
  /** What differs from the defaults (A1 to A4). */
  readonly attribution?: Partial<AttributionTerms>;
  /** What differs from 20% of each first payment, 30 days hold, proportional refunds. */
  readonly commission?: Partial<CommissionTerms>;
  /** Terms of groups, by name. */
  readonly groups?: Readonly<Record<string, PartialCommissionTerms>>;
  /** Default jane and bob. One name in several campaigns is one affiliate. */
  readonly affiliates?: readonly (string | AffiliateOptions)[];
}

export interface AffiliateOptions {
  readonly name: string;
  /** Default `<name>@affiliates.test`. */
  readonly email?: string;
  /** Default `approved`, since ever. */
  readonly status?: EnrollmentStatus;
  readonly group?: string;
  /** Terms of its own (C1). */
  readonly terms?: PartialCommissionTerms;
  readonly coupons?: readonly string[];
  /** The name of who recruited it into this campaign, given before it (C8). */
  readonly recruiter?: string;
}
