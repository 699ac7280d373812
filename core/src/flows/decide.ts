import { type Outcome, outcomeOf } from '../domain/outcome.ts';
import type { Intake } from '../store/context.ts';
import type { Session } from '../store/session.ts';
import type { Engine } from './engine.ts';

/**
 * Decides a payment or lead from everything known of it. Exchange rates are read only for one that cannot do without them: that its terms
 * speak of another currency than it has is rare, and found out by deciding (M5).
 */
export async function decide(
  { rules, rates }: Pick<Engine, 'rules' | 'rates'>,
  session: Session,
  intake: Intake,
  now: string,
): Promise<Outcome> {
  const outcome = outcomeOf(intake, rules, now);
  const { occurredAt } = outcome.state;
  if (outcome.standing !== 'no_rate' || occurredAt === null) return outcome;
  const table = await rates.at(session, occurredAt);
  return table === null ? outcome : outcomeOf({ ...intake, rates: table }, rules, now);
}
