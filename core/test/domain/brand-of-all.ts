import type { BudgetLeft, BudgetWanted } from '../../src/domain/budget.ts';
import type { Context, FoundEnrollment, PostedLine } from '../../src/domain/context.ts';
import type { Outcome, Rules } from '../../src/domain/decided.ts';
import { outcomeOf } from '../../src/domain/outcome.ts';
import { reducePayment } from '../../src/domain/payment.ts';
import type { StandingRead, StoredFact } from '../../src/domain/stored-fact.ts';
import type { StandingWanted } from '../../src/domain/terms-lane.ts';
import { load, registries } from '../../src/plugins/index.ts';
import { bundled } from '../flows/house.ts';
import { enrollment, found, hour } from './build.ts';
import type { Random } from './random.ts';

const { strategies, models, policies } = registries(load(bundled()));
export const rules: Rules = { strategies, models, policies };

/** A campaign that uses all that is bundled for sales, and what is known of the world outside of a payment's facts. */
export interface World {
  readonly enrollments: readonly FoundEnrollment[];
  /** What is left of the budget, minor units; null: there is none. */
  readonly left: bigint | null;
  /** Payments of the subscription before this one. */
  readonly earlier: number;
}

/** Three affiliates of one campaign, some of them recruited, each perhaps with terms of their own. */
export function world(r: Random): World {
  const budgeted = r.chance(35);
  const commission = {
    base: r.chance(25) ? 'gross' : 'net',
    holdDays: 30,
    refundPolicy: r.pick(['proportional', 'proportional', 'recompute', 'full_refund_only']),
    cancelWithinHoldReverses: r.chance(50),
    ...(budgeted && { budget: { amount: { unit: 1_000_000_000, currency: 'USD' }, per: r.pick(['month', 'all']) } }),
    models: {
      cps: r.chance(80)
        ? { kind: 'percent', rate: r.below(1_000_001), renewals: r.pick(['first', 'every', 'none']) }
        : { kind: 'flat', flat: { unit: r.below(90_000_000), currency: 'USD' }, renewals: 'every' },
      ...(r.chance(40) && { recurring: { counted: 'payments', delay: r.below(2), schedule: schedule(r) } }),
      ...(r.chance(40) && { tiers: ladder(r) }),
      ...(r.chance(60) && { sub_affiliates: { rate: r.below(1_000_001), allowAbove100: false } }),
    },
  } as NonNullable<Parameters<typeof enrollment>[1]>['commission'] & object;
  const attribution = {
    model: r.pick(['last_click', 'first_click', 'linear', 'position']),
    couponOverClick: r.chance(70),
  };
  const of = (id: string, more: Partial<FoundEnrollment> = {}): FoundEnrollment =>
    enrollment(id, {
      status: r.chance(10) ? 'paused' : 'approved',
      selfReferral: r.chance(3),
      budgeted,
      attribution,
      commission,
      ...(r.chance(25) && {
        affiliate: { id: `own-${id}`, version: 1, terms: { models: { cps: { rate: r.below(1_000_001) } } } },
      }),
      ...more,
    });
  return {
    enrollments: ['e1', 'e2', 'e3'].map((id) => of(id, r.chance(40) ? { recruiter: of('e9') } : {})),
    left: budgeted ? r.upTo(20_000n) : null,
    earlier: r.below(3),
  };
}

const schedule = (r: Random) => [{ lasts: 1 + r.below(2), rate: r.below(1_000_001) }, { rate: r.below(1_000_001) }];

const ladder = (r: Random) => ({
  measure: 'count',
  period: r.pick(['month', 'lifetime']),
  changes: 'cps',
  steps: [{ sales: 1 + r.below(3), rate: r.below(1_000_001) }],
});

const clickOf = (id: string) => ({
  id,
  enrollmentId: id,
  at: hour(-10 - Number(id.slice(1))),
  windowDays: 60,
  counts: true,
  reason: null,
});

/** Decides as the flows do, what is asked for beside the facts answered by `world` (flows/decide.ts). */
export function decideAll(
  { enrollments, left, earlier }: World,
  facts: readonly StoredFact[],
  survivor: string,
  posted: readonly PostedLine[],
  now: string,
): Outcome {
  const state = reducePayment(facts);
  const known = new Map(enrollments.map((one) => [one.id, one]));
  const { slugs, clickIds, coupons } = state.evidence;
  let context: Context = {
    kind: 'payment',
    paymentId: survivor,
    merged: [],
    mode: 'live',
    graceDays: 0,
    facts,
    found: found({
      enrollments,
      slugs: slugs.map((slug) => ({ slug, enrollmentId: known.has(slug) ? slug : null })),
      clicks: clickIds.map((given) => ({
        given,
        visits: known.has(given) ? [...known.keys()].sort().map(clickOf) : [],
      })),
      coupons: coupons.map(({ code = '' }) => ({
        given: code,
        code,
        enrollmentId: known.has(code.toLowerCase()) ? code.toLowerCase() : null,
      })),
    }),
    earlierInSubscription: state.subscription === null ? 0 : earlier,
    posted,
  };
  for (;;) {
    const outcome = outcomeOf(context, rules, now);
    const { occurredAt } = outcome.state;
    if (occurredAt === null) return outcome;
    if (outcome.wanted.length === 0 && outcome.budget === null) return outcome;
    if (outcome.wanted.length > 0)
      context = { ...context, read: outcome.wanted.map((wanted) => standing(wanted, occurredAt)) };
    if (outcome.budget !== null) context = { ...context, budget: leftOf(outcome.budget, left ?? 0n) };
  }
}

/** The same whenever it is asked: where each stood is no matter of the order of arrival. */
const standing = (wanted: StandingWanted, occurredAt: string): StandingRead => ({
  type: 'standing.read',
  occurredAt,
  ...wanted,
  value: BigInt(wanted.enrollmentId.slice(1)),
});

const leftOf = ({ amount: _, ...wanted }: BudgetWanted, left: bigint): BudgetLeft => ({ ...wanted, left });
