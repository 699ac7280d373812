import type { Happening } from './event.ts';
import { type AboutAdjustment, adjustment } from './objects/adjustment.ts';
import { customer } from './objects/customer.ts';
import { discount } from './objects/discount.ts';
import { createdSubscription, subscription } from './objects/subscription.ts';
import { type AboutTransaction, transaction } from './objects/transaction.ts';
import type { Scene } from './scene.ts';

/**
 * Life stories of a payment, in the order Paddle would tell them were nothing late. Seconds are counted from the story's beginning: a month is
 * told in a few of them, since a click made just now must lie before the payment and the payment not in the future.
 */
export type Plot = (scene: Scene) => readonly Happening[];

/** Who buys, and the code that is redeemed, are known before. */
const buyer: Plot = (scene) => [
  ...(scene.couponCode === null
    ? []
    : [{ type: 'discount.created', after: 0, data: discount(scene, scene.couponCode) } as const]),
  { type: 'customer.created', after: 0, data: customer(scene) },
];

type Paid = Pick<AboutTransaction, 'number' | 'origin' | 'subscribed' | 'total'> & { readonly billedAfter: number };

/** Paid, and a moment later completed, when its subscription has an id. */
const paid = (scene: Scene, about: Paid): readonly Happening[] => {
  const at = (status: 'paid' | 'completed', after: number) => transaction(scene, { ...about, status, after });
  const after = about.billedAfter;
  return [
    { type: 'transaction.paid', after: after + 1, data: at('paid', after + 1) },
    { type: 'transaction.completed', after: after + 2, data: at('completed', after + 2) },
  ];
};

const first = (scene: Scene) => ({ number: 1, origin: 'web', total: scene.total, billedAfter: 1 }) as const;
const recurring = (scene: Scene) =>
  ({ number: 2, origin: 'subscription_recurring', total: scene.total, subscribed: true, billedAfter: 10 }) as const;

export const oneTime: Plot = (scene) => [...buyer(scene), ...paid(scene, { ...first(scene), subscribed: false })];

/** The card is declined, and another is not. */
export const declined: Plot = (scene) => {
  const about = { ...first(scene), subscribed: false };
  const failed = transaction(scene, { ...about, status: 'ready', after: 1 });
  return [
    ...buyer(scene),
    { type: 'transaction.payment_failed', after: 1, data: failed },
    ...paid(scene, { ...about, billedAfter: 3 }),
  ];
};

export const subscribed: Plot = (scene) => [
  ...buyer(scene),
  { type: 'subscription.created', after: 2, data: createdSubscription(scene, 'active') },
  { type: 'subscription.activated', after: 3, data: subscription(scene, { status: 'active', after: 3 }) },
  ...paid(scene, { ...first(scene), subscribed: true }),
];

export const renewed: Plot = (scene) => [
  ...subscribed(scene),
  { type: 'subscription.updated', after: 10, data: subscription(scene, { status: 'active', after: 10 }) },
  ...paid(scene, recurring(scene)),
];

/** Nothing is paid: whoever tries is a lead. */
export const trial: Plot = (scene) => [
  ...buyer(scene),
  { type: 'subscription.created', after: 2, data: createdSubscription(scene, 'trialing') },
  { type: 'subscription.trialing', after: 2, data: subscription(scene, { status: 'trialing', after: 2 }) },
  ...paid(scene, { ...first(scene), subscribed: true, total: 0n }),
];

/** What Paddle calls a renewal is the first payment above nothing. */
export const trialPaid: Plot = (scene) => [
  ...trial(scene),
  { type: 'subscription.activated', after: 10, data: subscription(scene, { status: 'active', after: 10 }) },
  ...paid(scene, recurring(scene)),
];

/** Cancelling is not a refund (R7). */
export const cancelled: Plot = (scene) => [
  ...subscribed(scene),
  { type: 'subscription.canceled', after: 30, data: subscription(scene, { status: 'canceled', after: 30 }) },
];

/** A refund is asked for, and decided by Paddle. */
function refunded(
  scene: Scene,
  number: number,
  amount: bigint,
  status: 'approved' | 'rejected' = 'approved',
): readonly Happening[] {
  const createdAfter = 10 * number;
  const about = { number, action: 'refund', amount, createdAfter } as const;
  const pending = adjustment(scene, { ...about, status: 'pending_approval', after: createdAfter });
  const decided = adjustment(scene, { ...about, status, after: createdAfter + 5 });
  return [
    { type: 'adjustment.created', after: createdAfter, data: pending },
    { type: 'adjustment.updated', after: createdAfter + 5, data: decided },
  ];
}

export const partlyRefunded: Plot = (scene) => [...oneTime(scene), ...refunded(scene, 1, scene.third)];

export const fullyRefunded: Plot = (scene) => [...oneTime(scene), ...refunded(scene, 1, scene.total)];

export const refundedInParts: Plot = (scene) => [
  ...partlyRefunded(scene),
  ...refunded(scene, 2, scene.total - scene.third),
];

export const rejectedRefund: Plot = (scene) => [...oneTime(scene), ...refunded(scene, 1, scene.third, 'rejected')];

const disputeStep = (
  scene: Scene,
  type: 'adjustment.created' | 'adjustment.updated',
  about: Omit<AboutAdjustment, 'amount'>,
): Happening => ({ type, after: about.after, data: adjustment(scene, { ...about, amount: scene.total }) });

const chargeback = { number: 1, action: 'chargeback', createdAfter: 20 } as const;

export const disputeLost: Plot = (scene) => [
  ...oneTime(scene),
  disputeStep(scene, 'adjustment.created', { ...chargeback, status: 'approved', after: 20 }),
];

/** The return is an object of its own, and the chargeback is marked as reversed beside it: the money comes back once. */
export const disputeWon: Plot = (scene) => [
  ...disputeLost(scene),
  disputeStep(scene, 'adjustment.created', {
    number: 2,
    action: 'chargeback_reverse',
    status: 'approved',
    createdAfter: 40,
    after: 40,
  }),
  disputeStep(scene, 'adjustment.updated', { ...chargeback, status: 'reversed', after: 40 }),
];

/** A warning of a chargeback that never comes moves nothing. */
export const disputeWarned: Plot = (scene) => [
  ...oneTime(scene),
  disputeStep(scene, 'adjustment.created', {
    number: 1,
    action: 'chargeback_warning',
    status: 'approved',
    createdAfter: 20,
    after: 20,
  }),
  disputeStep(scene, 'adjustment.created', {
    number: 2,
    action: 'chargeback_warning_reverse',
    status: 'approved',
    createdAfter: 30,
    after: 30,
  }),
];
