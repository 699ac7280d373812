import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { edited, tenantKey } from './columns.ts';

export const enrollmentStatuses = ['pending', 'approved', 'paused', 'rejected', 'removed'] as const;
export type EnrollmentStatus = (typeof enrollmentStatuses)[number];

/** An affiliate's place in one campaign. `status`, `groupId` and `recruiterId` are those of now; what held when is in its periods (A10). */
export const Enrollment = defineEntity({
  name: 'Enrollment',
  tableName: 'enrollment',
  properties: {
    ...tenantKey(),
    campaignId: p.uuid(),
    affiliateId: p.uuid(),
    slug: p.text(),
    status: p.text().$type<EnrollmentStatus>().default('pending'),
    groupId: p.uuid().nullable(),
    /** The enrollment that recruited it (C8). */
    recruiterId: p.uuid().nullable(),
    ...edited(),
  },
});
export type Enrollment = InferEntity<typeof Enrollment>;
