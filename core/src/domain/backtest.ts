import type { Context } from './context.ts';
import type { Outcome } from './outcome.ts';
import type { CampaignTerms } from './terms.ts';

/** Named in traces of a backtest: no published version has it. */
export const draftTermsId = 'draft';

/**
 * A payment as if nothing had been decided of it yet, with `draft` in the place of its campaign's terms. What groups and affiliates have of
 * their own holds above it as ever (C1); windows are those kept on the clicks (A2).
 */
export function undecided(context: Context, campaignId: string, draft: CampaignTerms | null): Context {
  const facts = context.facts.filter(({ fact }) => fact.type !== 'credit.closed' && fact.type !== 'credit.standing');
  if (draft === null) return { ...context, facts, posted: [] };
  const enrollments = context.found.enrollments.map((enrollment) =>
    enrollment.campaignId === campaignId
      ? { ...enrollment, terms: { ...enrollment.terms, campaign: { id: draftTermsId, version: 0, terms: draft } } }
      : enrollment,
  );
  return { ...context, facts, posted: [], found: { ...context.found, enrollments } };
}

/** What a payment earns one affiliate in one campaign, less what is taken back. Minor units. */
export interface Earning {
  readonly affiliateId: string;
  readonly currency: string;
  readonly amount: bigint;
}

export function earningsIn(campaignId: string, { lines, state: { currency } }: Outcome): readonly Earning[] {
  return lines
    .filter(({ line }) => line.campaignId === campaignId)
    .map(({ line, reversed }) => ({
      affiliateId: line.affiliateId,
      currency: currency ?? '',
      amount: line.amount - reversed,
    }));
}
