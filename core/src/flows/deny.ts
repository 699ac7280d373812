import type { Engine } from './engine.ts';
import { type Decider, decideByHand, type Held, type ManualMove } from './by-hand.ts';
import type { Settled } from './settle-payment.ts';

/**
 * Denies a credit that is pending, approved or paid: V = C whatever facts arrive, of all lines of its payment (R10).
 *
 * @throws Problem `not_found`, `illegal_transition`
 */
export const denyConversion = (engine: Engine, decider: Decider, conversionId: string): Promise<Settled> =>
  decide(engine, decider, conversionId, 'deny', 'credit.denied');

/**
 * Takes a person's denial back: V is V(F) again (R10).
 *
 * @throws Problem `not_found`, `illegal_transition`
 */
export const reinstateConversion = (engine: Engine, decider: Decider, conversionId: string): Promise<Settled> =>
  decide(engine, decider, conversionId, 'reinstate', 'credit.reinstated');

const decide = (
  engine: Engine,
  decider: Decider,
  id: string,
  move: 'deny' | 'reinstate',
  type: 'credit.denied' | 'credit.reinstated',
): Promise<Settled> =>
  decideByHand(
    engine,
    decider,
    { what: 'conversion', id },
    { move, fact: { type, occurredAt: engine.now().toISOString() }, legal: legalWithConversion },
  );

/**
 * What a person may do with a credit as it stands. One that is history is left alone. One denied by a person must be reinstated before anything
 * else; one denied as a self-referral was denied by nobody, so it can only be moved (A7). A refunded one has nothing left to deny.
 */
export function legalWithConversion({ state, conversion }: Held): readonly ManualMove[] {
  // What a recruiter earns follows the sale it is earned by (C8).
  if (conversion?.role === 'override') return [];
  if (conversion === null || conversion.withdrawn || conversion.merged) return [];
  if (state.denial !== null) return ['reinstate'];
  switch (conversion.status) {
    case 'pending':
    case 'approved':
    case 'paid':
      return ['move', 'deny'];
    default:
      return ['move'];
  }
}
