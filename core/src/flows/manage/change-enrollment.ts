import type { EnrollmentChange, Enrollment as Shown } from '../../contract/api/enrollments.ts';
import { enrollmentTransitions } from '../../domain/states.ts';
import { takeCodesBack } from '../../store/edited/coupons.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { hold } from '../../store/edited/find.ts';
import { type StandingChange, writeStanding } from '../../store/edited/periods.ts';
import { lookAgainSince } from '../../store/edited/look-again.ts';
import { openLink, renameSlug, slugOf, takenSlug } from '../../store/edited/slugs.ts';
import type { Enrollment } from '../../store/entities/enrollment.ts';
import type { Scope } from '../../store/session.ts';
import { denyPending } from './deny-pending.ts';
import type { Desk } from './desk.ts';
import { showEnrollment } from './enrollment-view.ts';
import { referGroup } from './group-of-campaign.ts';
import { kinds } from './kinds.ts';
import { referRecruiter } from './refer-recruiter.ts';
import { refuseBody, refuseIllegalMove } from './refuse.ts';
import { refuseBadSlug } from './refuse-slug.ts';
import { since } from './since.ts';

/**
 * Moves an enrollment to another status, group or recruiter, from now or from `validFrom` on (A10), or gives it another slug. Approving opens its
 * link; removing takes its codes back (A6).
 *
 * @throws Problem `not_found`, `stale_version`, `illegal_transition`, `already_exists`, `unknown_reference`, `recruiting_circle`
 */
export async function changeEnrollment(desk: Desk, scope: Scope, id: string, change: EnrollmentChange): Promise<Shown> {
  const { reason, slug, version } = change;
  refuseContradictions(change);
  const acting = reason === undefined ? scope : { ...scope, reason };
  let wished = '';
  const work = async (em: Editor): Promise<Shown> => {
    const enrollment = await hold(em, kinds.enrollment, id, version);
    wished = slug ?? enrollment.slug;
    if (slug !== undefined && slug !== enrollment.slug) await changeSlug(em, enrollment, slug);
    await changeStanding(desk, em, enrollment, change);
    if (change.denyPending === true && enrollment.status !== 'removed') {
      refuseBody('/denyPending', 'goes only with status removed');
    }
    await em.flush();
    return showEnrollment(enrollment);
  };
  const changed = await edit(desk.engine.store, acting, work, () => takenSlug(wished));
  if (change.denyPending === true) await denyPending(desk, acting, id);
  return changed;
}

function refuseContradictions(change: EnrollmentChange): void {
  const { denyPending: deny, groupId, reason, recruiterId, slug, status, validFrom } = change;
  if (slug !== undefined) refuseBadSlug(slug);
  if (deny === true && reason === undefined) refuseBody('/reason', 'must say why what is pending is denied');
  if (validFrom !== undefined && status === undefined && groupId === undefined && recruiterId === undefined) {
    refuseBody('/validFrom', 'says since when a status, group or recruiter holds: give one of them too');
  }
}

/** An application has no link yet: its slug is only wished for. */
async function changeSlug(em: Editor, enrollment: Enrollment, slug: string): Promise<void> {
  const present = await slugOf(em, enrollment);
  if (present !== null) await renameSlug(em, present, slug);
  enrollment.slug = slug;
}

async function changeStanding(
  { engine }: Desk,
  em: Editor,
  enrollment: Enrollment,
  wanted: EnrollmentChange,
): Promise<void> {
  const { status, groupId, recruiterId, validFrom } = wanted;
  const change: StandingChange = {
    ...(status !== undefined && status !== enrollment.status && { status }),
    ...(groupId !== undefined && groupId !== (enrollment.groupId ?? null) && { groupId }),
    ...(recruiterId !== undefined && recruiterId !== (enrollment.recruiterId ?? null) && { recruiterId }),
  };
  if (Object.keys(change).length === 0) return;
  if (change.status !== undefined) {
    refuseIllegalMove(enrollmentTransitions, 'enrollment', enrollment.status, change.status);
  }
  if (change.groupId != null) await referGroup(em, change.groupId, enrollment.campaignId);
  if (change.recruiterId != null) await referRecruiter(em, change.recruiterId, enrollment);
  const now = engine.now();
  const from = since(now, validFrom);
  em.assign(enrollment, change);
  await writeStanding(em, enrollment, change, from);
  if (change.status === 'approved' && (await slugOf(em, enrollment)) === null)
    openLink(em, enrollment, enrollment.slug);
  if (change.status === 'removed') await takeCodesBack(em, enrollment.id, from);
  await lookAgainSince(em, from, now, 'enrollment_changed');
}
