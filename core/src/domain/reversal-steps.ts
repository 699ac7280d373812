import type { RefundPolicy } from '../contract/refund-policy.ts';
import { clamp, refundStateOf, sumOf } from './base.ts';
import { type CancelRule, isCancelledInHold } from './cancelled-in-hold.ts';
import { demanded } from './demanded.ts';
import { byText, type FactOf, ofType } from './facts-of.ts';
import { type Fraction, fractionText, times } from './fraction.ts';
import { type PaymentState, reducePayment, type Reversal } from './payment.ts';
import { halfUp } from './rounding.ts';
import type { Decision, Line, StoredFact } from './stored-fact.ts';
import { byTime } from './time.ts';

/** One statement about a refund, a dispute or a subscription's end, or a person's decision, and what it did to every line: R1, R7 and R10. */
export interface ReversalStep {
  readonly cause: FactOf<Moving>;
  /** The refund or dispute as it stood then; null for a subscription's end and for a person's decision. */
  readonly object: Reversal | null;
  /** In another currency than the payment: never counted (R6). */
  readonly foreign: boolean;
  /** G, and F before and after. */
  readonly gross: bigint;
  readonly returnedBefore: bigint;
  readonly returned: bigint;
  /** What held F within 0 and G. */
  readonly clamp: 'more_than_paid' | 'less_than_nothing' | null;
  readonly lines: readonly LineStep[];
}

export interface LineStep {
  readonly line: Line;
  /** bᵢ of this object and Σ bᵢ of all, unrounded. */
  readonly taken: string;
  readonly takenSoFar: string;
  /** C × Σ bᵢ ÷ B, unrounded; null where V is not that, rounded and clamped. */
  readonly exact: string | null;
  readonly clamp: 'nothing_returned' | 'all_returned' | 'whole_commission' | 'denied' | 'cancelled_in_hold' | null;
  /** V before and after. */
  readonly before: bigint;
  readonly reversed: bigint;
}

export interface ReversalHistory {
  readonly facts: readonly StoredFact[];
  readonly decision: Decision;
  readonly lines: readonly Line[];
  readonly policy: RefundPolicy;
  readonly cancelling: CancelRule;
}

const moving = [
  'refund.changed',
  'dispute.changed',
  'credit.denied',
  'credit.reinstated',
  'subscription.changed',
] as const;
type Moving = (typeof moving)[number];

/**
 * How reversals came about, in the order they happened. Each step is the state of all facts but the later of these, so that the last one is
 * how the payment stands now, whatever order the facts arrived in. Of a subscription's life only what takes all back is told, or gives it back (R7).
 * Throws `FaultyPolicy`.
 */
export function reversalSteps({
  facts,
  decision,
  lines,
  policy,
  cancelling,
}: ReversalHistory): readonly ReversalStep[] {
  const causes = ofType(facts, ...moving).sort(
    (a, b) => byTime(momentOf(a), momentOf(b)) || byTime(a.recordedAt, b.recordedAt) || byText(a.id, b.id),
  );
  const rest = facts.filter((fact) => !causes.includes(fact as FactOf<Moving>));
  const stateAfter = (count: number): PaymentState => reducePayment([...rest, ...causes.slice(0, count)]);
  const reversedIn = (state: PaymentState): readonly bigint[] =>
    demanded(state, decision, lines, policy, heldWhole(state, cancelling) !== null).map(({ reversed }) => reversed);

  const ends = (state: PaymentState): boolean => isCancelledInHold(state, cancelling);

  let state = stateAfter(0);
  let reversed = reversedIn(state);
  return causes.flatMap((cause, index) => {
    const [stateBefore, before] = [state, reversed];
    state = stateAfter(index + 1);
    reversed = reversedIn(state);
    const isTold = cause.fact.type !== 'subscription.changed' || ends(stateBefore) !== ends(state);
    if (!isTold) return [];
    const object = objectOf(state, cause);
    const gross = grossOf(state);
    const whole = heldWhole(state, cancelling);
    return {
      cause,
      object,
      foreign: object !== null && state.quarantined.includes(object),
      gross,
      returnedBefore: stateBefore.reversed,
      returned: state.reversed,
      clamp: heldWithin(sumOf(state.reversals), gross),
      lines: lines.map((line, at) => lineStep(line, state, object, whole, before[at] ?? 0n, reversed[at] ?? 0n)),
    };
  });
}

