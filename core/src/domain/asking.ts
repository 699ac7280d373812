import type { AttributionStrategy, Claim, EvidenceView, Finding, Values } from '../contract/attribution.ts';
import { type AttributionTerms, defaultOrder } from './terms.ts';

/** A strategy that broke its contract: it threw, or claimed what cannot be. The payment is parked with the plugin's step named. */
export class FaultyStrategy extends Error {
  readonly strategy: string;
  constructor(strategy: string, message: string, cause?: unknown) {
    super(`attribution strategy '${strategy}' ${message}`, { cause });
    this.name = 'FaultyStrategy';
    this.strategy = strategy;
  }
}

/** What one step answered, and whether what it claims may be credited. */
export interface Answer {
  readonly strategy: AttributionStrategy;
  readonly finding: Finding;
  /** Why a claim cannot be credited; null for one that can, and for a pass. */
  readonly refusal: string | null;
}

/** The steps of a campaign as they are asked (A1): each once, and with coupon-over-click off the coupon right after the slug. */
export function orderOf(terms: Pick<AttributionTerms, 'order' | 'couponOverClick'>): readonly string[] {
  let steps = orders.get(terms);
  if (steps === undefined) orders.set(terms, (steps = stepsOf(terms)));
  return steps;
}

/** Of the very same terms, which many payments share. */
const orders = new WeakMap<object, readonly string[]>();

function stepsOf({ order, couponOverClick }: Pick<AttributionTerms, 'order' | 'couponOverClick'>): readonly string[] {
  const steps = [...new Set(order)];
  if (couponOverClick || !steps.includes('coupon') || !steps.includes('slug')) return steps;
  return steps.filter((step) => step !== 'coupon').flatMap((step) => (step === 'slug' ? ['slug', 'coupon'] : [step]));
}

/** Asks one strategy and checks its answer. Throws `FaultyStrategy`. */
export function ask(strategy: AttributionStrategy, view: EvidenceView): Answer {
  let finding: Finding;
  try {
    finding = strategy.decide(view);
  } catch (cause) {
    throw new FaultyStrategy(strategy.id, `threw: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  if (finding.outcome === 'pass') return { strategy, finding, refusal: null };
  check(strategy, finding, view);
  const refused = finding.shares.map(({ enrollmentId }) => view.enrollments[enrollmentId]).find((e) => !e?.creditable);
  return { strategy, finding, refusal: refused === undefined ? null : (refused.reason ?? 'not_creditable') };
}

/** The enrollment of the first claim in A1's own order that would decide: a creditable one, or a lock that cannot be passed on. */
export function leadingClaim(
  view: EvidenceView,
  strategies: ReadonlyMap<string, AttributionStrategy>,
): string | undefined {
  for (const step of defaultOrder) {
    const strategy = strategies.get(step);
    if (strategy === undefined) continue;
    const { finding, refusal } = ask(strategy, view);
    if (finding.outcome === 'claim' && (refusal === null || finding.exclusive === true)) {
      return finding.shares[0]?.enrollmentId;
    }
  }
  return undefined;
}

/** The operands of a claim, with the enrollment it names. */
export const valuesOf = (finding: Finding): Values =>
  finding.outcome === 'pass'
    ? finding.values
    : { enrollmentId: finding.shares[0]?.enrollmentId ?? null, ...finding.values };

function check(strategy: AttributionStrategy, { shares }: Claim, view: EvidenceView): void {
  const fault = (message: string): FaultyStrategy => new FaultyStrategy(strategy.id, message);
  const unknown = shares.find(({ enrollmentId }) => !Object.hasOwn(view.enrollments, enrollmentId));
  if (unknown !== undefined) throw fault(`claims for enrollment ${unknown.enrollmentId}, which no evidence names`);
  if (new Set(shares.map(({ enrollmentId }) => enrollmentId)).size !== shares.length) {
    throw fault('names one enrollment twice in a claim');
  }
  if (!shares.every(({ weight }) => Number.isSafeInteger(weight) && weight >= 0)) {
    throw fault('gives a weight that is no integer of parts per million');
  }
  const sum = shares.reduce((all, { weight }) => all + weight, 0);
  if (sum !== 1_000_000) throw fault(`gives weights that sum to ${sum} instead of 1 000 000`);
}
