import type { Evidence } from '../contract/facts.ts';
import { Problem } from '../contract/errors.ts';
import type { Intake } from '../store/context.ts';
import { campaignExists } from '../store/lookups.ts';
import type { Scope, Session } from '../store/session.ts';

/** I1: a slug nobody has is a mistake of the caller's; the transaction is given up, so nothing is stored. */
export function refuseUnknownSlug(intake: Intake, { slugs = [] }: Evidence): void {
  for (const slug of slugs) {
    const found = intake.found.slugs.find((known) => known.slug.toLowerCase() === slug.toLowerCase());
    if (found?.enrollmentId == null) {
      throw new Problem(
        'unknown_affiliate',
        `affiliateSlug '${slug}' belongs to no affiliate of this organization: check the spelling`,
      );
    }
  }
}

export async function refuseUnknownCampaign(session: Session, scope: Scope, { campaign }: Evidence): Promise<void> {
  if (campaign !== undefined && !(await campaignExists(session, scope, campaign))) {
    throw new Problem(
      'unknown_campaign',
      `campaign '${campaign}' is neither the id nor the slug of a campaign of this organization`,
    );
  }
}
