import { Problem } from '../contract/errors.ts';
import { creditable } from '../domain/creditable.ts';
import { type PaymentState, reducePayment } from '../domain/payment.ts';
import type { CreditAssigned, CreditDenied, CreditReinstated, LeadJudged } from '../domain/stored-fact.ts';
import type { Intake } from '../store/context.ts';
import { takeUp } from '../store/intake.ts';
import { findConversion, type FoundConversion } from '../store/reads/find-payment.ts';
import { inOrganization, type Scope } from '../store/session.ts';
import type { Engine } from './engine.ts';
import { maySee, notFound, type Viewer } from './read/viewer.ts';
import { settle, type Settled } from './settle-payment.ts';

/** Who decides, and why: kept with the fact (A11). */
export interface Decider extends Viewer {
  readonly reason: string;
}

export type PersonsFact = CreditAssigned | CreditDenied | CreditReinstated | LeadJudged;

/** What a person may do with a payment or credit. */
export type ManualMove = 'assign' | 'move' | 'deny' | 'reinstate' | 'validate' | 'reject';

/** A payment under its lock, as it stood before the decision. */
export interface Held {
  readonly intake: Intake;
  readonly state: PaymentState;
  /** Null where the payment or lead itself was asked for. */
  readonly conversion: FoundConversion | null;
}

interface Decided {
  readonly move: ManualMove;
  readonly fact: PersonsFact;
  /** What may be done with it as it stands. */
  readonly legal: (held: Held) => readonly ManualMove[];
  /** Whatever else must hold, read with the fact already in. */
  readonly check?: (intake: Intake) => void;
}

/** By its id: a payment or lead, or one conversion of it. */
export interface Named {
  readonly what: 'payment' | 'lead' | 'conversion';
  readonly id: string;
}

/**
 * Stores what a person decided and settles the payment, in one transaction under its lock: whether the move is legal is judged by how the
 * payment stands, not by how somebody saw it stand.
 *
 * @throws Problem `not_found`, `illegal_transition` naming the legal moves, and what `check` throws
 */
export async function decideByHand(
  engine: Engine,
  decider: Decider,
  { what, id }: Named,
  { move, fact, legal, check }: Decided,
): Promise<Settled> {
  const scope: Scope = { organizationId: decider.organizationId, actor: decider.actor, reason: decider.reason };
  return inOrganization(engine.store, scope, async (session) => {
    const byConversion = what === 'conversion';
    const payment = byConversion ? (await findConversion(session, scope, id))?.paymentId : id;
    const before = payment === undefined ? null : await takeUp(session, scope, payment, []);
    if (payment === undefined || before === null || !maySee(decider, before.mode)) throw notFound(what, id);
    if (what === 'lead' && before.kind !== 'lead') throw notFound(what, id);
    const conversion = byConversion ? await findConversion(session, scope, id) : null;
    const became = !byConversion && before.paymentId !== id;
    const held = { intake: before, state: reducePayment(before.facts), conversion };
    const moves = became ? [] : legal(held);
    if (!moves.includes(move)) throw illegal(move, { what, id }, standingOf(held, became), moves);
    const intake = await takeUp(session, scope, payment, [fact]);
    if (intake === null) throw notFound(what, id);
    check?.(intake);
    return settle(engine, session, scope, intake);
  });
}

/** @throws Problem `unknown_reference`, `not_creditable` with the reason of the rule (A6, A10) */
export function refuseUncreditable(intake: Intake, enrollmentId: string): void {
  const found = intake.found.enrollments.find(({ id }) => id === enrollmentId);
  if (found === undefined) {
    const message = `there is no enrollment ${enrollmentId} in this organization`;
    throw new Problem('unknown_reference', message, { errors: [{ in: 'body', path: '/enrollmentId', message }] });
  }
  const state = reducePayment(intake.facts);
  // A person outranks evidence, so a campaign named by evidence binds nobody here (A11).
  const judged = creditable(found, { ...state, evidence: { ...state.evidence, campaign: null } });
  if (judged.creditable) return;
  const at = state.occurredAt ?? '';
  throw new Problem('not_creditable', `enrollment ${enrollmentId} could not be credited at ${at}: ${judged.reason}`, {
    reason: judged.reason,
    occurredAt: at,
  });
}

const standingOf = ({ intake, conversion }: Held, became: boolean): string => {
  if (became || conversion?.merged === true) return 'merged';
  if (conversion?.withdrawn === true) return 'withdrawn';
  return conversion?.status ?? intake.before.state;
};

function illegal(move: ManualMove, { what, id }: Named, from: string, legal: readonly ManualMove[]): Problem {
  const mend =
    legal.length === 0 ? 'nothing can be done with it by hand' : `what can be done is to ${legal.join(' or ')}`;
  return new Problem('illegal_transition', `${what} ${id} is ${from}, so there is nothing to ${move}: ${mend}`, {
    from,
    to: move,
    legal,
  });
}
