import type { AttributionStrategy } from '../../src/contract/attribution.ts';
import { subAffiliates } from '@fairlead/sub-affiliates';
import { tiers } from '@fairlead/tiers';
import type { CommissionModel } from '../../src/contract/commission.ts';
import type { AnyModel } from '../../src/contract/lanes.ts';
import { isCancelledInHold } from '../../src/domain/cancelled-in-hold.ts';
import { attribute } from '../../src/domain/attribute.ts';
import { commission } from '../../src/domain/commission.ts';
import type { FoundEnrollment, PostedLine, Posting } from '../../src/domain/context.ts';
import { load, registries } from '../../src/plugins/index.ts';
import { type PaymentState, reducePayment } from '../../src/domain/payment.ts';
import { demanded, type DemandedLine, postedAfter, settle } from '../../src/domain/settle.ts';
import type { CreditClosed, Decision, Line, StandingRead, StoredFact } from '../../src/domain/stored-fact.ts';
import {
  found,
  hour,
  model,
  models as percent,
  pass,
  proportional,
  stored,
  strategies as asked,
  strategy,
} from './build.ts';

const flat: CommissionModel = model({
  id: 'flat',
  compute: ({ terms }) => ({ earns: true, amount: BigInt((terms as { amount: number }).amount), steps: [] }),
});

/** With the outer lanes as they are bundled. */
const models: ReadonlyMap<string, AnyModel> = new Map<string, AnyModel>([
  ...percent,
  ['flat', flat],
  ...registries(load([tiers(), subAffiliates()])).models,
]);

/** Where each stood when it was first credited (C6): read once, whatever is told later. */
const standingOf = ({ id }: FoundEnrollment): StandingRead => ({
  type: 'standing.read',
  occurredAt: hour(0),
  enrollmentId: id,
  measure: 'count',
  period: 'lifetime',
  currency: null,
  from: null,
  until: null,
  value: BigInt(id.slice(1)),
});

/** Touches in equal parts, as the linear model of A3. */
const linear = strategy('click', ({ clicks, enrollments }) => {
  const touched = clicks.map(({ given }) => given).filter((id) => enrollments[id]?.creditable === true);
  if (touched.length === 0) return pass;
  const part = Math.floor(1_000_000 / touched.length);
  const shares = touched.map((enrollmentId, i) => ({
    enrollmentId,
    weight: i === 0 ? 1_000_000 - part * (touched.length - 1) : part,
  }));
  return { outcome: 'claim', shares, reason: 'linear', values: {} };
});

const strategies: ReadonlyMap<string, AttributionStrategy> = new Map([...asked, ['click', linear]]);

export interface Decided {
  readonly state: PaymentState;
  readonly decision: Decision;
  readonly lines: readonly DemandedLine[];
  readonly closed: boolean;
  /** Its terms take back what is cancelled in hold, and whether it was (R7). */
  readonly cancelReverses: boolean;
  readonly isCancelled: boolean;
}

/** When every hold of these books ends. */
export const payableAt = hour(720);

/** Everything a flow does with the facts of a payment, but for storing it. */
export function decide(facts: readonly StoredFact[], enrollments: readonly FoundEnrollment[]): Decided {
  const state = reducePayment(facts);
  const [decision, lines] =
    state.closed === null ? open(state, enrollments) : [state.closed.decision, state.closed.lines];
  const winner = enrollments.find(({ id }) => id === decision.shares[0]?.enrollmentId);
  const ofTerms = winner?.terms.campaign.terms.commission.cancelWithinHoldReverses === true;
  const cancelReverses = state.closed === null ? ofTerms : state.closed.cancelReverses === true;
  const isCancelled = isCancelledInHold(state, { reverses: cancelReverses, payableAt });
  return {
    state,
    decision,
    lines: demanded(state, decision, lines, proportional, isCancelled || state.denial !== null),
    closed: state.closed !== null,
    cancelReverses,
    isCancelled,
  };
}

function open(state: PaymentState, enrollments: readonly FoundEnrollment[]): [Decision, readonly Line[]] {
  const known = new Map(enrollments.map((one) => [one.id, one]));
  const { slugs, clickIds } = state.evidence;
  const evidence = found({
    enrollments,
    slugs: slugs.map((slug) => ({ slug, enrollmentId: known.has(slug) ? slug : null })),
    clicks: clickIds.map((given) => ({ given, visits: [] })),
  });
  const decision = attribute({ found: evidence, state, strategies });
  const { lines } = commission({
    state,
    decision,
    enrollments: known,
    models,
    read: enrollments.map(standingOf),
    slot: 1,
    anchor: state.occurredAt ?? '',
    kind: 'sale',
    convert: () => null,
  });
  return [decision, lines];
}

/** A ledger and the facts behind it: payments `p1` and `p2` until the link arrives, then one. */
export interface Books {
  readonly facts: readonly StoredFact[];
  readonly posted: readonly PostedLine[];
}

export const emptyBooks: Books = { facts: [], posted: [] };

/** The payments that stand: both, until they are found to be one. */
const survivors = (facts: readonly StoredFact[]): readonly string[] =>
  facts.some(({ id }) => id === 'link') ? ['p1'] : ['p1', 'p2'];

/** Takes a fact in without settling. */
export const learn = ({ facts, posted }: Books, fact: StoredFact): Books => ({ facts: [...facts, fact], posted });

/** Settles every payment that stands, and hands each step to `inspect`. */
export function settled(
  { facts, posted }: Books,
  enrollments: readonly FoundEnrollment[],
  inspect: (step: {
    decided: Decided;
    postings: readonly Posting[];
    before: readonly PostedLine[];
    survivor: string;
  }) => void = () => {},
): Books {
  const standing = survivors(facts);
  let all = posted;
  for (const survivor of standing) {
    const mine = <V extends { readonly paymentId: string | null }>(of: readonly V[]): V[] =>
      standing.length === 1 ? [...of] : of.filter(({ paymentId }) => paymentId === survivor || paymentId === null);
    const decided = decide(mine(facts), enrollments);
    const before = mine(all);
    const postings = settle({
      survivor,
      currency: 'USD',
      lines: decided.lines,
      closed: decided.closed,
      posted: before,
    });
    inspect({ decided, postings, before, survivor });
    all = postedAfter(all, postings);
  }
  return { facts, posted: all };
}

/** The hold passes: what is credited now is stored as closed. */
export function close(
  { facts, posted }: Books,
  enrollments: readonly FoundEnrollment[],
  paymentId: string,
  at: number,
): Books {
  const standing = survivors(facts);
  if (!standing.includes(paymentId)) return { facts, posted };
  const mine =
    standing.length === 1 ? facts : facts.filter((fact) => fact.paymentId === paymentId || fact.paymentId === null);
  const { state, decision, lines, closed, cancelReverses } = decide(mine, enrollments);
  if (closed || decision.outcome !== 'credited') return { facts, posted };
  const fact: CreditClosed = {
    type: 'credit.closed',
    occurredAt: payableAt,
    decision,
    lines: lines.map(({ line }) => line),
    gross: state.gross,
    refundPolicy: 'proportional',
    ...(cancelReverses && { cancelReverses }),
  };
  return { facts: [...facts, stored(fact, { id: `closed-${paymentId}-${at}`, paymentId, actor: 'core' })], posted };
}
