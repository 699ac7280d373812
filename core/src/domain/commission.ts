import type { CommissionInput, Computed, EarningKind, EventKnown, LeadKnown } from '../contract/commission.ts';
import type { AnyModel } from '../contract/lanes.ts';
import type { Values } from '../contract/attribution.ts';
import { type BudgetLeft, budgetOf, type BudgetWanted, readingNow, readingOf, withinBudget } from './budget.ts';
import { compute } from './compute.ts';
import type { FoundEnrollment } from './context.ts';
import { derivedLane } from './derived-lane.ts';
import { byText } from './facts-of.ts';
import { exactNumber } from './json.ts';
import { itemBases } from './items.ts';
import { lineOf, type Share, split } from './lines.ts';
import { baseOf, type PaymentState } from './payment.ts';
import type { Converter } from './exchange.ts';
import type { BudgetRead, Decision, Line, StandingRead } from './stored-fact.ts';
import type { Budget } from './terms.ts';
import { type StandingWanted, termsLane } from './terms-lane.ts';

export { itemBases } from './items.ts';
export { type MergedTerms, mergeTerms } from './merge-terms.ts';

export interface CommissionRequest {
  readonly state: PaymentState;
  readonly decision: Decision;
  /** The credited enrollments, by id. */
  readonly enrollments: ReadonlyMap<string, FoundEnrollment>;
  readonly models: ReadonlyMap<string, AnyModel>;
  /** What the terms lane asked for, as read at first credit or just now (C6). */
  readonly read?: readonly StandingRead[];
  /** Which payment above 0 of its subscription this is, from 1; 1 for a one-off order (C4). */
  readonly slot: number;
  /** When its subscription's first credited payment was made (C4). */
  readonly anchor: string;
  readonly kind: EarningKind;
  readonly lead?: LeadKnown;
  readonly clicks?: number;
  readonly event?: EventKnown;
  readonly milestone?: { readonly name: string };
  /** What a person gives for the milestone, minor units: no model is asked then. */
  readonly given?: bigint;
  /** Of the lines where the payment gives none: a lead's are in the campaign's currency (M5). */
  readonly currency?: string;
  readonly convert: CommissionInput<unknown>['convert'];
  /** The campaign's; null or left out: none, as for a test (C5, C9). */
  readonly budget?: BudgetRequest | null;
}

export interface BudgetRequest {
  readonly terms: Budget;
  readonly campaignId: string;
  /** As read before. */
  readonly read: readonly BudgetRead[];
  /** As read just now; null: not yet. */
  readonly left: BudgetLeft | null;
  /** From a currency to the budget's, null: they are one; undefined: no rate is known. */
  readonly into: (from: string) => Converter | null | undefined;
}

export interface Commissions {
  /** Lines before reversals. Empty when anything failed or a rate is missing: nothing may be posted then. */
  readonly lines: readonly Line[];
  /** Models that said why they earn nothing. */
  readonly none: readonly {
    readonly enrollmentId: string;
    readonly model: string;
    readonly reason: string;
    readonly values: Values;
  }[];
  /** What models wait for, a person or a further fact: the credit stays open. */
  readonly awaits: readonly string[];
  /** An amount of the terms could not be converted: the payment is parked `no_rate` (M5). */
  readonly noRate: boolean;
  /** Models that broke their contract: the payment is parked with the plugin named. */
  readonly failures: readonly { readonly model: string; readonly message: string }[];
  /** To be read before anything can be said (C6). */
  readonly wanted: readonly StandingWanted[];
  /** The same of what is left of the budget (C5): together with the standings, so that both are read at once. */
  readonly budget: BudgetWanted | null;
  /** What was read of it just now, where these lines go by it: to be kept. */
  readonly taken: BudgetRead | null;
}

/**
 * What every credited enrollment earns: the terms lane finds its terms, the base lane makes lines by every model they name, split by weight
 * (M3), and the derived lane makes lines of those (C8). Throws `FaultyModel` where one of the outer lanes breaks its contract.
 */
