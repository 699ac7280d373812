import { slugMistake } from '../../domain/slug.ts';
import { findRecruiter } from '../../store/doors.ts';
import { find } from '../../store/edited/find.ts';
import { editing } from '../../store/session.ts';
import type { Desk } from '../manage/desk.ts';
import { kinds } from '../manage/kinds.ts';

/** Who applies by a link: nobody this server knows. */
export const applicant = 'applicant';

/** Where a recruiting link leads. */
export interface JoinPlace {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly campaignId: string;
  readonly campaignName: string;
  /** The enrollment whose link it is. */
  readonly recruiterId: string;
}

/**
 * The campaign one may apply to by a recruiter's slug, old slugs included; null where there is none, it is not active, its recruiting links are off, or
 * the recruiter is not approved: which of these it is, is nobody's business (C8).
 */
export async function findPlace({ engine }: Pick<Desk, 'engine'>, slug: string): Promise<JoinPlace | null> {
  const wanted = slug.toLowerCase();
  // No look-up for what nobody can have.
  if (slugMistake(wanted) === 'malformed') return null;
  const link = await findRecruiter(engine.store, wanted);
  if (link === null || link.status !== 'approved' || link.campaignState !== 'active') return null;
  const { organizationId, organizationName, enrollmentId, campaignId } = link;
  const campaign = await editing(engine.store, { organizationId, actor: applicant }, (em) =>
    find(em, kinds.campaign, campaignId),
  );
  if (!campaign.recruitingLink) return null;
  return { organizationId, organizationName, campaignId, campaignName: campaign.name, recruiterId: enrollmentId };
}
