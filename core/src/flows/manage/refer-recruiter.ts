import { Problem } from '../../contract/errors.ts';
import type { Editor } from '../../store/edited/edit.ts';
import { refer } from '../../store/edited/find.ts';
import { Enrollment } from '../../store/entities/enrollment.ts';
import { kinds } from './kinds.ts';
import { refuseBody } from './refuse.ts';
import { refuseEnded } from './standing-enrollment.ts';

/**
 * Who recruited an enrollment: another one of the same campaign that is not ended, and whom the enrollment did not recruit, be it by others in
 * between (C8). All who change who recruited whom wait for each other, since two changes could close a circle together.
 *
 * @throws Problem `unknown_reference`, `invalid_request` for one of another campaign, `not_creditable`, `recruiting_circle`
 */
export async function referRecruiter(
  em: Editor,
  recruiterId: string,
  { id, campaignId }: Pick<Enrollment, 'id' | 'campaignId'>,
): Promise<void> {
  await em.execute(`select pg_advisory_xact_lock(hashtextextended(current_organization() || ':recruiting', 0))`);
  const recruiter = await refer(em, kinds.enrollment, recruiterId, '/recruiterId');
  if (recruiter.campaignId !== campaignId) refuseBody('/recruiterId', 'is an enrollment of another campaign');
  refuseEnded(recruiter);
  for (let at: string | null = recruiterId; at !== null; at = await recruiterOf(em, at)) {
    if (at === id) throw circle(recruiterId, id);
  }
}

async function recruiterOf(em: Editor, id: string): Promise<string | null> {
  const enrollment = await em.findOne(Enrollment, { id });
  return enrollment?.recruiterId ?? null;
}

const circle = (recruiterId: string, id: string): Problem =>
  new Problem(
    'recruiting_circle',
    recruiterId === id
      ? `the enrollment ${id} cannot recruit itself`
      : `the enrollment ${recruiterId} was recruited by ${id}, directly or through others: nobody recruits in a circle`,
    { errors: [{ in: 'body', path: '/recruiterId', message: 'would recruit itself' }] },
  );
