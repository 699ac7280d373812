import type { AttributionStrategy, Claim, EvidenceView, Finding } from '../../src/contract/attribution.ts';
import type { CommissionModel } from '../../src/contract/commission.ts';
import type { RefundPolicy } from '../../src/contract/refund-policy.ts';
import type { Found, FoundEnrollment } from '../../src/domain/context.ts';
import { halfUp, percentOf } from '../../src/domain/money.ts';
import type { StoredFact } from '../../src/domain/stored-fact.ts';
import {
  defaultAttribution,
  defaultCommission,
  type AttributionTerms,
  type CommissionTerms,
} from '../../src/domain/terms.ts';
import { type TObject, Type } from '@sinclair/typebox';

type AnyFact = StoredFact['fact'];
type FactOf<T extends AnyFact['type']> = Extract<AnyFact, { type: T }>;
type Given<T extends AnyFact['type']> = Partial<Omit<FactOf<T>, 'type'>>;

const hours = Array.from({ length: 1200 }, (_, i) =>
  new Date(Date.UTC(2026, 2, 1) + (i - 100) * 3_600_000).toISOString(),
);

/** 2026-03-01 and so many hours, from -100 to 1099; made once, since histories ask for millions. */
export function hour(after: number): string {
  const time = hours[after + 100];
  if (time === undefined) throw new RangeError(`there is no hour ${after} in the table`);
  return time;
}

let made = 0;

/** A fact as stored. Each has an id of its own unless one is given. */
export const stored = (fact: AnyFact, about: Partial<Omit<StoredFact, 'fact'>> = {}): StoredFact => ({
  id: `fact-${++made}`,
  paymentId: 'p1',
  connectionId: 'c1',
  recordedAt: hour(0),
  actor: 'adapter:test',
  ...about,
  fact,
});

/** 120.00 USD with 20.00 tax: G 12000, B 10000. */
export const received = (
  given: Given<'payment.received'> = {},
  about?: Partial<Omit<StoredFact, 'fact'>>,
): StoredFact =>
  stored(
    {
      type: 'payment.received',
      key: 'in_1',
      refs: ['pi_1'],
      rank: 30,
      occurredAt: hour(0),
      currency: 'USD',
      amount: 12000n,
      tax: 2000n,
      billing: 'one_time',
      items: [],
      evidence: {},
      ...given,
    },
    about,
  );

export const refund = (given: Given<'refund.changed'> = {}, about?: Partial<Omit<StoredFact, 'fact'>>): StoredFact =>
  stored(
    {
      type: 'refund.changed',
      model: 'item',
      key: 're_1',
      refs: ['pi_1'],
      occurredAt: hour(1),
      asOf: hour(1),
      currency: 'USD',
      amount: 1000n,
      status: 'succeeded',
      ...given,
    },
    about,
  );

export const dispute = (given: Given<'dispute.changed'> = {}, about?: Partial<Omit<StoredFact, 'fact'>>): StoredFact =>
  stored(
    {
      type: 'dispute.changed',
      key: 'dp_1',
      refs: ['pi_1'],
      occurredAt: hour(2),
      asOf: hour(2),
      currency: 'USD',
      amount: 12000n,
      withdrawn: 12000n,
      reinstated: 0n,
      phase: 'opened',
      ...given,
    },
    about,
  );

export const lead = (given: Given<'lead.captured'> = {}, about?: Partial<Omit<StoredFact, 'fact'>>): StoredFact =>
  stored(
    { type: 'lead.captured', via: 'api', occurredAt: hour(0), customer: { id: 'cu_1' }, evidence: {}, ...given },
    about,
  );

export interface EnrollmentGiven extends Partial<Omit<FoundEnrollment, 'terms'>> {
  readonly attribution?: Partial<AttributionTerms>;
  readonly commission?: Partial<CommissionTerms>;
  readonly group?: FoundEnrollment['terms']['group'];
  readonly affiliate?: FoundEnrollment['terms']['affiliate'];
}

