import type { SubscriptionChanged } from '@fairlead/core/plugin';
import { customerKeys, leftAside } from '@fairlead/core/reading';
import { carried } from '../metadata.ts';
import { child, id, optionalId, optionalText, optionalTime, present, time } from '../read.ts';
import { couponsOf } from './coupons.ts';
import { lead, nothing, type ObjectReader, reading } from './reader.ts';

/**
 * A subscription's life: no money, which is the invoices'. One on trial is also a lead, dated by the start of the trial, so that every
 * event about the same trial states the same lead. Shape: `Subscription` in `resources/Subscriptions.d.ts`.
 */
export const readSubscription: ObjectReader = ({ object: subscription, asOf, names }) => {
  const status = optionalText(subscription, 'status');
  const state = stateOf(status);
  // `incomplete`: its first payment is still open; it becomes active, or ends within a day without ever having begun.
  if (state === undefined) return nothing(status === 'incomplete' ? 'not_started' : 'unknown_status');
  const told = carried(names, [child(subscription, 'metadata')], { coupons: couponsOf(subscription) });
  const customer = customerKeys({ externalId: told.externalId, processorId: optionalId(subscription, 'customer') });
  const fact: SubscriptionChanged = present({
    type: 'subscription.changed',
    key: id(subscription, 'id'),
    occurredAt: asOf,
    state,
    endedAt: optionalTime(subscription, 'ended_at'),
    customer,
    evidence: told.evidence,
  } as const);
  const began = optionalTime(subscription, 'trial_start') ?? time(subscription, 'created');
  const trial = state === 'trialing' ? lead('trial', began, customer, told.evidence) : undefined;
  return reading([fact, trial], leftAside(told));
};

/** `Subscription.Status`. */
function stateOf(status: string | undefined): SubscriptionChanged['state'] | undefined {
  switch (status) {
    case 'trialing':
    case 'active':
    case 'paused':
      return status;
    case 'past_due':
    case 'unpaid':
      return 'past_due';
    case 'canceled':
    case 'incomplete_expired':
      return 'ended';
    default:
      return undefined;
  }
}
