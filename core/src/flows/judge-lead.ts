import { type Decider, decideByHand, type Held, type ManualMove } from './by-hand.ts';
import type { Engine } from './engine.ts';
import type { Settled } from './settle-payment.ts';

/**
 * Says that a lead is one, or none (C3): what a person thought of it last counts, as long as it is open. Whether it earns by it is for the terms.
 *
 * @throws Problem `not_found`, `illegal_transition`
 */
export const judgeLead = (
  engine: Engine,
  decider: Decider,
  leadId: string,
  move: 'validate' | 'reject',
): Promise<Settled> =>
  decideByHand(
    engine,
    decider,
    { what: 'lead', id: leadId },
    {
      move,
      fact: {
        type: move === 'validate' ? 'lead.validated' : 'lead.rejected',
        occurredAt: engine.now().toISOString(),
      },
      legal: legalWithLead,
    },
  );

/** The other of both. Once the hold has passed, what it earned is taken back by denying it. */
export function legalWithLead({ intake, state }: Held): readonly ManualMove[] {
  if (intake.kind !== 'lead' || state.closed !== null) return [];
  if (state.verdict === null) return ['validate', 'reject'];
  return state.verdict.verdict === 'validated' ? ['reject'] : ['validate'];
}
