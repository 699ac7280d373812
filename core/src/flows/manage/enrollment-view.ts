import type { Enrollment as Shown } from '../../contract/api/enrollments.ts';
import type { Enrollment } from '../../store/entities/enrollment.ts';

export const showEnrollment = (enrollment: Enrollment): Shown => {
  const { id, campaignId, affiliateId, slug, status, groupId, recruiterId, createdAt, version } = enrollment;
  return {
    id,
    campaignId,
    affiliateId,
    slug,
    status,
    groupId: groupId ?? null,
    recruiterId: recruiterId ?? null,
    createdAt: createdAt.toISOString(),
    version,
  };
};
