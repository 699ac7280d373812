import type { PaymentReceived, SubscriptionChanged } from '@fairlead/core/plugin';
import { child, children, node, type Node, optionalText, text, time } from '../read.ts';
import { nothing, reading, type SubjectReader } from './reader.ts';
import { readTransaction } from './transaction.ts';

/** `subscription_charged_successfully` lists the subscription's history: only the newest transaction is what happened now. */
export const readCharge: SubjectReader = ({ subject, names }) => {
  const subscription = node(subject.fields['subscription'], 'subscription');
  const id = text(subscription, 'id');
  const sales = children(subscription, 'transactions').filter((sale) => optionalText(sale, 'type') !== 'credit');
  const newest = sales.reduce<Node | undefined>(
    (last, sale) => (last === undefined || later(sale, last) ? sale : last),
    undefined,
  );
  if (newest === undefined) return nothing('no_money');
  const told = { path: newest.path, fields: { ...newest.fields, subscriptionId: id } };
  return readTransaction(told, { names, billing: billingOf(subscription, sales.length) });
};

const later = (a: Node, b: Node): boolean => time(a, 'createdAt') > time(b, 'createdAt');

/** The cycle now billed, counted from 1; where it is not told, a history of one is a beginning. */
function billingOf(subscription: Node, sales: number): PaymentReceived['billing'] {
  const cycle = Number(subscription.fields['currentBillingCycle'] || Number.NaN);
  if (Number.isSafeInteger(cycle)) return cycle <= 1 ? 'first' : 'renewal';
  return sales === 1 ? 'first' : 'renewal';
}

/** A subscription's life: no money, which are its charges. Nothing in it says whose it is. Cancelling is not a refund (R7). */
export const readSubscription: SubjectReader = ({ subject, kind, asOf }) => {
  const subscription = child(subject, 'subscription') ?? node(subject.fields['subscription'], 'subscription');
  const state = states[kind];
  if (state === undefined) return nothing('unknown_status');
  const fact: SubscriptionChanged = {
    type: 'subscription.changed',
    key: text(subscription, 'id'),
    occurredAt: asOf,
    state,
    ...(state === 'ended' && { endedAt: asOf }),
    evidence: {},
  };
  return reading([fact]);
};

const states: Readonly<Record<string, SubscriptionChanged['state']>> = {
  subscription_went_active: 'active',
  subscription_trial_ended: 'active',
  subscription_went_past_due: 'past_due',
  subscription_canceled: 'ended',
  subscription_expired: 'ended',
};
