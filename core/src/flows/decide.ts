import { type Outcome, outcomeOf } from '../domain/outcome.ts';
import { type Sight, sightOf } from '../domain/sight.ts';
import type { Intake } from '../store/context.ts';
import type { Past } from '../store/past.ts';
import type { Session } from '../store/session.ts';
import type { Engine } from './engine.ts';
import { readBudget } from './read-budget.ts';
import { readStandings } from './read-standings.ts';

/**
 * Decides a payment or lead from everything known of it. What only few decisions need is read only for those, and found out by deciding:
 * exchange rates where the terms speak of another currency than it has (M5), and where an enrollment stands where there are tiers (C6),
 * and what is left where there is a budget (C5).
 *
 * @param asOf 'now': to be written, in line with all others who credit the same enrollments; else only to be looked at, as of when it happened
 * @param sight what its facts come to, where that is known
 */
export async function decide(
  { rules, rates }: Pick<Engine, 'rules' | 'rates'>,
  session: Session,
  intake: Intake,
  now: string,
  asOf: 'now' | Past = 'now',
  sight: Sight = sightOf(intake, rules, now),
): Promise<Outcome> {
  let known = intake;
  for (;;) {
    const outcome = outcomeOf(known, rules, now, sight);
    const { occurredAt } = outcome.state;
    if (occurredAt === null) return outcome;
    const wanted = known.read === undefined ? outcome.wanted : [];
    const budget = known.budget === undefined ? outcome.budget : null;
    if (wanted.length > 0 || budget !== null) {
      // Asked in one turn, they travel in one message, and enrollments are held before the budget.
      const [read, left] = await Promise.all([
        wanted.length > 0 ? readStandings(rates, session, known, occurredAt, wanted, asOf) : known.read,
        budget === null ? known.budget : readBudget(rates, session, known, occurredAt, budget, asOf),
      ]);
      known = { ...known, ...(read !== undefined && { read }), ...(left !== undefined && { budget: left }) };
    } else if (
      outcome.standing === 'no_rate' &&
      known.rates === undefined &&
      known.read !== 'no_rate' &&
      known.budget !== 'no_rate'
    ) {
      const table = await rates.at(session, occurredAt);
      if (table === null) return outcome;
      known = { ...known, rates: table };
    } else {
      return outcome;
    }
  }
}
