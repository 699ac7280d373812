import type { SubscriptionChanged } from '@fairlead/core/plugin';
import { customerKeys, leftAside } from '@fairlead/core/reading';
import { carried } from '../metadata.ts';
import { child, optionalText, optionalTime, present, text, time } from '../read.ts';
import { asOf, lead, nothing, type ObjectReader, reading, redeemed } from './reader.ts';

/**
 * A subscription's life: no money, which is the transactions'. One on trial is also a lead, dated by its start, so that every event about the
 * same trial states the same lead. Shape: `ISubscriptionNotificationResponse`, of `subscription.created` with `transaction_id` beside it.
 */
export const readSubscription: ObjectReader = (told) => {
  const { object: subscription, names } = told;
  const key = text(subscription, 'id');
  const state = stateOf(optionalText(subscription, 'status'));
  if (state === undefined) return nothing('unknown_status');
  const discount = child(subscription, 'discount');
  const found = carried(
    names,
    child(subscription, 'custom_data'),
    discount === undefined ? [] : redeemed(discount, 'id'),
  );
  const customer = customerKeys({
    externalId: found.externalId,
    processorId: optionalText(subscription, 'customer_id'),
  });
  const fact: SubscriptionChanged = present({
    type: 'subscription.changed',
    key,
    occurredAt: asOf(told),
    state,
    endedAt: optionalTime(subscription, 'canceled_at'),
    customer,
    evidence: found.evidence,
  } as const);
  if (state !== 'trialing') return reading([fact], leftAside(found));
  const began = optionalTime(subscription, 'started_at') ?? time(subscription, 'created_at');
  return reading([fact, lead('trial', began, customer, found.evidence)], leftAside(found));
};

/** `SubscriptionStatus`. */
function stateOf(status: string | undefined): SubscriptionChanged['state'] | undefined {
  switch (status) {
    case 'trialing':
    case 'active':
    case 'past_due':
    case 'paused':
      return status;
    case 'canceled':
      return 'ended';
    default:
      return undefined;
  }
}