/** Why all of it is taken back whatever went back (R7, R10); null: it is not. */
const heldWhole = (state: PaymentState, cancelling: CancelRule): 'denied' | 'cancelled_in_hold' | null =>
  state.denial !== null ? 'denied' : isCancelledInHold(state, cancelling) ? 'cancelled_in_hold' : null;

/** From when on it is so. */
export const momentOf = ({ fact }: FactOf<Moving>): string => {
  if (fact.type === 'subscription.changed') return fact.endedAt ?? fact.occurredAt;
  return 'asOf' in fact ? fact.asOf : fact.occurredAt;
};

/** Of a closed credit the one stored with it holds (A8). */
const grossOf = (state: PaymentState): bigint => state.closed?.gross ?? state.gross;

function objectOf(state: PaymentState, { fact }: FactOf<Moving>): Reversal | null {
  if (fact.type !== 'refund.changed' && fact.type !== 'dispute.changed') return null;
  const kind = fact.type === 'refund.changed' ? 'refund' : 'dispute';
  const same = (object: Reversal): boolean => object.kind === kind && object.key === fact.key;
  return state.reversals.find(same) ?? state.quarantined.find(same) ?? null;
}

const heldWithin = (sum: bigint, gross: bigint): ReversalStep['clamp'] =>
  sum > gross ? 'more_than_paid' : sum < 0n ? 'less_than_nothing' : null;

function lineStep(
  line: Line,
  state: PaymentState,
  object: Reversal | null,
  whole: LineStep['clamp'],
  before: bigint,
  reversed: bigint,
): LineStep {
  const measure = { gross: grossOf(state), base: line.base, baseKind: line.baseKind };
  const all = refundStateOf(state, measure);
  const own = refundStateOf({ ...state, reversals: state.reversals.filter((one) => one === object) }, measure);
  const { amount } = line;
  // A flat commission can stand on a base of nothing; the part of the gross is taken then.
  const exact =
    line.base > 0n
      ? times(all.reversedBase, amount, line.base)
      : times({ numerator: all.reversed, denominator: 1n }, amount, measure.gross === 0n ? 1n : measure.gross);
  const rounded = exact.numerator <= 0n ? 0n : halfUp(exact.numerator, exact.denominator);
  const held =
    whole ??
    (all.reversed === 0n
      ? 'nothing_returned'
      : all.reversed === measure.gross
        ? 'all_returned'
        : rounded > amount && reversed === amount
          ? 'whole_commission'
          : null);
  return {
    line,
    taken: fractionText(own.reversedBase),
    takenSoFar: fractionText(all.reversedBase),
    exact: whole === null && (held !== null || clamp(rounded, amount) === reversed) ? decimalText(exact) : null,
    clamp: held,
    before,
    reversed,
  };
}

/** As a decimal where it ends, as `n/d` where it does not. */
export function decimalText({ numerator, denominator }: Fraction): string {
  let places = 0;
  let scale = 1n;
  while (scale % denominator !== 0n && places < 30) {
    places++;
    scale *= 10n;
  }
  if (scale % denominator !== 0n) return fractionText({ numerator, denominator });
  const digits = ((numerator < 0n ? -numerator : numerator) * (scale / denominator))
    .toString()
    .padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return `${numerator < 0n ? '-' : ''}${whole}${places === 0 ? '' : `.${digits.slice(-places)}`}`;
}
