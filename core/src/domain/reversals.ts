import type { DisputeChanged, RefundChanged } from '../contract/facts.ts';
import { byContent, byText, type FactOf, firstBy, lastBy, ofType } from './facts-of.ts';
import { type Fraction, reduced, whole, zero } from './fraction.ts';
import { halfUp } from './rounding.ts';
import type { StoredFact } from './stored-fact.ts';
import { byTime } from './time.ts';

/** A refund or dispute object at its latest state (R2, R3). */
export interface Reversal {
  readonly kind: 'refund' | 'dispute';
  readonly key: string;
  readonly factId: string;
  readonly occurredAt: string;
  readonly asOf: string;
  readonly currency: string;
  /** As stated, minor units. */
  readonly amount: bigint;
  /** What counts of it now, exact; negative for the return of a chargeback that is an object of its own. */
  readonly counted: Fraction;
  /** The same, rounded half up, the sign put on afterwards (M2). */
  readonly rounded: bigint;
  /** The tax and shipping it names (R1); null: not told. */
  readonly tax: bigint | null;
  readonly shipping: bigint | null;
  readonly status: RefundChanged['status'] | DisputeChanged['phase'];
  readonly reason: string | null;
}

type Statement = FactOf<'refund.changed' | 'dispute.changed'>;

/**
 * All refund and dispute objects by id, each at its latest state, oldest first. Items and totals are read alike: a total is one object whose
 * amount grows (R4). Of a payment its processor mirrors, only the processor's own objects count, however the payments came to be one (R13).
 */
export function reversalsOf(facts: readonly StoredFact[]): readonly Reversal[] {
  const mirrored = ofType(facts, 'payment.received').some((received) => !serverToServer(received));
  const stated = ofType(facts, 'refund.changed', 'dispute.changed').filter((one) => !mirrored || !serverToServer(one));
  const objects = Map.groupBy(stated, ({ fact }) => `${fact.type}/${fact.key}`);
  return [...objects.values()]
    .flatMap((statements) => latestOf(statements) ?? [])
    .map((latest) =>
      latest.fact.type === 'refund.changed' ? refund(latest, latest.fact) : dispute(latest, latest.fact),
    )
    .sort((a, b) => byTime(a.occurredAt, b.occurredAt) || byText(`${a.kind}/${a.key}`, `${b.kind}/${b.key}`));
}

/** The object's latest state (R2). One stated server to server keeps the amount of its first statement. */
function latestOf(statements: readonly Statement[]): Statement | null {
  const latest = lastBy(statements, byState);
  if (latest === null || !serverToServer(latest)) return latest;
  const first = firstBy(statements.filter(serverToServer), byLearning) ?? latest;
  const { amount, currency } = first.fact;
  return { ...latest, fact: { ...latest.fact, amount, currency } };
}

const serverToServer = ({ actor }: StoredFact): boolean => actor.startsWith('key:');

const byLearning = (a: StoredFact, b: StoredFact): number => byTime(a.recordedAt, b.recordedAt) || byText(a.id, b.id);

/** By the processor's time; within one instant pending < succeeded < failed, and more money moved before less (R2, R3). */
const byState = (a: Statement, b: Statement): number =>
  byTime(a.fact.asOf, b.fact.asOf) ||
  progress(a.fact) - progress(b.fact) ||
  byAmount(moved(a.fact), moved(b.fact)) ||
  byAmount(a.fact.amount, b.fact.amount) ||
  byContent(a, b);

const progress = (fact: Statement['fact']): number =>
  fact.type === 'refund.changed' ? { pending: 0, succeeded: 1, failed: 2 }[fact.status] : 0;

const moved = (fact: Statement['fact']): bigint =>
  fact.type === 'dispute.changed' ? fact.withdrawn + fact.reinstated : 0n;

const byAmount = (a: bigint, b: bigint): number => (a === b ? 0 : a < b ? -1 : 1);

function refund(stored: StoredFact, fact: RefundChanged): Reversal {
  const counted = fact.status === 'succeeded' ? fact.amount : 0n;
  return {
    kind: 'refund',
    ...common(stored, fact),
    counted: whole(counted),
    rounded: counted,
    tax: fact.tax ?? null,
    shipping: fact.shipping ?? null,
    status: fact.status,
  };
}

/** Money moved counts, status alone does not: amount × (withdrawn − reinstated) / withdrawn, whatever currency the movements are in (R3). */
function dispute(stored: StoredFact, fact: DisputeChanged): Reversal {
  const { amount, withdrawn, reinstated } = fact;
  const kept = withdrawn > reinstated ? withdrawn - reinstated : 0n;
  const counted = kept === 0n ? zero : reduced(amount * kept, withdrawn);
  const sign = fact.counts === 'back' ? -1n : 1n;
  return {
    kind: 'dispute',
    ...common(stored, fact),
    counted: { numerator: sign * counted.numerator, denominator: counted.denominator },
    rounded: sign * halfUp(counted.numerator, counted.denominator),
    tax: null,
    shipping: null,
    status: fact.phase,
  };
}

const common = (
  stored: StoredFact,
  { key, occurredAt, asOf, currency, amount, reason }: RefundChanged | DisputeChanged,
) => ({
  key,
  factId: stored.id,
  occurredAt,
  asOf,
  currency,
  amount,
  reason: reason ?? null,
});
