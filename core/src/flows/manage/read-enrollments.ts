import type { EnrollmentQuery, Enrollment as Shown } from '../../contract/api/enrollments.ts';
import { Enrollment } from '../../store/entities/enrollment.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { showEnrollment } from './enrollment-view.ts';
import { kinds } from './kinds.ts';
import { readOne, readPage, type Shown as Page } from './read.ts';

export const readEnrollment = (desk: Desk, scope: Scope, id: string): Promise<Shown> =>
  readOne(desk, scope, kinds.enrollment, id, showEnrollment);

export function listEnrollments(desk: Desk, scope: Scope, query: EnrollmentQuery): Promise<Page<Shown>> {
  const { cursor: _cursor, take: _take, sort: _sort, ...filter } = query;
  const where = Object.fromEntries(Object.entries(filter).map(([name, values]) => [name, { $in: [...values] }]));
  return readPage(desk, scope, query, { entity: Enrollment, where, sortings: { slug: 'slug' } }, showEnrollment);
}
