import { goalsOf, type Goal } from '../domain/milestones.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { CoreFact } from '../domain/stored-fact.ts';
import type { Intake } from '../store/context.ts';
import { takeIn, takeUp } from '../store/intake.ts';
import { holdMilestones, milestoneReference, reachedNow } from '../store/milestones.ts';
import { apiConnection } from '../store/prepared-fact.ts';
import { inOrganization, type Scope, type Session } from '../store/session.ts';
import { writeSettlement, type Written } from '../store/settlement.ts';
import { decide } from './decide.ts';
import type { Engine } from './engine.ts';

export interface Settled extends Written {
  readonly intake: Intake;
  readonly outcome: Outcome;
}

/**
 * Decides a payment whose facts were just taken in, and writes the difference with the commit of `session`. Where that ends the hold of a sale, so
 * are the milestones reached by it.
 */
export async function settle(
  engine: Engine,
  session: Session,
  scope: Scope,
  intake: Intake,
  revisited: readonly string[] = [],
): Promise<Settled> {
  const outcome = await decide(engine, session, intake, engine.now().toISOString());
  const goals = goalsOf(intake, outcome, engine.rules.models);
  if (goals.length > 0) await holdMilestones(session, scope, goals);
  const written = writeSettlement(session, scope, intake, outcome, revisited);
  if (goals.length > 0) await reachMilestones(engine, session, { ...scope, actor: 'core' }, goals);
  return { intake, outcome, ...written };
}

/** What was just written is seen by what is asked after it. */
async function reachMilestones(engine: Engine, session: Session, scope: Scope, goals: readonly Goal[]): Promise<void> {
  for (const { enrollmentId, name, sales, occurredAt } of await reachedNow(session, scope, goals)) {
    const intake = await takeIn(session, scope, {
      connectionId: apiConnection,
      mode: 'live',
      kind: 'bonus',
      refs: [milestoneReference(enrollmentId, name)],
      facts: [{ type: 'milestone.reached', occurredAt, enrollmentId, name, sales }],
    });
    await settle(engine, session, scope, intake);
  }
}

/**
 * Settles a payment known by its id: when its hold ends, when new evidence came, or when a person decided (`facts`). Null where there is no
 * such payment in the organization.
 */
export async function settlePayment(
  engine: Engine,
  scope: Scope,
  payment: string,
  facts: readonly CoreFact[] = [],
  revisited: readonly string[] = [],
): Promise<Settled | null> {
  return inOrganization(engine.store, scope, async (session) => {
    const intake = await takeUp(session, scope, payment, facts);
    return intake === null ? null : settle(engine, session, scope, intake, revisited);
  });
}