/** An approved enrollment `id` of campaign `main` paying 20% of the net base. */
export function enrollment(
  id: string,
  { attribution, commission, group, affiliate, ...given }: EnrollmentGiven = {},
): FoundEnrollment {
  return {
    id,
    campaignId: 'main',
    campaignSlug: 'main-slug',
    campaignCurrency: 'USD',
    affiliateId: `affiliate-${id}`,
    slug: id,
    status: 'approved',
    campaignState: 'active',
    selfReferral: false,
    ...given,
    terms: {
      campaign: {
        id: 'terms-campaign',
        version: 1,
        terms: {
          attribution: { ...defaultAttribution, ...attribution },
          commission: { ...defaultCommission, models: { percent: { rate: 200_000 } }, ...commission },
        },
      },
      ...(group === undefined ? {} : { group }),
      ...(affiliate === undefined ? {} : { affiliate }),
    },
  };
}

export const found = (given: Partial<Found> = {}): Found => ({
  enrollments: [],
  coupons: [],
  clicks: [],
  slugs: [],
  leads: [],
  ...given,
});

export const whole = (enrollmentId: string, rest: Partial<Claim> = {}): Claim => ({
  outcome: 'claim',
  shares: [{ enrollmentId, weight: 1_000_000 }],
  reason: 'seen',
  values: {},
  ...rest,
});

export const pass: Finding = { outcome: 'pass', reason: 'no_hint', values: {} };

export const strategy = (
  id: string,
  decide: (evidence: EvidenceView) => Finding,
  method = id,
): AttributionStrategy => ({
  id,
  method,
  decide,
});

/** What A1 asks, as small as can be: each step claims for the first enrollment its evidence names. */
export const strategies: ReadonlyMap<string, AttributionStrategy> = new Map(
  [
    strategy('subscription_lock', ({ subscriptionLock }) =>
      claimOf(subscriptionLock?.enrollmentId, { exclusive: true }),
    ),
    strategy('coupon', ({ coupons }) => {
      const coupon = coupons.find(({ enrollmentId }) => enrollmentId !== null);
      return claimOf(coupon?.enrollmentId, { values: { code: coupon?.code ?? null } });
    }),
    strategy('customer_lock', ({ customerLock, occurredAt }) => {
      const over = customerLock?.until !== undefined && customerLock.until <= occurredAt;
      return over ? pass : claimOf(customerLock?.enrollmentId, { exclusive: true });
    }),
    strategy('click', ({ clicks }) => claimOf(clicks[0]?.visits.at(-1)?.enrollmentId), 'link'),
    strategy(
      'slug',
      ({ slugs }) => claimOf(slugs.find(({ enrollmentId }) => enrollmentId !== null)?.enrollmentId),
      'server',
    ),
    strategy('lead_email', ({ leads }) => claimOf(leads[0]?.enrollmentId), 'customer_match'),
  ].map((one) => [one.id, one]),
);

const claimOf = (enrollmentId: string | null | undefined, rest: Partial<Claim> = {}): Finding =>
  typeof enrollmentId === 'string' ? whole(enrollmentId, rest) : pass;

export const model = (given: Partial<CommissionModel>): CommissionModel => ({
  id: 'percent',
  lane: 'base',
  title: 'Percent',
  terms: Type.Object({}) as TObject,
  accepts: (kind) => kind === 'sale',
  compute: () => ({ earns: false, reason: 'nothing', values: {} }),
  ...given,
});

/** `rate` parts per million of the base. */
export const percent: CommissionModel = model({
  compute: ({ base, terms }) => ({
    earns: true,
    amount: percentOf(base, (terms as { rate: number }).rate),
    steps: [{ op: 'rate', values: { base: Number(base), ppm: (terms as { rate: number }).rate } }],
  }),
});

export const models: ReadonlyMap<string, CommissionModel> = new Map([[percent.id, percent]]);

/** R1: V = half_up(C · Σbᵢ / B). With a base of 0 the captured sum measures. */
export const proportional: RefundPolicy = {
  id: 'proportional',
  title: 'Proportional',
  reversed({ amount }, { gross, base, reversed, reversedBase: { numerator, denominator } }) {
    if (base === 0n) return halfUp(amount * reversed, gross);
    if (numerator <= 0n) return 0n;
    const share = halfUp(amount * numerator, denominator * base);
    return share > amount ? amount : share;
  },
};
