import {
  Enrollment,
  EnrollmentBulk,
  EnrollmentBulkResult,
  EnrollmentChange,
  EnrollmentFilterQuery,
  EnrollmentPage,
  EnrollmentQuery,
  EnrollmentSummary,
  IdParams,
  NewEnrollment,
} from '../../contract/api/index.ts';
import { roleFor } from '../../contract/api/access.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { changeEnrollment } from '../../flows/manage/change-enrollment.ts';
import { changeManyEnrollments } from '../../flows/manage/change-many-enrollments.ts';
import { enroll } from '../../flows/manage/enroll.ts';
import { refuseBelow } from '../auth/people.ts';
import { listEnrollments, readEnrollment } from '../../flows/manage/read-enrollments.ts';
import { summariseEnrollments } from '../../flows/manage/summaries.ts';

const tags = ['Enrollments'];

/** `/v1/enrollments`: who is in which campaign. Status, slug and group are members (A10, F10). */
export function enrollments(app: PluginApp, desk: Desk): void {
  app.get(
    '/enrollments',
    { schema: { querystring: EnrollmentQuery, response: { 200: EnrollmentPage }, tags, summary: 'List enrollments' } },
    async ({ scope, query }) => listEnrollments(desk, scope, query),
  );
  app.get(
    '/enrollments/summary',
    {
      schema: {
        querystring: EnrollmentFilterQuery,
        response: { 200: EnrollmentSummary },
        tags,
        summary: 'Count enrollments by status',
      },
    },
    async ({ scope, query }) => summariseEnrollments(desk, scope, query),
  );
  app.post(
    '/enrollments',
    {
      schema: { body: NewEnrollment, response: { 201: Enrollment }, tags, summary: 'Add an enrollment' },
      config: { problems: ['unknown_reference', 'already_exists', 'invalid_terms'] },
    },
    async ({ scope, body, person }, reply) => {
      if (body.terms !== undefined) refuseBelow(person, roleFor('POST', '/v1/enrollments/:id/terms'));
      return reply.code(201).send(await enroll(desk, scope, body));
    },
  );
  app.get(
    '/enrollments/:id',
    {
      schema: { params: IdParams, response: { 200: Enrollment }, tags, summary: 'Show an enrollment' },
      config: { problems: ['not_found'] },
    },
    async ({ scope, params }) => readEnrollment(desk, scope, params.id),
  );
  app.patch(
    '/enrollments/:id',
    {
      schema: {
        params: IdParams,
        body: EnrollmentChange,
        response: { 200: Enrollment },
        tags,
        summary: 'Change an enrollment',
      },
      config: { problems: ['not_found', 'stale_version', 'illegal_transition', 'already_exists', 'unknown_reference'] },
    },
    async ({ scope, params, body }) => changeEnrollment(desk, scope, params.id, body),
  );
  app.post(
    '/enrollments/bulk',
    {
      schema: {
        body: EnrollmentBulk,
        response: { 200: EnrollmentBulkResult },
        tags,
        summary: 'Change the status of many, with a result each',
      },
    },
    async ({ scope, body }) => changeManyEnrollments(desk, scope, body),
  );
}
