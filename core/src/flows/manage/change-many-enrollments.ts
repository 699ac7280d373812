import type { EnrollmentBulk, EnrollmentBulkResult } from '../../contract/api/enrollments.ts';
import { Problem } from '../../contract/errors.ts';
import type { Scope } from '../../store/session.ts';
import { changeEnrollment } from './change-enrollment.ts';
import type { Desk } from './desk.ts';

/** One change of status for many, one after the other, each in a transaction of its own (F104). Asked again, what was done already changes nothing. */
export async function changeManyEnrollments(
  desk: Desk,
  scope: Scope,
  { ids, ...change }: EnrollmentBulk,
): Promise<EnrollmentBulkResult> {
  const data: EnrollmentBulkResult['data'] = [];
  for (const id of ids) {
    try {
      await changeEnrollment(desk, scope, id, change);
      data.push({ id, changed: true, code: null, detail: null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      data.push({ id, changed: false, code: error.code, detail: error.message });
    }
  }
  return { data };
}
