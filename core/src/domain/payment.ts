import { clamp, sumOf } from './base.ts';
import { collectEvidence, type CollectedEvidence } from './evidence.ts';
import { endOf } from './cancelled-in-hold.ts';
import { byDecision, byOccurrence, firstBy, lastBy, ofType } from './facts-of.ts';
import { type Received, receivedOf } from './received.ts';
import { type Reversal, reversalsOf } from './reversals.ts';
import { type Subject, type SubjectKind, unpaidOf } from './subject.ts';
import type {
  CreditAssigned,
  CreditClosed,
  CreditStanding,
  Decision,
  StandingRead,
  BudgetRead,
  StoredFact,
} from './stored-fact.ts';

export type { SubjectKind } from './subject.ts';
export { baseOf, type BaseKind, refundStateOf } from './base.ts';
export type { CollectedEvidence } from './evidence.ts';
export type { Reversal } from './reversals.ts';

/** What the facts of one payment or lead say, all told: a function of the *set* of facts, whatever order or repetition they came in. */
export interface PaymentState extends Omit<Received, 'believed' | 'occurredAt' | 'currency'> {
  /** `waiting`: refunds, ids or evidence of a payment that nobody stated yet (R5). */
  readonly kind: SubjectKind | 'waiting';
  /** The believed statement; null for what is no payment, or while waiting. */
  readonly believed: Received['believed'] | null;
  /** Of the believed statement; of a lead, its earliest; of clicks, when their hour began. Null while waiting. */
  readonly occurredAt: string | null;
  /** Null for what is no payment, or while waiting. */
  readonly currency: string | null;
  readonly evidence: CollectedEvidence;
  /** Of what is no payment: what it is (C3). */
  readonly subject: Subject | null;
  /** Refund and dispute objects that count or may come to count, at their latest states (R2). */
  readonly reversals: readonly Reversal[];
  /** Objects in another currency than the payment: never counted, shown with an alert (R6). */
  readonly quarantined: readonly Reversal[];
  /** F: Σ of the live reversals, each rounded half up, clamped to [0, G] (R1). 0 while G is unknown. */
  readonly reversed: bigint;
  /** When its subscription ended; null while it goes on, or where it is of none (R7). */
  readonly subscriptionEnd: string | null;
  /** Slot and due dates, as read at first credit (C6, C7). */
  readonly standing: CreditStanding | null;
  /** Where enrollments stood, as read at first credit (C6). */
  readonly read: readonly StandingRead[];
  /** What was left of budgets, in the order it was read (C5). */
  readonly budgets: readonly BudgetRead[];
  /** The earliest closing; one of before the last move by a person no longer holds (A8, A11). */
  readonly closed: CreditClosed | null;
  /** Denied by a person and not reinstated since (R10). */
  readonly denial: PersonsDecision | null;
  /** What a person said of a lead last (C3). */
  readonly verdict: (PersonsDecision & { readonly verdict: 'validated' | 'rejected' }) | null;
  /** Assigned or moved by a person (A11). */
  readonly assigned: (PersonsDecision & { readonly enrollmentId: string }) | null;
}

/** Who decided, when, and why. */
export interface PersonsDecision {
  readonly factId: string;
  readonly occurredAt: string;
  readonly actor: string;
  readonly reason: string | null;
}

const nothingReceived: Omit<Received, 'believed' | 'occurredAt' | 'currency' | 'customer'> = {
  gross: 0n,
  total: 0n,
  tax: 0n,
  taxUnknown: false,
  shipping: 0n,
  discount: null,
  billing: 'unknown',
  subscription: null,
  items: [],
  metadata: {},
  tentative: false,
};

/** Reduces all facts of a payment, those of the payments merged into it among them, to one state (ARCHITECTURE, Settle). */
export function reducePayment(facts: readonly StoredFact[]): PaymentState {
  const paid = receivedOf(facts);
  const received =
    paid === null
      ? { ...nothingReceived, believed: null, currency: null, ...unpaidOf(facts) }
      : { ...paid, subject: null };
  const all = reversalsOf(facts);
  const foreign = ({ currency }: Reversal): boolean => received.currency !== null && currency !== received.currency;
  const reversals = all.filter((reversal) => !foreign(reversal));
  return {
    ...received,
    kind: paid === null ? (received.subject?.kind ?? 'waiting') : 'payment',
    evidence: collectEvidence(facts, received.occurredAt),
    reversals,
    quarantined: all.filter(foreign),
    reversed: clamp(sumOf(reversals), received.gross),
    subscriptionEnd: received.subscription === null ? null : endOf(facts, received.subscription),
    ...decidedOf(facts),
  };
}

type Decided = Pick<PaymentState, 'standing' | 'read' | 'budgets' | 'closed' | 'denial' | 'verdict' | 'assigned'>;

/** What the core and people decided, as facts. */
function decidedOf(facts: readonly StoredFact[]): Decided {
  const assigned = lastBy(ofType(facts, 'credit.assigned'), byDecision);
  const denied = lastBy(ofType(facts, 'credit.denied', 'credit.reinstated'), byDecision);
  const judged = lastBy(ofType(facts, 'lead.validated', 'lead.rejected'), byDecision);
  const closings = ofType(facts, 'credit.closed').filter(({ fact }) => closes(fact.decision, assigned?.fact ?? null));
  return {
    standing: firstBy(ofType(facts, 'credit.standing'), byOccurrence)?.fact ?? null,
    read: ofType(facts, 'standing.read')
      .sort(byOccurrence)
      .map(({ fact }) => fact),
    budgets: ofType(facts, 'budget.read')
      .sort((a, b) => a.fact.place - b.fact.place || byDecision(a, b))
      .map(({ fact }) => fact),
    closed: firstBy(closings, byOccurrence)?.fact ?? null,
    denial: denied?.fact.type === 'credit.denied' ? by(denied) : null,
    verdict:
      judged === null
        ? null
        : { ...by(judged), verdict: judged.fact.type === 'lead.validated' ? 'validated' : 'rejected' },
    assigned: assigned === null ? null : { ...by(assigned), enrollmentId: assigned.fact.enrollmentId },
  };
}

/** A move by a person reverses and credits anew: what was closed before it no longer holds (A11). */
const closes = ({ reason, shares }: Decision, assigned: CreditAssigned | null): boolean =>
  assigned === null || (reason === 'assigned' && shares[0]?.enrollmentId === assigned.enrollmentId);

const by = (stored: StoredFact): PersonsDecision => ({
  factId: stored.id,
  occurredAt: stored.fact.occurredAt,
  actor: stored.actor,
  reason: stored.reason ?? null,
});
