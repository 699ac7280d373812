import { FaultyStrategy } from './attribute.ts';
import { type BudgetRequest, commission, type CommissionRequest, type Commissions } from './commission.ts';
import type { Context, FoundEnrollment } from './context.ts';
import type { Outcome, PaymentStanding, Rules } from './decided.ts';
import { FaultyPolicy } from './demanded.ts';
import { converterOf, findRate } from './exchange.ts';
import { FaultyModel } from './faulty-model.ts';
import { closeDue, standingNow } from './due-dates.ts';
import { mergeTerms } from './merge-terms.ts';
import type { PaymentState } from './payment.ts';
import { type Sight, sightOf } from './sight.ts';
import { credited, failed, type Held, retryMinutes, undecided } from './standings.ts';
import type { CoreFact, CreditClosed, Decision } from './stored-fact.ts';
import { inCurrency } from './terms-amount.ts';
import { isBefore, plusMinutes } from './time.ts';

export type { Outcome, PaymentStanding, Rules } from './decided.ts';

/**
 * Decides a payment or lead from everything known of it: facts in, difference out. Deterministic in its input; `now` only passes the
 * tentative hour and the end of the hold, and both are stored as facts when they do.
 *
 * @param sight of the same facts and evidence, under the same terms of attribution, at the same time
 */
export function outcomeOf(
  context: Context,
  rules: Rules,
  now: string,
  sight: Sight = sightOf(context, rules, now),
): Outcome {
  const { state, passing } = sight;
  try {
    const outcome =
      state.closed === null ? decideOpen(context, sight, rules, now) : holdClosed(context, state, state.closed, rules);
    return passing.length === 0 ? outcome : { ...outcome, newFacts: [...passing, ...outcome.newFacts] };
  } catch (error) {
    if (error instanceof FaultyStrategy) return failed(state, `strategy_failed:${error.strategy}`, error.message, now);
    if (error instanceof FaultyModel) return failed(state, `model_failed:${error.model}`, error.message, now);
    if (error instanceof FaultyPolicy) return failed(state, `policy_failed:${error.policy}`, error.message, now);
    throw error;
  }
}

function decideOpen(context: Context, { state, attributed }: Sight, rules: Rules, now: string): Outcome {
  const decision = attributed();
  if (decision.outcome === 'nobody')
    return undecided(context, state, decision, standingOfNobody(decision.reason), decision.reason);
  const winner = enrollmentOf(context, decision.shares[0]?.enrollmentId);
  const { terms } = mergeTerms(winner.terms, rules.models);
  const { read: readNow = [] } = context;
  if (readNow === 'no_rate' || context.budget === 'no_rate') return parked(context, state, decision, now);
  const credit = standingNow(context, state, terms.holdDays);
  const currency = state.currency ?? winner.campaignCurrency;
  const computed = commission({
    state,
    decision,
    enrollments: new Map(context.found.enrollments.map((enrollment) => [enrollment.id, enrollment])),
    models: rules.models,
    read: [...state.read, ...readNow],
    budget: budgetRequest(context, state, winner),
    slot: credit.slot,
    anchor: context.found.subscriptionLock?.at ?? state.occurredAt ?? '',
    ...earningOf(context, state, winner),
    currency,
    convert: (agreed) => inCurrency(agreed, { currency, occurredAt: state.occurredAt }, context.rates),
  });
  const [failure] = computed.failures;
  if (failure !== undefined) throw new FaultyModel(failure.model, failure.message);
  if (computed.noRate) return parked(context, state, decision, now);
  if (computed.wanted.length > 0 || computed.budget !== null) {
    const { wanted, budget } = computed;
    return { ...parked(context, state, decision, now), wanted, budget };
  }
  if (!isPaidFor(state, computed)) {
    const nobody: Decision = { ...decision, outcome: 'nobody', reason: 'not_paid_for', shares: [] };
    return undecided(context, state, nobody, 'uncredited', nobody.reason);
  }
  const closing = closeDue(credit, context.facts);
  const mayClose = context.mode === 'live' && computed.awaits.length === 0;
  const closed = mayClose && !isBefore(now, closing);
  const held: Held = {
    decision,
    lines: computed.lines,
    refundPolicy: terms.refundPolicy,
    ...(terms.cancelWithinHoldReverses === true && { cancelReverses: true }),
  };
  const newFacts: CoreFact[] = [...(state.standing === null ? [credit] : []), ...readNow];
  if (computed.taken !== null) newFacts.push(computed.taken);
  if (closed) newFacts.push({ type: 'credit.closed', occurredAt: closing, ...held, gross: state.gross });
  const outcome = credited(context, state, rules, held, credit, terms.base, closed);
  return {
    ...outcome,
    notes: [...outcome.notes, ...computed.awaits],
    unearned: computed.none,
    newFacts,
    revisitAt: closed || !mayClose ? null : closing,
  };
}

