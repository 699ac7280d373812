import type { LineItem, PaymentReceived, Ref } from '../contract/facts.ts';
import { byContent, byText, type FactOf, ofType } from './facts-of.ts';
import type { StoredCustomer, StoredFact } from './stored-fact.ts';
import { byTime } from './time.ts';

/** What was paid, by the statement that is believed, completed from the others (C2). */
export interface Received {
  readonly believed: {
    readonly factId: string;
    readonly connectionId: string;
    readonly key: Ref;
    readonly rank: number;
  };
  readonly occurredAt: string;
  readonly currency: string;
  /** G: captured, with tax and shipping. 0 is no sale. */
  readonly gross: bigint;
  /** T: the total due after discounts, with tax and shipping. */
  readonly total: bigint;
  /** All tax within the total; 0 where nobody told, and then `taxUnknown`. */
  readonly tax: bigint;
  readonly taxUnknown: boolean;
  readonly shipping: bigint;
  readonly discount: bigint | null;
  readonly billing: PaymentReceived['billing'];
  readonly subscription: Ref | null;
  readonly customer: StoredCustomer | null;
  readonly items: readonly LineItem[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Nobody definite stated it yet (I2): not to be credited. */
  readonly tentative: boolean;
}

type Statement = FactOf<'payment.received'>;

/**
 * The statements of a payment, the believed one first: the highest rank, then the earliest, then the smallest key and content. None of it
 * depends on the order of arrival. The store makes the same choice where it must know the time before it has read everything.
 */
export const statements = (facts: readonly StoredFact[]): readonly Statement[] =>
  ofType(facts, 'payment.received').sort(
    (a, b) =>
      b.fact.rank - a.fact.rank ||
      byTime(a.fact.occurredAt, b.fact.occurredAt) ||
      byText(a.fact.key, b.fact.key) ||
      byContent(a, b),
  );

/** The payment as it is believed; null while nobody stated it. */
export function receivedOf(facts: readonly StoredFact[]): Received | null {
  const stated = statements(facts);
  const [believed] = stated;
  if (believed === undefined) return null;
  const { fact } = believed;
  const total = totalOf(fact);
  // Parts of a total only complete a statement of the same total: the tax of another sum is not this one's.
  const agreeing = stated
    .map((statement) => statement.fact)
    .filter((other) => other.currency === fact.currency && totalOf(other) === total);
  const tax = firstKnown(agreeing, (other) => other.tax);
  return {
    believed: { factId: believed.id, connectionId: believed.connectionId, key: fact.key, rank: fact.rank },
    occurredAt: fact.occurredAt,
    currency: fact.currency,
    gross: fact.amount,
    total,
    tax: tax ?? 0n,
    taxUnknown: tax === null,
    shipping: firstKnown(agreeing, (other) => other.shipping) ?? 0n,
    discount: firstKnown(agreeing, (other) => other.discount),
    billing: firstKnown(stated, ({ fact: { billing } }) => (billing === 'unknown' ? undefined : billing)) ?? 'unknown',
    subscription: firstKnown(stated, (other) => other.fact.subscription),
    customer: firstKnown([...stated, ...lateEvidence(facts)], (other) => other.fact.customer),
    items: firstKnown(agreeing, ({ items }) => (items.length > 0 ? items : undefined)) ?? [],
    metadata: firstKnown(stated, (other) => other.fact.metadata) ?? {},
    tentative: isTentative(facts),
  };
}

/** Stated, but by nobody who is definite, and the hour for that has not passed (I2). */
export function isTentative(facts: readonly StoredFact[]): boolean {
  const stated = ofType(facts, 'payment.received');
  if (stated.length === 0 || stated.some(({ fact }) => fact.tentative !== true)) return false;
  return ofType(facts, 'payment.definite').length === 0;
}

const totalOf = (fact: Statement['fact']): bigint => fact.total ?? fact.amount;

const lateEvidence = (facts: readonly StoredFact[]): readonly FactOf<'evidence.added'>[] =>
  ofType(facts, 'evidence.added').sort((a, b) => byTime(a.fact.occurredAt, b.fact.occurredAt) || byContent(a, b));

function firstKnown<S, V>(from: readonly S[], value: (source: S) => V | undefined): V | null {
  for (const source of from) {
    const known = value(source);
    if (known !== undefined) return known;
  }
  return null;
}
