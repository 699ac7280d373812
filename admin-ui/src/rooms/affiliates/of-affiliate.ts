import type { Affiliate, Enrollment } from '@fairlead/core/api';

/** What the tabs of one affiliate are given. */
export interface OfAffiliate {
  readonly affiliate: Affiliate;
  readonly enrollments: readonly Enrollment[];
  readonly campaigns: ReadonlyMap<string, string>;
}
