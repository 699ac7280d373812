import type { CouponGiven } from '../contract/facts.ts';
import { canonical } from './json.ts';
import { byContent, type FactOf, ofType } from './facts-of.ts';
import type { StoredFact } from './stored-fact.ts';
import { byTime, isBefore } from './time.ts';

/** All that may name an affiliate, over every fact that carries any, each once. Which of it wins is attribution's business (A1). */
export interface CollectedEvidence {
  readonly clickIds: readonly string[];
  readonly slugs: readonly string[];
  readonly coupons: readonly CouponGiven[];
  /** Campaign id or slug: only its enrollments may be credited. */
  readonly campaign: string | null;
  readonly customerIds: readonly string[];
}

type Carrier = FactOf<
  | 'payment.received'
  | 'evidence.added'
  | 'lead.captured'
  | 'event.reported'
  | 'subscription.changed'
  | 'customer.changed'
>;

/**
 * Statements of the payment by rank, then everything else; within that by time. What comes first is asked first. What was told of the customer
 * or subscription only after `at`, when it happened, names nobody backwards (A8); a click has a time of its own.
 */
export function collectEvidence(facts: readonly StoredFact[], at: string | null): CollectedEvidence {
  const carriers: readonly Carrier[] = ofType(
    facts,
    'payment.received',
    'evidence.added',
    'lead.captured',
    'event.reported',
    'subscription.changed',
    'customer.changed',
  ).sort((a, b) => rankOf(b) - rankOf(a) || byTime(a.fact.occurredAt, b.fact.occurredAt) || byContent(a, b));
  const outspoken = carriers.some(isOutspoken);
  const heard = carriers.filter((carrier) => !outspoken || !byPage(carrier));
  const evidence = heard.map((carrier) =>
    speaksFor(at, carrier, carriers) ? carrier.fact.evidence : { clickIds: carrier.fact.evidence.clickIds ?? [] },
  );
  return {
    clickIds: distinct(evidence.flatMap(({ clickIds = [] }) => clickIds)),
    slugs: distinct(
      evidence.flatMap(({ slugs = [] }) => slugs),
      (slug) => slug.toLowerCase(),
    ),
    coupons: distinct(
      evidence.flatMap(({ coupons = [] }) => coupons),
      ({ code, codeId }) => canonical({ code: code?.toUpperCase(), codeId }),
    ),
    campaign: evidence.find(({ campaign }) => campaign !== undefined)?.campaign ?? null,
    customerIds: distinct(carriers.flatMap(({ fact }) => (fact.customer === undefined ? [] : [fact.customer.id]))),
  };
}

/** A page can be made to say anything: where anybody else says whose a lead is, it is not heard (A5). */
const byPage = ({ fact }: Carrier): boolean => fact.type === 'lead.captured' && fact.via === 'script';
const isOutspoken = (carrier: Carrier): boolean => {
  const { clickIds = [], slugs = [], coupons = [] } = carrier.fact.evidence;
  const says = clickIds.length + slugs.length + coupons.length > 0;
  return says && carrier.fact.type === 'lead.captured' && !byPage(carrier);
};

/** The first that is told of a customer or subscription is taken for how it began: processors tell of it a moment after the payment. */
function speaksFor(at: string | null, { fact }: Carrier, carriers: readonly Carrier[]): boolean {
  const subject = subjectOf(fact);
  if (subject === null || at === null || byTime(fact.occurredAt, at) <= 0) return true;
  return !carriers.some(
    (other) => subjectOf(other.fact) === subject && isBefore(other.fact.occurredAt, fact.occurredAt),
  );
}

const subjectOf = (fact: Carrier['fact']): string | null => {
  if (fact.type === 'subscription.changed') return `subscription:${fact.key}`;
  return fact.type === 'customer.changed' ? `customer:${fact.customer?.id ?? ''}` : null;
};

/** Statements of other facts stand behind every statement of the payment itself. */
const rankOf = ({ fact }: Carrier): number => (fact.type === 'payment.received' ? fact.rank : -1);

/** Each once, as first met. */
function distinct<V>(values: readonly V[], sameness: (value: V) => unknown = (value) => value): V[] {
  const seen = new Map<unknown, V>();
  for (const value of values) {
    const key = sameness(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}
