import type { Found, FoundEnrollment } from '../domain/context.ts';
import type { TermsLevels } from '../domain/terms.ts';

/** As the database tells it (`evidence_at`): of a recruiter only what is not its recruit's too. */
export interface FoundRow extends Omit<Found, 'enrollments'> {
  readonly enrollments: readonly (Omit<FoundEnrollment, 'recruiter'> & { readonly recruiter?: RecruiterRow })[];
}

interface RecruiterRow extends Pick<FoundEnrollment, 'id' | 'affiliateId' | 'slug' | 'status'> {
  readonly terms: Omit<TermsLevels, 'campaign'>;
}

export const readFound = ({ enrollments, ...rest }: FoundRow): Found => ({
  ...rest,
  enrollments: enrollments.map(({ recruiter, ...recruit }) =>
    recruiter === undefined ? recruit : { ...recruit, recruiter: recruiterOf(recruit, recruiter) },
  ),
});

/** Where both follow the campaign alone, its terms are one object: what follows from them is worked out once. */
function recruiterOf(recruit: FoundEnrollment, { terms, ...own }: RecruiterRow): FoundEnrollment {
  const shared = Object.keys({ ...terms, ...recruit.terms }).length === 1;
  return {
    ...recruit,
    ...own,
    selfReferral: false,
    terms: shared ? recruit.terms : { ...terms, campaign: recruit.terms.campaign },
  };
}
