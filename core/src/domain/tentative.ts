import { isTentative } from './received.ts';
import type { CoreFact, StoredFact } from './stored-fact.ts';
import { earliestOf, isBefore, plusHours } from './time.ts';

const tentativeHours = 1;

/** I2: within an hour a definite fact may join a bare charge; then it counts as it is. */
export function passTentativeHour(
  facts: readonly StoredFact[],
  now: string,
): { facts: readonly StoredFact[]; passing: readonly CoreFact[] } {
  const due = isTentative(facts) ? tentativeUntil(facts) : null;
  if (due === null || isBefore(now, due)) return { facts, passing: [] };
  const fact: CoreFact = { type: 'payment.definite', occurredAt: due };
  const first = facts[0];
  if (first === undefined) return { facts, passing: [] };
  return { facts: [...facts, { ...first, id: 'definite', recordedAt: now, actor: 'core', fact }], passing: [fact] };
}

/** Until when a definite fact may join it; null while nothing was received. */
export const tentativeUntil = (facts: readonly StoredFact[]): string | null => {
  const known = earliestOf(
    facts.filter(({ fact }) => fact.type === 'payment.received').map(({ recordedAt }) => recordedAt),
  );
  return known === null ? null : plusHours(known, tentativeHours);
};
