import { Problem } from '../../contract/errors.ts';
import type { Editor } from '../../store/edited/edit.ts';
import { refer } from '../../store/edited/find.ts';
import type { Enrollment } from '../../store/entities/enrollment.ts';
import { kinds } from './kinds.ts';

/**
 * The enrollment something new is made for. Who was rejected or removed gets nothing new: both are final.
 *
 * @throws Problem `unknown_reference`, `not_creditable`
 */
export async function referStanding(em: Editor, enrollmentId: string): Promise<Enrollment> {
  const enrollment = await refer(em, kinds.enrollment, enrollmentId, '/enrollmentId');
  refuseEnded(enrollment);
  return enrollment;
}

/** @throws Problem `not_creditable` */
export function refuseEnded({ id, status }: Enrollment): void {
  if (status !== 'rejected' && status !== 'removed') return;
  throw new Problem('not_creditable', `the enrollment ${id} is ${status}: nothing of it can earn any more`, { status });
}
