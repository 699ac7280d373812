import type { Engine } from './engine.ts';
import { type Decider, decideByHand, type Held, type ManualMove, refuseUncreditable } from './by-hand.ts';
import { legalWithConversion } from './deny.ts';
import type { Settled } from './settle-payment.ts';

/**
 * Credits a payment or lead that nobody is credited for to an enrollment (A11, F29). The credit is open from then on, however long ago it was
 * paid, and is as any other: its terms are those of when it was paid.
 *
 * @throws Problem `not_found`, `illegal_transition`, `unknown_reference`, `not_creditable`
 */
export async function assignPayment(
  engine: Engine,
  decider: Decider,
  paymentId: string,
  enrollmentId: string,
): Promise<Settled> {
  return decideByHand(
    engine,
    decider,
    { what: 'payment', id: paymentId },
    {
      move: 'assign',
      fact: { type: 'credit.assigned', occurredAt: engine.now().toISOString(), enrollmentId },
      legal: ({ intake }) => legalWithPayment(intake.before.state),
      check: (intake) => refuseUncreditable(intake, enrollmentId),
    },
  );
}

/** A credited one is changed by its conversion. */
const legalWithPayment = (state: string): readonly ManualMove[] => (state === 'uncredited' ? ['assign'] : []);

/**
 * Moves a credit to another enrollment: what was posted is reversed, and credited anew (A11). A sale denied as a self-referral may be moved to
 * its own enrollment too: that is how a person says it was none (A7).
 *
 * @throws Problem `not_found`, `illegal_transition`, `unknown_reference`, `not_creditable`
 */
export async function moveConversion(
  engine: Engine,
  decider: Decider,
  conversionId: string,
  enrollmentId: string,
): Promise<Settled> {
  return decideByHand(
    engine,
    decider,
    { what: 'conversion', id: conversionId },
    {
      move: 'move',
      fact: { type: 'credit.assigned', occurredAt: engine.now().toISOString(), enrollmentId },
      legal: (held) => legalWithConversion(held).filter((move) => move !== 'move' || !isThere(held, enrollmentId)),
      check: (intake) => refuseUncreditable(intake, enrollmentId),
    },
  );
}

/** It is credited to that enrollment alone already. */
const isThere = ({ intake, conversion }: Held, enrollmentId: string): boolean => {
  const credited = intake.conversions.filter(({ role, withdrawn }) => role === 'credit' && !withdrawn);
  return intake.before.state === 'credited' && credited.length === 1 && conversion?.enrollmentId === enrollmentId;
};
