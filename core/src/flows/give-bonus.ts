import { Problem } from '../contract/errors.ts';
import { takeAgain, takeIn } from '../store/intake.ts';
import { milestoneReference } from '../store/milestones.ts';
import { apiConnection } from '../store/prepared-fact.ts';
import { newId } from '../store/ids.ts';
import { inOrganization, type Scope } from '../store/session.ts';
import type { Decider } from './by-hand.ts';
import type { Engine } from './engine.ts';
import { notFound } from './read/viewer.ts';
import { settle, type Settled } from './settle-payment.ts';

export interface BonusGiven extends Settled {
  /** It was reached before: this is that bonus. */
  readonly deduped: boolean;
}

/** A milestone of the terms by its name, or an amount of one's own in minor units of the campaign's currency; with both, this amount for that name. */
export interface Bonus {
  readonly name?: string | undefined;
  readonly amount?: bigint | undefined;
}

/**
 * Says that an enrollment reached a milestone of its terms, or gives it a bonus of any amount; once for each name (C3).
 *
 * @throws Problem `not_found`; `not_creditable` for who is not approved; `unknown_reference` for a milestone its terms do not pay for
 */
export async function giveBonus(
  engine: Engine,
  decider: Decider,
  enrollmentId: string,
  { name = `given_${newId().slice(-12)}`, amount }: Bonus,
): Promise<BonusGiven> {
  const scope: Scope = { organizationId: decider.organizationId, actor: decider.actor, reason: decider.reason };
  const { mode } = decider;
  const occurredAt = engine.now().toISOString();
  return inOrganization(engine.store, scope, async (session) => {
    const about = { connectionId: apiConnection, mode, refs: [milestoneReference(enrollmentId, name)] };
    const held = await takeIn(session, scope, { ...about, kind: 'bonus', facts: [] });
    if (!held.fresh) return { ...(await settle(engine, session, scope, held)), deduped: true };
    const given = amount === undefined ? {} : { amount };
    const fact = { type: 'milestone.reached', occurredAt, enrollmentId, name, ...given } as const;
    const intake = await takeAgain(session, scope, held.paymentId, { ...about, facts: [fact] });
    if (!intake.found.enrollments.some(({ id }) => id === enrollmentId)) throw notFound('enrollment', enrollmentId);
    const settled = await settle(engine, session, scope, intake);
    refuseUnpaid(settled, enrollmentId, name);
    return { ...settled, deduped: false };
  });
}

/** Nothing is stored of what earns nothing: the name stays free for when the terms know it. */
function refuseUnpaid({ outcome }: Settled, enrollmentId: string, name: string): void {
  const { reason, standing, lines } = outcome;
  if (lines.length > 0 || standing === 'no_rate' || standing === 'failed') return;
  if (standing === 'uncredited' && reason !== 'not_paid_for') {
    throw new Problem('not_creditable', `enrollment ${enrollmentId} cannot be credited now: ${reason}`, { reason });
  }
  const message = `the terms of enrollment ${enrollmentId} have no bonus for '${name}'`;
  throw new Problem('unknown_reference', message, { errors: [{ in: 'body', path: '/name', message }] });
}
