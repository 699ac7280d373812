import type { Fact, SubscriptionChanged } from '@fairlead/core/plugin';
import { child, leftAside, optionalTime, present, text, time } from '@fairlead/core/reading';
import { buyer, carried, type ObjectReader } from './reader.ts';

/** A subscription that starts with a trial is a lead (A5): who came, before any money did. Its payments are `payment.paid` events. */
export const readSubscription: ObjectReader = ({ object: subscription, type, occurredAt, names }) => {
  const told = carried(names, subscription);
  const customer = buyer(child(subscription, 'customer'), told.externalId);
  const startedAt = time(subscription, 'started_at');
  const endedAt = optionalTime(subscription, 'ended_at');
  const isTrial = optionalTime(subscription, 'trial_until') !== undefined;
  const ended = type === 'subscription.ended';
  const state: SubscriptionChanged = present({
    type: 'subscription.changed',
    key: text(subscription, 'id'),
    occurredAt: ended ? (endedAt ?? occurredAt) : startedAt,
    state: ended ? 'ended' : isTrial ? 'trialing' : 'active',
    endedAt,
    customer,
    evidence: told.evidence,
  } as const);
  const lead: readonly Fact[] =
    isTrial && !ended && customer !== undefined
      ? [{ type: 'lead.captured', via: 'trial', occurredAt: startedAt, customer, evidence: told.evidence }]
      : [];
  return { facts: [...lead, state], ...leftAside(told) };
};
