import type { AffiliateFilterQuery, AffiliateSummary } from '../../contract/api/affiliates.ts';
import {
  type EnrollmentFilterQuery,
  enrollmentStatuses,
  type EnrollmentSummary,
} from '../../contract/api/enrollments.ts';
import { countAffiliates, countEnrollments } from '../../store/reads/edited-counts.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Scope } from '../../store/session.ts';
import { countBy, countOf } from '../read/counting.ts';
import type { Desk } from './desk.ts';

/** How many affiliates the list would show, and how many under each status of their enrollments. */
export async function summariseAffiliates(
  { engine }: Desk,
  scope: Scope,
  filter: AffiliateFilterQuery,
): Promise<AffiliateSummary> {
  const groups = await looking(engine.store, scope, (session) => countAffiliates(session, scope, filter));
  return {
    asOf: engine.now().toISOString(),
    count: countOf(groups.filter(({ word }) => word === '')),
    byStatus: countBy([...enrollmentStatuses, 'none'] as const, groups, ({ word }) => word),
  };
}

/** How many enrollments the list would show, and how many in each status. */
export async function summariseEnrollments(
  { engine }: Desk,
  scope: Scope,
  { status, ...filter }: EnrollmentFilterQuery,
): Promise<EnrollmentSummary> {
  const groups = await looking(engine.store, scope, (session) => countEnrollments(session, scope, filter));
  const listed = groups.filter(({ word }) => status === undefined || (status as readonly string[]).includes(word));
  return {
    asOf: engine.now().toISOString(),
    count: countOf(listed),
    byStatus: countBy(enrollmentStatuses, groups, ({ word }) => word),
  };
}
