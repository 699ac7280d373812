import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { EnrollmentStatus } from './enrollment.ts';

/** From when on an enrollment had which status, group and recruiter (A10). The latest `validFrom` up to a time holds, then the latest id. Append-only. */
export const EnrollmentPeriod = defineEntity({
  name: 'EnrollmentPeriod',
  tableName: 'enrollment_period',
  properties: {
    organizationId: p.uuid().primary(),
    enrollmentId: p.uuid().primary(),
    validFrom: p.datetime().primary(),
    id: p.uuid().primary(),
    status: p.text().$type<EnrollmentStatus>(),
    groupId: p.uuid().nullable(),
    recruiterId: p.uuid().nullable(),
  },
});
export type EnrollmentPeriod = InferEntity<typeof EnrollmentPeriod>;
