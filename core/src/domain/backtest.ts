import type { Context, FoundEnrollment } from './context.ts';
import { sameContent } from './json.ts';
import type { Outcome } from './outcome.ts';
import type { CampaignTerms } from './terms.ts';

/** Named in traces of a backtest: no published version has it. */
export const draftTermsId = 'draft';

/** A payment as if nothing had been decided of it yet; windows are those kept on the clicks (A2). */
export function undecided<C extends Context>(context: C): C {
  const facts = context.facts.filter(({ fact }) => fact.type !== 'credit.closed' && fact.type !== 'credit.standing');
  return { ...context, facts, posted: [] };
}

/**
 * Puts `draft` in the place of a campaign's terms. What groups and affiliates have of their own holds above it as ever (C1). What was left of the
 * campaign's budget says nothing of another one, and is read anew (C5).
 */
export function drafting(campaignId: string, draft: CampaignTerms): <C extends Context>(context: C) => C {
  const campaign = { id: draftTermsId, version: 0, terms: draft };
  const drafts = new WeakMap<FoundEnrollment, FoundEnrollment>();
  const under = (enrollment: FoundEnrollment): FoundEnrollment => {
    if (enrollment.campaignId !== campaignId) return enrollment;
    let drafted = drafts.get(enrollment);
    if (drafted === undefined) {
      const { recruiter, terms, ...rest } = enrollment;
      drafted = { ...rest, terms: { ...terms, campaign }, ...(recruiter && { recruiter: under(recruiter) }) };
      drafts.set(enrollment, drafted);
    }
    return drafted;
  };
  const hasOtherBudget = ({ campaignId: of, terms: { campaign: published } }: FoundEnrollment): boolean =>
    of === campaignId && !sameContent(published.terms.commission.budget ?? null, draft.commission.budget ?? null);
  return (context) => ({
    ...context,
    facts: context.found.enrollments.some(hasOtherBudget)
      ? context.facts.filter(({ fact }) => fact.type !== 'budget.read' || fact.campaignId !== campaignId)
      : context.facts,
    found: { ...context.found, enrollments: context.found.enrollments.map(under) },
  });
}

/**
 * Whether a payment is the same under the draft but for what is earned by it: its facts, and whose it is. Terms of attribution are compared once for
 * each version.
 */
export function sameSight(): (published: Context, drafted: Context) => boolean {
  const known = new WeakMap<object, boolean>();
  const alike = ({ terms: { campaign: one } }: FoundEnrollment, { terms: { campaign: other } }: FoundEnrollment) => {
    let same = known.get(one);
    if (same === undefined) known.set(one, (same = sameContent(one.terms.attribution, other.terms.attribution)));
    return same;
  };
  return (published, drafted) =>
    published.facts === drafted.facts &&
    published.found.enrollments.every((enrollment, at) => {
      const other = drafted.found.enrollments[at];
      return enrollment === other || (other !== undefined && alike(enrollment, other));
    });
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