export function commission(request: CommissionRequest): Commissions {
  const { decision, models } = request;
  const currency = request.state.currency ?? request.currency;
  if (decision.outcome !== 'credited' || currency === undefined) return nothing;
  const shares = decision.shares.map((share) => shareOf(share, request, currency));
  const wanted = shares.flatMap((share) => share.wanted);
  if (wanted.length > 0) return { ...nothing, wanted, budget: unread(request) };
  const named = [...new Set(shares.flatMap(({ terms }) => Object.keys(terms.models)))].sort(byText);
  const runs =
    request.given === undefined
      ? named.map((id) => run(id, models.get(id), shares, request, currency))
      : [{ ...nothing, lines: shares.map((share) => givenLine(share, request.given ?? 0n, currency, request.state)) }];
  const failures = runs.flatMap((one) => one.failures);
  const sound = failures.length === 0 && runs.every((one) => !one.noRate);
  const made = sound
    ? allLines(
        runs.flatMap(({ lines }) => lines),
        request,
        currency,
      )
    : null;
  if (made !== null && 'budget' in made) return { ...nothing, budget: made.budget };
  const noRate = failures.length === 0 && made === null;
  return {
    lines: made?.lines ?? [],
    none: runs.flatMap((one) => one.none),
    awaits: [...new Set(runs.flatMap((one) => one.awaits))],
    noRate,
    failures,
    wanted,
    budget: null,
    taken: made?.taken ?? null,
  };
}

/** The budget, where what is left of it was not read. */
const unread = ({ budget = null, state }: CommissionRequest): BudgetWanted | null =>
  budget === null || budget.left !== null ? null : budgetOf(budget.terms, budget.campaignId, state.occurredAt ?? '');

/**
 * The lines of the base lane and those that are derived from them, all of them within the budget: base lines first, since what a recruiter earns
 * follows what is left of them (C5, C8). Null where a rate is missing.
 */
function allLines(
  base: readonly Line[],
  request: CommissionRequest,
  currency: string,
): Pick<Commissions, 'lines' | 'taken'> | { readonly budget: BudgetWanted } | null {
  const whole = withDerived(base, request, currency);
  const { budget = null, state } = request;
  if (whole === null || budget === null || whole.length === 0) return whole && { lines: whole, taken: null };
  const convert = budget.into(currency);
  if (convert === undefined) return null;
  const asked = whole.reduce((sum, { amount }) => sum + amount, 0n);
  const occurredAt = state.occurredAt ?? '';
  const wanted = budgetOf(budget.terms, budget.campaignId, occurredAt);
  const before = readingOf(wanted, asked, budget.read);
  const taken =
    before === null ? readingNow(wanted, { occurredAt, asked, place: budget.read.length + 1 }, budget.left) : null;
  const read = before ?? taken;
  if (read === null) return { budget: wanted };
  const remainder = { currency: wanted.currency, whole: wanted.amount, left: read.left, convert };
  const cut = withinBudget(base, remainder);
  const derived = withDerived(cut, request, currency)?.slice(cut.length);
  return derived === undefined ? null : { lines: [...cut, ...withinBudget(derived, remainder)], taken };
}

function withDerived(
  lines: readonly Line[],
  { enrollments, models, state, kind, convert }: CommissionRequest,
  currency: string,
): readonly Line[] | null {
  const event = { kind, occurredAt: state.occurredAt ?? '', currency, convert };
  const derived = derivedLane({ lines, enrollments, models, event });
  return derived === null ? null : [...lines, ...derived];
}

const nothing: Commissions = {
  lines: [],
  none: [],
  awaits: [],
  noRate: false,
  failures: [],
  wanted: [],
  budget: null,
  taken: null,
};

