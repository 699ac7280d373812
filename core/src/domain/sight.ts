import { attribute } from './attribute.ts';
import type { Context } from './context.ts';
import type { Rules } from './decided.ts';
import { type PaymentState, reducePayment } from './payment.ts';
import type { CoreFact, Decision } from './stored-fact.ts';
import { passTentativeHour } from './tentative.ts';

/** What the facts of a payment come to, and whose it is: the same whatever the credited earn by it, so found out once where it is decided several times. */
export interface Sight {
  readonly state: PaymentState;
  /** Facts that the clock adds. */
  readonly passing: readonly CoreFact[];
  /** Who is credited. Throws `FaultyStrategy`. */
  readonly attributed: () => Decision;
}

export function sightOf(
  { facts: known, found }: Context,
  { strategies }: Pick<Rules, 'strategies'>,
  now: string,
): Sight {
  const { facts, passing } = passTentativeHour(known, now);
  const state = reducePayment(facts);
  let decision: Decision | undefined;
  return { state, passing, attributed: () => (decision ??= attribute({ found, state, strategies })) };
}
