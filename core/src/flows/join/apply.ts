import { Problem } from '../../contract/errors.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { Affiliate } from '../../store/entities/affiliate.ts';
import { Enrollment } from '../../store/entities/enrollment.ts';
import { newId } from '../../store/ids.ts';
import type { Scope } from '../../store/session.ts';
import { readEmail } from '../manage/affiliate-email.ts';
import type { Desk } from '../manage/desk.ts';
import { writeEnrollment } from '../manage/enroll.ts';
import { makeSlug } from '../manage/make-slug.ts';
import { applicant, type JoinPlace } from './find-place.ts';

export interface Application {
  readonly name: string;
  readonly email: string;
}

const dayMs = 86_400_000;
/** Of one recruiter within a day: beyond this somebody is playing. */
const mostWaiting = 100;

/**
 * Somebody applies to a campaign by a recruiter's link: an affiliate, where their e-mail is new here, and an enrollment that waits to be approved,
 * with the recruiter in it (C8). Who is in the campaign already, or was, stays as they are. The answer is the same for all of them, so that nobody
 * finds out by trying whose address is known.
 *
 * @throws Problem `invalid_request` for what is no e-mail address, `too_many_requests`
 */
export async function apply(desk: Desk, place: JoinPlace, { name, email }: Application): Promise<void> {
  const address = readEmail(email);
  const { organizationId } = place;
  const scope: Scope = { organizationId, actor: applicant, reason: 'applied by a recruiting link' };
  const work = async (em: Editor): Promise<void> => {
    await refuseFlood(desk, em, place);
    const known = await em.findOne(Affiliate, { emailKey: address.emailKey });
    const affiliate = known ?? em.create(Affiliate, { organizationId, id: newId(), name, ...address });
    if (known !== null && (await isThere(em, place, known.id))) return;
    // An application has no link yet: the slug is only wished for.
    const slug = await makeSlug(em, affiliate.name, 1);
    const { campaignId, recruiterId } = place;
    await em.flush();
    await writeEnrollment(desk, em, scope, {
      campaignId,
      affiliateId: affiliate.id,
      slug,
      status: 'pending',
      recruiterId,
    });
    await em.flush();
  };
  try {
    await edit(desk.engine.store, scope, work, () => atOnce);
  } catch (error) {
    // The same person twice at once: the other one is in.
    if (!(error instanceof Problem) || error.code !== 'already_exists') throw error;
  }
}

const atOnce = {
  affiliate_organization_id_email_key_key: { field: 'email', value: '' },
  enrollment_organization_id_campaign_id_affiliate_id_key: { field: 'affiliateId', value: '' },
};

const isThere = async (em: Editor, { campaignId }: JoinPlace, affiliateId: string): Promise<boolean> =>
  (await em.findOne(Enrollment, { campaignId, affiliateId })) !== null;

async function refuseFlood({ engine }: Desk, em: Editor, { recruiterId }: JoinPlace): Promise<void> {
  const since = new Date(engine.now().getTime() - dayMs);
  const waiting = await em.count(Enrollment, { recruiterId, status: 'pending', createdAt: { $gte: since } });
  if (waiting < mostWaiting) return;
  throw new Problem('too_many_requests', 'Too many applications came by this link today. Try again tomorrow.', {
    retryAfter: 3_600,
  });
}
