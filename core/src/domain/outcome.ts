import type { CommissionModel, Converted } from '../contract/commission.ts';
import type { AttributionStrategy } from '../contract/attribution.ts';
import type { RefundPolicy } from '../contract/refund-policy.ts';
import { attribute, FaultyStrategy } from './attribute.ts';
import { commission } from './commission.ts';
import type { Context, FoundEnrollment, Posting } from './context.ts';
import { demanded, type DemandedLine, FaultyPolicy } from './demanded.ts';
import { mergeTerms } from './merge-terms.ts';
import { unitAmount } from './money.ts';
import { type PaymentState, reducePayment } from './payment.ts';
import { settle } from './settle.ts';
import type { CoreFact, CreditClosed, CreditStanding, Decision, StoredFact } from './stored-fact.ts';
import { earliestOf, isBefore, plusDays, plusHours, plusMinutes } from './time.ts';

/** The pure plugins a decision asks. */
export interface Rules {
  readonly strategies: ReadonlyMap<string, AttributionStrategy>;
  readonly models: ReadonlyMap<string, CommissionModel>;
  readonly policies: ReadonlyMap<string, RefundPolicy>;
}

/** How a payment or lead stands: what it is waiting for, or who is credited. */
export type PaymentStanding =
  | 'waiting' // for the payment its refunds or ids speak of (R5)
  | 'tentative' // a bare charge within its hour (I2)
  | 'no_money'
  | 'uncredited'
  | 'credited'
  | 'denied'
  | 'no_rate' // terms in another currency, and no rate (M5)
  | 'failed'; // a plugin broke its contract: nothing is posted until it is mended

export interface Outcome {
  readonly state: PaymentState;
  readonly standing: PaymentStanding;
  readonly reason: string;
  readonly decision: Decision;
  readonly lines: readonly DemandedLine[];
  /** What commission was computed on, per credited enrollment the same. */
  readonly base: bigint;
  readonly credit: CreditStanding | null;
  readonly closed: boolean;
  /** Decided in this very moment, to be stored with it. */
  readonly newFacts: readonly CoreFact[];
  readonly postings: readonly Posting[];
  /** When the clock alone will change something. */
  readonly revisitAt: string | null;
  readonly notes: readonly string[];
}

const openAtLeastHours = 1;
const retryMinutes = 10;

/**
 * Decides a payment or lead from everything known of it: facts in, difference out. Deterministic in its input; `now` only passes the
 * tentative hour and the end of the hold, and both are stored as facts when they do.
 */
export function outcomeOf(context: Context, rules: Rules, now: string): Outcome {
  const { facts, passing } = passTentativeHour(context.facts, now);
  const state = reducePayment(facts);
  try {
    const outcome =
      state.closed === null ? decideOpen(context, state, rules, now) : holdClosed(context, state, state.closed, rules);
    return { ...outcome, newFacts: [...passing, ...outcome.newFacts] };
  } catch (error) {
    if (error instanceof FaultyStrategy) return failed(state, `strategy_failed:${error.strategy}`, error.message, now);
    if (error instanceof FaultyModel) return failed(state, `model_failed:${error.model}`, error.message, now);
    if (error instanceof FaultyPolicy) return failed(state, `policy_failed:${error.policy}`, error.message, now);
    throw error;
  }
}

/** A commission model that broke its contract, or is named by the terms and not loaded. */
class FaultyModel extends Error {
  readonly model: string;
  constructor(model: string, message: string) {
    super(message);
    this.name = 'FaultyModel';
    this.model = model;
  }
}

/** I2: within an hour a definite fact may join a bare charge; then it counts as it is. */
function passTentativeHour(
  facts: readonly StoredFact[],
  now: string,
): { facts: readonly StoredFact[]; passing: readonly CoreFact[] } {
  const due = tentativeUntil(facts);
  if (due === null || isBefore(now, due) || !reducePayment(facts).tentative) return { facts, passing: [] };
  const fact: CoreFact = { type: 'payment.definite', occurredAt: due };
  const first = facts[0];
  if (first === undefined) return { facts, passing: [] };
  return { facts: [...facts, { ...first, id: 'definite', recordedAt: now, actor: 'core', fact }], passing: [fact] };
}

const tentativeUntil = (facts: readonly StoredFact[]): string | null => {
  const known = earliestOf(
    facts.filter(({ fact }) => fact.type === 'payment.received').map(({ recordedAt }) => recordedAt),
  );
  return known === null ? null : plusHours(known, openAtLeastHours);
};

function decideOpen(context: Context, state: PaymentState, rules: Rules, now: string): Outcome {
  const decision = attribute({ found: context.found, state, strategies: rules.strategies });
  if (decision.outcome === 'nobody')
    return undecided(context, state, decision, standingOfNobody(decision.reason), decision.reason);
  const winner = enrollmentOf(context, decision.shares[0]?.enrollmentId);
  const { terms } = mergeTerms(winner.terms, rules.models);
  const credit = standingNow(context, state, terms.holdDays);
  const computed = commission({
    state,
    decision,
    enrollments: new Map(context.found.enrollments.map((enrollment) => [enrollment.id, enrollment])),
    models: rules.models,
    slot: credit.slot,
    anchor: context.found.subscriptionLock?.at ?? state.occurredAt ?? '',
    kind: state.kind === 'lead' ? 'lead' : 'sale',
    convert: ({ unit, currency }) => sameCurrency(unit, currency, state.currency),
  });
  const [failure] = computed.failures;
  if (failure !== undefined) throw new FaultyModel(failure.model, failure.message);
  if (computed.noRate) {
    const parked = undecided(context, state, decision, 'no_rate', 'no_rate');
    return { ...parked, revisitAt: plusMinutes(now, retryMinutes) };
  }
  const closing = closeDue(credit, context.facts);
  const closed = context.mode === 'live' && !isBefore(now, closing);
  const held = { decision, lines: computed.lines, refundPolicy: terms.refundPolicy };
  const newFacts: CoreFact[] = state.standing === null ? [credit] : [];
  if (closed) newFacts.push({ type: 'credit.closed', occurredAt: closing, ...held, gross: state.gross });
  return {
    ...credited(context, state, rules, held, closed),
    credit,
    newFacts,
    revisitAt: closed || context.mode === 'test' ? null : closing,
  };
}

