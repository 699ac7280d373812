import {
  type AttributionStrategy,
  claim,
  type Finding,
  type LockView,
  pass,
  wholeSeconds,
} from '@fairlead/core/plugin';

/**
 * A4: any later payment of a subscription stays with the enrollment of its first credited one, without end, whatever evidence it
 * carries. So it is asked first, and where that enrollment cannot be credited, nobody is (A6).
 */
export const subscriptionLock: AttributionStrategy = {
  id: 'subscription_lock',
  method: 'customer_match',
  precedes: 'all',
  decide({ subscriptionLock: lock, occurredAt }) {
    if (!lock) return pass('no_subscription_lock');
    return held('subscription_locked', { ...lock, until: undefined }, occurredAt);
  },
};

/**
 * A4: other payments stay with the enrollment of the customer's first credited payment in [at, until). Clicks, slugs and leads never take
 * a locked customer, so it is asked before them; another enrollment's coupon does where the campaign asks coupons first.
 */
export const customerLock: AttributionStrategy = {
  id: 'customer_lock',
  method: 'customer_match',
  precedes: ['click', 'slug', 'lead_external_id', 'lead_processor_id', 'lead_email'],
  decide({ customerLock: lock, occurredAt }) {
    if (!lock) return pass('no_customer_lock');
    return held('customer_locked', lock, occurredAt);
  },
};

type Lock = Omit<LockView, 'until'> & { readonly until?: string | undefined };

function held(reason: string, { enrollmentId, paymentId, at, until }: Lock, occurredAt: string): Finding {
  const values = { paymentId, at, until: until ?? null };
  const now = wholeSeconds(occurredAt);
  if (now < wholeSeconds(at)) return pass('lock_not_begun', values);
  if (until !== undefined && now >= wholeSeconds(until)) return pass('lock_ended', values);
  return { ...claim(enrollmentId, reason, values), exclusive: true };
}
