import type { CampaignTerms } from '../domain/terms.ts';
import { checkPartialTerms, checkTerms } from './check-terms.ts';
import { checkValue } from './check-value.ts';
import type { Registries } from './registries.ts';

/** The checks of documents people edit, bound to what is loaded. */
export const checksOf = (registries: Registries) => ({
  campaignTerms: (terms: unknown) => checkTerms(registries, terms),
  partialTerms: (terms: unknown, below: CampaignTerms['commission']) => checkPartialTerms(registries, terms, below),
  value: checkValue,
});