/** The budget of the campaign; a test takes nothing of it (C5, C9). */
function budgetRequest(
  { mode, rates, budget: left }: Context,
  { occurredAt, budgets }: PaymentState,
  { campaignId, terms }: FoundEnrollment,
): BudgetRequest | null {
  const { budget } = terms.campaign.terms.commission;
  if (budget == null || mode === 'test') return null;
  const { currency } = budget.amount;
  return {
    terms: budget,
    campaignId,
    read: budgets,
    left: typeof left === 'object' ? left : null,
    into(from) {
      if (from === currency) return null;
      const found = rates === undefined || occurredAt === null ? null : findRate(rates, occurredAt, from, currency);
      return found?.found === 'rate' ? converterOf(found.rate) : undefined;
    },
  };
}

/** What is credited, and what is known of it beside the money (C3). */
function earningOf(
  { customerPaidAt, alike = [] }: Context,
  { subject, verdict }: PaymentState,
  { campaignId }: FoundEnrollment,
): Pick<CommissionRequest, 'kind' | 'lead' | 'clicks' | 'event' | 'milestone' | 'given'> {
  if (subject === null) return { kind: 'sale' };
  const { kind } = subject;
  if (kind === 'click') return { kind, clicks: subject.clicks };
  if (kind === 'bonus')
    return { kind, milestone: { name: subject.name }, ...(subject.amount !== undefined && { given: subject.amount }) };
  const first = alike.find((one) => one.campaignId === campaignId);
  const earlier = first === undefined ? null : { id: first.id, at: first.at };
  if (kind === 'event') return { kind, event: { name: subject.name, earlier } };
  const { byPage } = subject;
  const lead = { paidAt: customerPaidAt ?? null, earlier, verdict: verdict?.verdict ?? null };
  return { kind, lead: byPage === undefined ? lead : { ...lead, byPage } };
}

/** A sale and a lead are credited whether they earn or not; what nobody's terms pay for is credited to nobody. */
const isPaidFor = ({ kind }: PaymentState, { lines, none }: Commissions): boolean =>
  kind === 'payment' || kind === 'lead' || lines.length + none.length > 0;

/** After the hold only refunds, disputes and people's decisions move what was frozen (A8). */
function holdClosed(context: Context, state: PaymentState, closed: CreditClosed, rules: Rules): Outcome {
  const winner = context.found.enrollments.find(({ id }) => id === closed.decision.shares[0]?.enrollmentId);
  const base = winner === undefined ? 'net' : mergeTerms(winner.terms, rules.models).terms.base;
  return credited(context, state, rules, closed, state.standing, base, true);
}

/** Terms or a tier speak of another currency, and there is no rate: never guessed, and tried again by itself (M5). */
const parked = (context: Context, state: PaymentState, decision: Decision, now: string): Outcome => ({
  ...undecided(context, state, decision, 'no_rate', 'no_rate'),
  revisitAt: plusMinutes(now, retryMinutes),
});

function enrollmentOf(context: Context, id: string | undefined): FoundEnrollment {
  const found = context.found.enrollments.find((enrollment) => enrollment.id === id);
  if (found === undefined) throw new RangeError(`enrollment ${id ?? 'none'} was credited but not found`);
  return found;
}

const standingOfNobody = (reason: string): PaymentStanding =>
  reason === 'no_payment'
    ? 'waiting'
    : reason === 'tentative'
      ? 'tentative'
      : reason === 'no_money'
        ? 'no_money'
        : 'uncredited';