/** After the hold only refunds, disputes and people's decisions move what was frozen (A8). */
const holdClosed = (context: Context, state: PaymentState, closed: CreditClosed, rules: Rules): Outcome =>
  credited(context, state, rules, closed, true);

type Held = Pick<CreditClosed, 'decision' | 'lines' | 'refundPolicy'>;

/** The lines of a credit, open or closed, less what is taken back by now. */
function credited(context: Context, state: PaymentState, rules: Rules, held: Held, closed: boolean): Outcome {
  const { decision } = held;
  const policy = rules.policies.get(held.refundPolicy);
  if (policy === undefined) throw new FaultyPolicy(held.refundPolicy, 'is named by the terms, but not loaded');
  const lines = demanded(state, decision, held.lines, policy, state.denial !== null);
  const denied = decision.outcome === 'denied' || state.denial !== null;
  return {
    state,
    standing: denied ? 'denied' : 'credited',
    reason: state.denial === null ? decision.reason : 'denied_by_person',
    decision,
    lines,
    base: lines[0]?.line.base ?? 0n,
    credit: state.standing,
    closed,
    newFacts: [],
    // A test runs the whole line and posts nothing (C9).
    postings: context.mode === 'test' ? [] : difference(context, state, lines, closed),
    revisitAt: null,
    notes: notesOf(state),
  };
}

/** Nobody is credited, or nobody can be yet: whatever was posted before is withdrawn. */
const undecided = (
  context: Context,
  state: PaymentState,
  decision: Decision,
  standing: PaymentStanding,
  reason: string,
): Outcome => ({
  state,
  standing,
  reason,
  decision,
  lines: [],
  base: 0n,
  credit: state.standing,
  closed: false,
  newFacts: [],
  postings: difference(context, state, [], false),
  revisitAt: standing === 'tentative' ? tentativeUntil(context.facts) : null,
  notes: notesOf(state),
});

const difference = (
  context: Context,
  state: PaymentState,
  lines: readonly DemandedLine[],
  closed: boolean,
): readonly Posting[] =>
  settle({ survivor: context.paymentId, currency: state.currency ?? '', lines, closed, posted: context.posted });

/** Nothing is posted and nothing taken back until the plugin is mended: nobody says when, so it is tried again by itself. */
const failed = (state: PaymentState, reason: string, message: string, now: string): Outcome => ({
  state,
  standing: 'failed',
  reason,
  decision: { outcome: 'nobody', reason, method: null, strategy: null, shares: [], asked: [] },
  lines: [],
  base: 0n,
  credit: state.standing,
  closed: state.closed !== null,
  newFacts: [],
  postings: [],
  revisitAt: plusMinutes(now, retryMinutes),
  notes: [...notesOf(state), message],
});

function enrollmentOf(context: Context, id: string | undefined): FoundEnrollment {
  const found = context.found.enrollments.find((enrollment) => enrollment.id === id);
  if (found === undefined) throw new RangeError(`enrollment ${id ?? 'none'} was credited but not found`);
  return found;
}

/**
 * Due dates are read once, at first credit (C7). The slot follows the subscription's payments while the credit is open (A8): a first payment
 * that is told after its renewal is still the first one, and a one-time commission is earned once (C3).
 */
function standingNow(context: Context, state: PaymentState, holdDays: number): CreditStanding {
  const slot = context.earlierInSubscription + 1;
  if (state.standing !== null) return { ...state.standing, slot };
  const occurredAt = state.occurredAt ?? '';
  const payableAt = plusDays(occurredAt, holdDays);
  return { type: 'credit.standing', occurredAt, slot, payableAt, eligibleAt: plusDays(payableAt, context.graceDays) };
}

/** A credit is open until its hold ends, and at least an hour after it was learned of (A8). */
function closeDue(credit: CreditStanding, facts: readonly StoredFact[]): string {
  const known = earliestOf(facts.filter(({ paymentId }) => paymentId !== null).map(({ recordedAt }) => recordedAt));
  const hour = known === null ? credit.payableAt : plusHours(known, openAtLeastHours);
  return isBefore(credit.payableAt, hour) ? hour : credit.payableAt;
}

const standingOfNobody = (reason: string): PaymentStanding =>
  reason === 'no_payment'
    ? 'waiting'
    : reason === 'tentative'
      ? 'tentative'
      : reason === 'no_money'
        ? 'no_money'
        : 'uncredited';

/** Until exchange rates are loaded an amount of the terms holds only in its own currency (M5). */
const sameCurrency = (unit: bigint, currency: string, wanted: string | null): Converted | null =>
  currency === wanted ? { amount: unitAmount(unit, currency), values: {} } : null;

function notesOf(state: PaymentState): readonly string[] {
  const notes: string[] = [];
  if (state.kind === 'payment' && state.taxUnknown) notes.push('tax_unknown');
  if (state.quarantined.length > 0) notes.push('reversal_in_other_currency');
  return notes;
}
