import { clamp, type BaseKind, baseOf, refundStateOf } from './base.ts';
import { isCancelledInHold } from './cancelled-in-hold.ts';
import type { Context, Found, Posting } from './context.ts';
import type { Outcome, PaymentStanding, Rules } from './decided.ts';
import { demanded, type DemandedLine, FaultyPolicy } from './demanded.ts';
import type { PaymentState } from './payment.ts';
import { settle } from './settle.ts';
import type { CreditClosed, CreditStanding, Decision, Line } from './stored-fact.ts';
import { halfUp } from './rounding.ts';
import { tentativeUntil } from './tentative.ts';
import { plusMinutes } from './time.ts';

/** After so long what a plugin or a missing rate held up is tried again by itself. */
export const retryMinutes = 10;

export type Held = Pick<CreditClosed, 'decision' | 'lines' | 'refundPolicy' | 'cancelReverses'>;

/**
 * The lines of a credit, open or closed, less what is taken back by now.
 *
 * @param credit with when the hold ends
 * @param kind what the base is where there is no line to say it
 */
export function credited(
  context: Context,
  stated: PaymentState,
  rules: Rules,
  held: Held,
  credit: CreditStanding | null,
  kind: BaseKind,
  closed: boolean,
): Outcome {
  const { decision } = held;
  const state = denominated(stated, held.lines, context.found);
  const policy = rules.policies.get(held.refundPolicy);
  if (policy === undefined) throw new FaultyPolicy(held.refundPolicy, 'is named by the terms, but not loaded');
  const denied = decision.outcome === 'denied' || state.denial !== null;
  const rule = { reverses: held.cancelReverses ?? false, payableAt: credit?.payableAt ?? null };
  const cancelledInHold = !denied && isCancelledInHold(state, rule);
  const lines = demanded(state, decision, held.lines, policy, denied || cancelledInHold);
  return {
    state,
    standing: denied ? 'denied' : 'credited',
    reason: reasonOf(state, decision, cancelledInHold),
    decision,
    lines,
    unearned: [],
    ...basesOf(state, held.lines, kind),
    credit,
    closed,
    cancelledInHold,
    newFacts: [],
    // A test runs the whole line and posts nothing (C9).
    postings: context.mode === 'test' ? [] : difference(context, state, lines, closed),
    revisitAt: null,
    notes: notesOf(state),
    wanted: [],
    budget: null,
  };
}

const reasonOf = ({ denial }: PaymentState, { reason }: Decision, cancelledInHold: boolean): string =>
  denial !== null ? 'denied_by_person' : cancelledInHold ? 'cancelled_in_hold' : reason;

/** What moved no money of its own, a lead for one, is paid in the currency of its campaign; where it earns nothing it has none (M5). */
export function denominated(
  state: PaymentState,
  [first]: readonly Pick<Line, 'enrollmentId'>[],
  { enrollments }: Pick<Found, 'enrollments'>,
): PaymentState {
  if (state.currency !== null || first === undefined) return state;
  const currency = enrollments.find(({ id }) => id === first.enrollmentId)?.campaignCurrency ?? null;
  return { ...state, currency };
}

/** What commission was computed on, or would have been, and what was taken back of it. */
function basesOf(
  state: PaymentState,
  lines: readonly Line[],
  kind: BaseKind,
): { readonly base: bigint; readonly reversedBase: bigint } {
  const baseKind = lines[0]?.baseKind ?? kind;
  const base = lines[0]?.base ?? baseOf(state, baseKind);
  const gross = state.closed?.gross ?? state.gross;
  const { numerator, denominator } = refundStateOf(state, { gross, base, baseKind }).reversedBase;
  return { base, reversedBase: numerator <= 0n ? 0n : clamp(halfUp(numerator, denominator), base) };
}

/** Nobody is credited, or nobody can be yet: whatever was posted before is withdrawn. */
export const undecided = (
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
  unearned: [],
  base: 0n,
  reversedBase: 0n,
  credit: state.standing,
  closed: false,
  cancelledInHold: false,
  newFacts: [],
  postings: difference(context, state, [], false),
  revisitAt: standing === 'tentative' ? tentativeUntil(context.facts) : null,
  notes: notesOf(state),
  wanted: [],
  budget: null,
});

const difference = (
  context: Context,
  state: PaymentState,
  lines: readonly DemandedLine[],
  closed: boolean,
): readonly Posting[] =>
  settle({ survivor: context.paymentId, currency: state.currency ?? '', lines, closed, posted: context.posted });

/** Nothing is posted and nothing taken back until the plugin is mended: nobody says when, so it is tried again by itself. */
export const failed = (state: PaymentState, reason: string, message: string, now: string): Outcome => ({
  state,
  standing: 'failed',
  reason,
  decision: { outcome: 'nobody', reason, method: null, strategy: null, shares: [], asked: [] },
  lines: [],
  unearned: [],
  base: 0n,
  reversedBase: 0n,
  credit: state.standing,
  closed: state.closed !== null,
  cancelledInHold: false,
  newFacts: [],
  postings: [],
  revisitAt: plusMinutes(now, retryMinutes),
  notes: [...notesOf(state), message],
  wanted: [],
  budget: null,
});

function notesOf(state: PaymentState): readonly string[] {
  const notes: string[] = [];
  if (state.kind === 'payment' && state.taxUnknown) notes.push('tax_unknown');
  // What a person said of a lead last (C3).
  if (state.verdict !== null) notes.push(state.verdict.verdict);
  if (state.quarantined.length > 0) notes.push('reversal_in_other_currency');
  return notes;
}