/** What no model says: a bonus of any amount, given by a person (C3). */
function givenLine(share: Share, amount: bigint, currency: string, state: PaymentState): Line {
  const step = { op: 'given', values: { currency, result: exactNumber(amount) } };
  return lineOf({ share, amount, steps: [step] }, 'by_hand', state);
}

/** One model over all shares whose terms name it. */
function run(
  id: string,
  model: AnyModel | undefined,
  shares: readonly Share[],
  request: CommissionRequest,
  currency: string,
): Commissions {
  if (model === undefined) {
    return {
      ...nothing,
      failures: [{ model: id, message: `the terms name the commission model '${id}', which is not loaded` }],
    };
  }
  if (model.lane !== 'base' || !model.accepts(request.kind)) return nothing;
  const outcomes = shares
    .filter(({ terms }) => Object.hasOwn(terms.models, id))
    .map((share) => ({ share, outcome: compute(model, inputOf(request, share, id, currency)) }));
  const computed = outcomes.flatMap(({ share, outcome }) =>
    'fault' in outcome ? [] : [{ share, ...explained(share, id, outcome.computed) }],
  );
  const earned = computed.filter((one) => one.earns === true);
  return {
    lines: split(earned).map((line) => lineOf(line, id, request.state)),
    none: computed
      .filter((one) => one.earns === false || one.earns === 'not_yet')
      .map(({ share, reason, values }) => ({ enrollmentId: share.enrollment.id, model: id, reason, values })),
    awaits: computed.flatMap((one) => (one.earns === 'not_yet' ? [one.reason] : [])),
    noRate: computed.some(({ earns }) => earns === 'no_rate'),
    failures: outcomes.flatMap(({ outcome }) =>
      'fault' in outcome ? [{ model: id, message: `commission model '${id}' ${outcome.fault}` }] : [],
    ),
    wanted: [],
    budget: null,
    taken: null,
  };
}

/** Which tier gave the terms of a model comes first in its working. */
const explained = ({ steps }: Share, model: string, computed: Computed): Computed =>
  computed.earns === true && steps.has(model)
    ? { ...computed, steps: [...(steps.get(model) ?? []), ...computed.steps] }
    : computed;

function shareOf(
  { enrollmentId, weight }: Decision['shares'][number],
  { enrollments, models, state, kind, slot, read = [] }: CommissionRequest,
  currency: string,
): Share {
  const enrollment = enrollments.get(enrollmentId);
  if (enrollment === undefined)
    throw new RangeError(`the credited enrollment ${enrollmentId} was not read from the store`);
  const event = {
    kind,
    occurredAt: state.occurredAt ?? '',
    currency,
    subscription: state.subscription !== null,
    slot,
  };
  return { enrollment, weight, ...termsLane({ enrollment, models, event, read }) };
}

function inputOf(
  { state, decision, slot, anchor, kind, lead, clicks, event, milestone, convert }: CommissionRequest,
  { terms }: Share,
  model: string,
  currency: string,
) {
  const base = baseOf(state, terms.base);
  return {
    kind,
    occurredAt: state.occurredAt ?? '',
    currency,
    gross: state.gross,
    base,
    baseKind: terms.base,
    items: itemBases(state.items, base),
    coupon: creditingCoupon(decision),
    subscription: state.subscription !== null,
    slot,
    anchor,
    ...(lead === undefined ? {} : { lead }),
    ...(clicks === undefined ? {} : { clicks }),
    ...(event === undefined ? {} : { event }),
    ...(milestone === undefined ? {} : { milestone }),
    terms: terms.models[model] ?? {},
    convert,
  };
}

/** The code whose claim won, upper case (I5); null where something else did. */
export function creditingCoupon({ strategy, asked }: Decision): string | null {
  if (strategy !== 'coupon') return null;
  const code = asked.find((step) => step.strategy === strategy && step.outcome === 'claimed')?.values['code'];
  return typeof code === 'string' ? code.toUpperCase() : null;
}
