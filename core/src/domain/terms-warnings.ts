import type { CampaignTerms, PartialCommissionTerms } from './terms.ts';

/** What is allowed and hardly meant. It is told, never refused: 0.002% may be what somebody wants. */
export type TermsWarning =
  | { readonly code: 'no_commission_model' }
  | {
      readonly code: 'rate_looks_like_percent';
      /** JSON pointer into the terms. */
      readonly path: string;
      /** As it stands there, in parts per million. */
      readonly rate: number;
    };

/** A rate is parts per million, so whoever means 20% and types 20 pays 0.002%. No rate this small was ever agreed on. */
const mostPercent = 100;

/** Of a campaign's own terms; those of groups and affiliates only change single members, see `ratesInPercent`. */
export function warningsOf({ commission }: CampaignTerms): readonly TermsWarning[] {
  if (Object.keys(commission.models).length === 0) return [{ code: 'no_commission_model' }];
  return ratesInPercent(commission, '/commission');
}

/** Every member `rate` of the models' terms, however deep, since steps and tiers have rates of their own. */
export function ratesInPercent({ models }: PartialCommissionTerms, at = ''): readonly TermsWarning[] {
  return Object.entries(models ?? {}).flatMap(([id, terms]) => within(terms, `${at}/models/${id}`));
}

function within(value: unknown, path: string): readonly TermsWarning[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    const here = `${path}/${name}`;
    const isPercent = name === 'rate' && typeof member === 'number' && member > 0 && member <= mostPercent;
    return isPercent ? [{ code: 'rate_looks_like_percent', path: here, rate: member }] : within(member, here);
  });
}
