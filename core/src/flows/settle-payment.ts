import type { Outcome } from '../domain/outcome.ts';
import type { CoreFact } from '../domain/stored-fact.ts';
import type { Intake } from '../store/context.ts';
import { takeUp } from '../store/intake.ts';
import { inOrganization, type Scope, type Session } from '../store/session.ts';
import { writeSettlement, type Written } from '../store/settlement.ts';
import { decide } from './decide.ts';
import type { Engine } from './engine.ts';

export interface Settled extends Written {
  readonly intake: Intake;
  readonly outcome: Outcome;
}

/** Decides a payment whose facts were just taken in, and writes the difference with the commit of `session`. */
export async function settle(
  engine: Engine,
  session: Session,
  scope: Scope,
  intake: Intake,
  revisited: readonly string[] = [],
): Promise<Settled> {
  const outcome = await decide(engine, session, intake, engine.now().toISOString());
  return { intake, outcome, ...writeSettlement(session, scope, intake, outcome, revisited) };
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
