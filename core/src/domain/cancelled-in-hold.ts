import { byContent, firstBy, lastBy, ofType, type FactOf } from './facts-of.ts';
import type { StoredFact } from './stored-fact.ts';
import { byTime, isBefore } from './time.ts';

type Told = FactOf<'subscription.changed'>;

/**
 * When a subscription ended, by the latest that was told of it: the earliest of the statements that it has, since it last had not. Null while it
 * goes on. A function of the set of facts, whatever order they came in.
 */
export function endOf(facts: readonly StoredFact[], subscription: string): string | null {
  const told = ofType(facts, 'subscription.changed').filter(({ fact }) => fact.key === subscription);
  if (told.length === 0) return null;
  const goesOn = lastBy(
    told.filter(({ fact }) => fact.state !== 'ended'),
    byTelling,
  );
  // What is told in one instant: an end is what comes last.
  const ends = told.filter(
    ({ fact }) => fact.state === 'ended' && (goesOn === null || byTime(fact.occurredAt, goesOn.fact.occurredAt) >= 0),
  );
  const first = firstBy(ends, (a, b) => byTime(endedAt(a), endedAt(b)) || byContent(a, b));
  return first === null ? null : endedAt(first);
}

const endedAt = ({ fact }: Told): string => fact.endedAt ?? fact.occurredAt;

const byTelling = (a: Told, b: Told): number => byTime(a.fact.occurredAt, b.fact.occurredAt) || byContent(a, b);

/** When a payment was made, and when its subscription ended. */
interface Ending {
  readonly occurredAt: string | null;
  readonly subscriptionEnd: string | null;
}

/** What R7 asks: whether the terms want it, and until when the credit was in hold. */
export interface CancelRule {
  /** _Cancel within hold reverses_, of the terms of an open credit, or as stored with a closed one. */
  readonly reverses: boolean;
  /** Null before it is credited. */
  readonly payableAt: string | null;
}

/**
 * Whether the subscription of a payment ended while its commission was in hold: from its payment on, and before `payable_at` (R7). What is paid
 * after the end, a last invoice for one, was in no hold then.
 */
export const isCancelledInHold = (
  { occurredAt, subscriptionEnd: end }: Ending,
  { reverses, payableAt }: CancelRule,
): boolean =>
  reverses &&
  end !== null &&
  occurredAt !== null &&
  payableAt !== null &&
  !isBefore(end, occurredAt) &&
  isBefore(end, payableAt);
