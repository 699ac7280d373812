import type { Posting } from '../domain/context.ts';
import { byText } from '../domain/facts-of.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { CoreFact } from '../domain/stored-fact.ts';
import { byTime } from '../domain/time.ts';
import type { Intake, KnownConversion } from './context.ts';
import { type Followers, followersOf } from './followers.ts';
import { newId } from './ids.ts';
import { apiConnection, prepare } from './prepared-fact.ts';
import { type Projection, projectionOf } from './projection.ts';
import type { Scope, Session, Statement } from './session.ts';
import { settlementStatement } from './settlement-statement.ts';

export interface Written {
  readonly conversions: readonly { readonly id: string; readonly enrollmentId: string }[];
  /** Who is credited changed, or somebody is credited for the first time. */
  readonly changed: boolean;
}

/** What a settlement seldom does, after its rows are written. */
interface Aftermath extends Followers {
  readonly withdrawn?: Projection['withdrawn'];
  /** Keys of the lines that still earn. */
  readonly earning?: readonly string[];
  /** Queue rows it answers. */
  readonly revisited?: readonly string[];
  /** The payment its deliveries waited for is there. */
  readonly arrived?: true;
}

const aftermathStatement: Statement = { name: 'finish_settlement', text: 'select finish_settlement($1, $2, $3, $4)' };

/** Writes what was decided in the statements that travel with the commit. `revisited`: queue rows this settlement answers. */
export function writeSettlement(
  session: Session,
  scope: Scope,
  intake: Intake,
  outcome: Outcome,
  revisited: readonly string[] = [],
): Written {
  const { payment, conversions, withdrawn, commissions } = projectionOf(intake, outcome);
  const changed = outcome.standing !== 'failed' && creditChanged(intake, conversions, outcome);
  const moved = changed || withdrawn.length > 0;
  const { statement, values } = settlementStatement(scope.organizationId, {
    payment,
    facts: outcome.newFacts.map((fact) => factRow(intake, fact)),
    // In one order for all, in which what is summed up of each is locked (0022_tiers.sql).
    conversions: conversions.toSorted((a, b) => byText(a.enrollmentId, b.enrollmentId)),
    commissions,
    postings: outcome.postings.map((posting) => postingRow(outcome, scope, posting)),
    // Nobody is told of a test (C9).
    outbox: intake.mode === 'live' && moved ? [message(intake, outcome)] : [],
    revisits: revisitRows(intake, outcome, revisited),
  });
  session.last(statement, values);
  const aftermath: Aftermath = {
    ...(withdrawn.length > 0 ? { withdrawn } : {}),
    ...(outcome.standing !== 'failed' && intake.conversions.length > 0
      ? { earning: commissions.map(({ lineKey }) => lineKey) }
      : {}),
    ...(revisited.length > 0 ? { revisited } : {}),
    ...(waitedFor(intake, outcome) ? { arrived: true } : {}),
    ...followersOf(intake, outcome, moved),
  };
  if (Object.keys(aftermath).length > 0) {
    session.last(aftermathStatement, [
      scope.organizationId,
      intake.paymentId,
      intake.subscription,
      JSON.stringify(aftermath),
    ]);
  }
  return { conversions, changed };
}

const factRow = (intake: Intake, fact: CoreFact) => ({
  ...prepare(fact, intake.paymentId),
  paymentId: intake.paymentId,
  connectionId: apiConnection,
  occurredAt: fact.occurredAt,
  actor: 'core',
});

const postingRow = ({ state }: Outcome, { actor }: Scope, posting: Posting) => ({
  id: newId(),
  ...posting,
  occurredAt: state.occurredAt,
  actor,
});

function creditChanged(intake: Intake, conversions: readonly KnownConversion[], outcome: Outcome): boolean {
  const before = new Set(intake.conversions.filter(({ withdrawn }) => !withdrawn).map(({ id }) => id));
  const same = conversions.length === before.size && conversions.every(({ id }) => before.has(id));
  const { state } = intake.before;
  return !same || (outcome.standing !== state && (outcome.standing === 'denied' || state === 'denied'));
}

/** Deliveries wait for this payment, or for one merged into it just now. */
const waitedFor = ({ fresh, before, losers }: Intake, { standing }: Outcome): boolean =>
  !fresh && standing !== 'waiting' && (before.state === 'waiting' || losers.length > 0);

const message = (intake: Intake, { standing }: Outcome) => ({
  id: newId(),
  topic: intake.conversions.length === 0 ? 'conversion.created' : 'conversion.updated',
  payload: { paymentId: intake.paymentId, state: standing },
});

/** A clock that rings by then, unless there is one; one that just rang is gone with this settlement. */
function revisitRows(intake: Intake, { revisitAt }: Outcome, revisited: readonly string[]) {
  if (revisitAt === null) return [];
  const rings = intake.clocks.some(({ id, dueAt }) => !revisited.includes(id) && byTime(dueAt, revisitAt) <= 0);
  return rings ? [] : [{ id: newId(), paymentId: intake.paymentId, dueAt: revisitAt, reason: 'clock' }];
}
