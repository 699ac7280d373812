import type { EnrollmentView } from '../contract/attribution.ts';
import type { FoundEnrollment } from './context.ts';
import type { PaymentState } from './payment.ts';

/** Whether an enrollment may be credited, and if not, why: the reason codes of a trace. */
export type Creditable = { readonly creditable: true } | { readonly creditable: false; readonly reason: string };

/**
 * Status and campaign are as of `occurred_at` (A6, A10). Evidence may name a campaign, by id or slug: then no other's enrollments count.
 * A closed campaign goes on crediting earlier clicks, leads and locks; that its new clicks do not count is said on the click.
 */
export function creditable(enrollment: FoundEnrollment, state: PaymentState): Creditable {
  const { status, campaignState } = enrollment;
  const { campaign } = state.evidence;
  if (status !== 'approved') return no(`enrollment_${status}`);
  if (campaignState === 'draft' || campaignState === 'archived') return no(`campaign_${campaignState}`);
  if (campaign !== null && !isOfCampaign(enrollment, campaign)) return no('other_campaign');
  return { creditable: true };
}

/** Whether it belongs to the campaign of this id or slug. */
export function isOfCampaign({ campaignId, campaignSlug }: FoundEnrollment, campaign: string): boolean {
  const named = campaign.toLowerCase();
  return named === campaignId || named === campaignSlug;
}

/** The enrollment as strategies see it. */
export const enrollmentView = (enrollment: FoundEnrollment, state: PaymentState): EnrollmentView => ({
  id: enrollment.id,
  campaignId: enrollment.campaignId,
  affiliateId: enrollment.affiliateId,
  slug: enrollment.slug,
  status: enrollment.status,
  campaignState: enrollment.campaignState,
  ...creditable(enrollment, state),
});

const no = (reason: string): Creditable => ({ creditable: false, reason });
