import type { NewEnrollment, Enrollment as Shown } from '../../contract/api/enrollments.ts';
import { Problem } from '../../contract/errors.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { refer } from '../../store/edited/find.ts';
import { writeStanding } from '../../store/edited/periods.ts';
import { lookAgainSince } from '../../store/edited/look-again.ts';
import { openLink, takenSlug } from '../../store/edited/slugs.ts';
import { Enrollment } from '../../store/entities/enrollment.ts';
import { newId } from '../../store/ids.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { showEnrollment } from './enrollment-view.ts';
import { referGroup } from './group-of-campaign.ts';
import { kinds } from './kinds.ts';
import { makeSlug } from './make-slug.ts';
import { addPartialVersion } from './partial-terms.ts';
import { referRecruiter } from './refer-recruiter.ts';
import { refuseBadSlug } from './refuse-slug.ts';
import { since } from './since.ts';

const attempts = 3;

/**
 * An affiliate joins a campaign, as an application or approved at once. A brand that moves over says with `validFrom` since when. A slug
 * is made from the name where none is given.
 *
 * @throws Problem `unknown_reference`, `already_exists`, `invalid_terms`
 */
export async function enroll(desk: Desk, scope: Scope, input: NewEnrollment): Promise<Shown> {
  if (input.slug !== undefined) refuseBadSlug(input.slug);
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptTo(desk, scope, input, attempt);
    } catch (error) {
      if (input.slug !== undefined || attempt >= attempts || !isSlugTaken(error)) throw error;
    }
  }
}

const isSlugTaken = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'already_exists' && error.extra['field'] === 'slug';

async function attemptTo(desk: Desk, scope: Scope, input: NewEnrollment, attempt: number): Promise<Shown> {
  const { campaignId, affiliateId } = input;
  const taken = {
    enrollment_organization_id_campaign_id_affiliate_id_key: { field: 'affiliateId', value: affiliateId },
    ...takenSlug(input.slug ?? ''),
  };
  const work = async (em: Editor): Promise<Shown> => {
    await refer(em, kinds.campaign, campaignId, '/campaignId');
    const affiliate = await refer(em, kinds.affiliate, affiliateId, '/affiliateId');
    const slug = input.slug ?? (await makeSlug(em, affiliate.name, attempt));
    const enrollment = await writeEnrollment(desk, em, scope, { ...input, slug });
    await em.flush();
    return showEnrollment(enrollment);
  };
  return edit(desk.engine.store, scope, work, () => taken);
}

/** The rows of an enrollment, with the commit of whoever calls; nobody is asked whether the affiliate is enrolled already. */
export async function writeEnrollment(
  desk: Desk,
  em: Editor,
  scope: Scope,
  {
    campaignId,
    affiliateId,
    slug,
    status,
    groupId,
    recruiterId,
    validFrom,
    terms,
  }: NewEnrollment & { readonly slug: string },
): Promise<Enrollment> {
  const { organizationId } = scope;
  if (groupId !== undefined) await referGroup(em, groupId, campaignId);
  const id = newId();
  if (recruiterId !== undefined) await referRecruiter(em, recruiterId, { id, campaignId });
  const standing = { status, groupId: groupId ?? null, recruiterId: recruiterId ?? null };
  const members = { campaignId, affiliateId, slug, ...standing };
  const enrollment = em.create(Enrollment, { organizationId, id, ...members });
  const now = desk.engine.now();
  const from = since(now, validFrom);
  await writeStanding(em, enrollment, standing, from);
  if (terms !== undefined) {
    const of = { level: 'affiliate', campaignId, enrollmentId: enrollment.id } as const;
    await addPartialVersion(desk, em, scope, of, { given: terms, from, groupId: standing.groupId });
  }
  if (status === 'approved') openLink(em, enrollment, slug);
  await lookAgainSince(em, from, now, 'enrollment_changed');
  return enrollment;
}
