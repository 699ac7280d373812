import { Problem } from '../contract/errors.ts';
import { takeUp } from '../store/intake.ts';
import { newId } from '../store/ids.ts';
import { inOrganization, type Scope } from '../store/session.ts';
import { type Decider, refuseUncreditable } from './by-hand.ts';
import type { Engine } from './engine.ts';
import { recordSale, type SaleInput } from './record-sale.ts';
import { settle, type Settled } from './settle-payment.ts';

/** A sale as a person tells it: no evidence, but whom to credit. */
export type ToldSale = Pick<SaleInput, 'amount' | 'currency' | 'tax' | 'customer'> & {
  readonly enrollmentId: string;
  /** Left out: now. */
  readonly occurredAt?: string;
  /** Left out: one is made. */
  readonly externalEventId?: string;
};

/**
 * Adds a sale that nothing told of, and credits it to whom a person says (F93): the sale and their decision are two facts, in one transaction.
 * From then on it is as any other; refunds of it are told by its id.
 *
 * @throws Problem `already_exists` for an id that is known, `unknown_reference`, `not_creditable`, `invalid_amount`: nothing is stored
 */
export async function addSale(
  engine: Engine,
  decider: Decider,
  { enrollmentId, occurredAt, externalEventId = `manual_${newId()}`, ...told }: ToldSale,
): Promise<Settled> {
  const { organizationId, actor, reason, mode } = decider;
  const scope: Scope = { organizationId, actor, reason };
  const now = engine.now().toISOString();
  return inOrganization(engine.store, scope, async (session) => {
    const recorded = await recordSale(engine, session, scope, {
      ...told,
      externalEventId,
      mode,
      occurredAt: occurredAt ?? now,
      items: [],
      evidence: {},
      timeGiven: occurredAt !== undefined,
    });
    if (recorded.deduped) {
      const field = 'externalEventId';
      const detail = `there is a sale ${externalEventId} already: choose another id, or assign that one`;
      throw new Problem('already_exists', detail, { field, value: externalEventId });
    }
    const { paymentId } = recorded.intake;
    const intake = await takeUp(session, scope, paymentId, [
      { type: 'credit.assigned', occurredAt: now, enrollmentId },
    ]);
    if (intake === null) throw new Error(`payment ${paymentId} is not there though it was just stored`);
    refuseUncreditable(intake, enrollmentId);
    return settle(engine, session, scope, intake);
  });
}
