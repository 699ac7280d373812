import { Type, type Static } from '@sinclair/typebox';
import { counted, counts } from './counts.ts';
import { CountedPage, paging, sortedBy } from './paging.ts';
import { PartialCommissionTerms } from './terms.ts';
import { Exact, Id, Nullable, OneOf, Several, Slug, Text, Time, Version, Words } from './values.ts';

export const enrollmentStatuses = ['pending', 'approved', 'paused', 'rejected', 'removed'] as const;

/** The place of an affiliate in one campaign. */
export const Enrollment = Exact(
  {
    id: Id('the enrollment'),
    campaignId: Id('the campaign'),
    affiliateId: Id('the affiliate'),
    slug: Slug({
      description: 'Unique per tracking host; an old one stays as an alias and is never given to another (F10).',
    }),
    status: OneOf(enrollmentStatuses),
    groupId: Nullable(Id('the group')),
    recruiterId: Nullable(Id('the enrollment that recruited it'), { description: 'Who earns by what it earns (C8).' }),
    createdAt: Time(),
    version: Version(),
  },
  { title: 'Enrollment' },
);
export type Enrollment = Static<typeof Enrollment>;

export const EnrollmentPage = CountedPage('EnrollmentPage', Enrollment);
export type EnrollmentPage = Static<typeof EnrollmentPage>;

const filter = {
  campaignId: Type.Optional(Several('id', { description: 'The id of a campaign.' })),
  affiliateId: Type.Optional(Several('id', { description: 'The id of an affiliate.' })),
  groupId: Type.Optional(Several('id', { description: 'The id of a group.' })),
  recruiterId: Type.Optional(Several('id', { description: 'The id of an enrollment: those it recruited.' })),
  status: Type.Optional(Words(enrollmentStatuses)),
};
export const EnrollmentFilterQuery = Exact(filter, { title: 'EnrollmentFilterQuery' });
export type EnrollmentFilterQuery = Static<typeof EnrollmentFilterQuery>;
export const EnrollmentQuery = Exact({ ...filter, ...sortedBy('slug'), ...paging }, { title: 'EnrollmentQuery' });
export type EnrollmentQuery = Static<typeof EnrollmentQuery>;

/** `GET /v1/enrollments/summary`. */
export const EnrollmentSummary = Exact(
  { ...counted, byStatus: counts(enrollmentStatuses, 'EnrollmentsByStatus') },
  { title: 'EnrollmentSummary', description: '`byStatus` counts without the filter by status.' },
);
export type EnrollmentSummary = Static<typeof EnrollmentSummary>;

/** `POST /v1/enrollments`. */
export const NewEnrollment = Exact(
  {
    campaignId: Id('the campaign'),
    affiliateId: Id('the affiliate'),
    slug: Type.Optional(Slug({ description: 'Left out: made from the name.' })),
    status: OneOf(['pending', 'approved'], { default: 'approved' }),
    validFrom: Type.Optional(
      Time({ description: 'Since when, where that lies back: a brand that moves over. Left out: now (A10).' }),
    ),
    groupId: Type.Optional(Id('a group of this campaign')),
    recruiterId: Type.Optional(Id('the enrollment of this campaign that recruited it (C8)')),
    terms: Type.Optional(PartialCommissionTerms),
  },
  { title: 'NewEnrollment' },
);
export type NewEnrollment = Static<typeof NewEnrollment>;

/** `PATCH /v1/enrollments/:id`. Illegal moves of status are refused with `illegal_transition`, naming the legal ones. */
export const EnrollmentChange = Exact(
  {
    status: Type.Optional(OneOf(enrollmentStatuses)),
    slug: Type.Optional(Slug({ description: 'The present one becomes an alias.' })),
    groupId: Type.Optional(Nullable(Id('a group of this campaign; null: none'))),
    recruiterId: Type.Optional(Nullable(Id('the enrollment of this campaign that recruited it; null: nobody (C8)'))),
    validFrom: Type.Optional(
      Time({
        description:
          'Since when status, group and recruiter hold, where that lies back: a brand that moves over. Left out: now (A10).',
      }),
    ),
    reason: Type.Optional(Text(500, { description: 'Kept in the audit.' })),
    denyPending: Type.Optional(
      Type.Boolean({
        description: 'With `removed`: denies what is pending; a reason is required (A6).',
      }),
    ),
    version: Type.Optional(Version()),
  },
  { title: 'EnrollmentChange', minProperties: 1 },
);
export type EnrollmentChange = Static<typeof EnrollmentChange>;

/** `POST /v1/enrollments/bulk`: one change of status for many (F104). */
export const EnrollmentBulk = Exact(
  {
    ids: Type.Array(Id('an enrollment'), { minItems: 1, maxItems: 500, uniqueItems: true }),
    status: OneOf(['approved', 'paused', 'rejected', 'removed']),
    reason: Type.Optional(Text(500, { description: 'Kept in the audit of each.' })),
  },
  { title: 'EnrollmentBulk' },
);
export type EnrollmentBulk = Static<typeof EnrollmentBulk>;

/** Each stands for itself: what one is refused for stops no other. */
export const EnrollmentBulkResult = Exact(
  {
    data: Type.Array(
      Exact(
        {
          id: Id('the enrollment'),
          changed: Type.Boolean(),
          code: Nullable(Type.String({ examples: ['illegal_transition'] }), { description: 'Why not; null: it was.' }),
          detail: Nullable(Type.String()),
        },
        { title: 'EnrollmentBulkRow' },
      ),
      { description: 'In the order they were asked for.' },
    ),
  },
  { title: 'EnrollmentBulkResult' },
);
export type EnrollmentBulkResult = Static<typeof EnrollmentBulkResult>;
