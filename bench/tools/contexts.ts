import type { Context, FoundEnrollment } from '../../core/src/domain/context.ts';
import type { StoredFact } from '../../core/src/domain/stored-fact.ts';
import { defaultAttribution, defaultCommission } from '../../core/src/domain/terms.ts';
import { newId } from '../../core/src/store/ids.ts';

const day = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString();

/** An affiliate of one campaign, approved, at 20% of the net base. */
export function enrollmentOf(number: number): FoundEnrollment {
  const terms = { attribution: defaultAttribution, commission: { ...defaultCommission, models: { cps } } };
  return {
    id: newId(),
    campaignId: 'main',
    campaignSlug: 'main',
    campaignCurrency: 'USD',
    affiliateId: newId(),
    slug: `partner${number}`,
    status: 'approved',
    campaignState: 'active',
    selfReferral: false,
    terms: { campaign: { id: newId(), version: 1, terms } },
  };
}
const cps = { kind: 'percent', rate: 200_000, renewals: 'first', cap: null };

/** A sale of a day before `now`, credited by a click; one in ten of them partly refunded. */
export function saleOf(number: number, enrollment: FoundEnrollment, now: number): Context {
  const paymentId = newId();
  const clickId = newId();
  const at = iso(now - day);
  const stored = (fact: StoredFact['fact']): StoredFact => ({
    id: newId(),
    paymentId,
    connectionId: '00000000-0000-0000-0000-000000000000',
    recordedAt: at,
    actor: 'key:bench',
    fact,
  });
  const paid = stored({
    type: 'payment.received',
    key: `order_${number}`,
    refs: [],
    rank: 30,
    occurredAt: at,
    currency: 'USD',
    amount: BigInt(1_000 + ((number * 7_919) % 50_000)),
    tax: 0n,
    billing: 'one_time',
    items: [],
    evidence: { clickIds: [clickId] },
  });
  const refund = stored({
    type: 'refund.changed',
    model: 'item',
    key: `re_${number}`,
    refs: [`order_${number}`],
    occurredAt: at,
    asOf: at,
    currency: 'USD',
    amount: 500n,
    status: 'succeeded',
  });
  const visit = {
    id: clickId,
    at: iso(now - 2 * day),
    enrollmentId: enrollment.id,
    windowDays: 60,
    counts: true,
    reason: null,
  };
  return {
    kind: 'payment',
    paymentId,
    merged: [],
    mode: 'live',
    graceDays: 0,
    facts: number % 10 === 0 ? [paid, refund] : [paid],
    found: {
      enrollments: [enrollment],
      coupons: [],
      clicks: [{ given: clickId, visits: [visit] }],
      slugs: [],
      leads: [],
    },
    earlierInSubscription: 0,
    posted: [],
  };
}
