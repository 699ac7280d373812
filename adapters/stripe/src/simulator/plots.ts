import type { Happening } from './event.ts';
import { charge } from './objects/charge.ts';
import { checkoutSession } from './objects/checkout-session.ts';
import { customer } from './objects/customer.ts';
import { dispute } from './objects/dispute.ts';
import { invoicePayment } from './objects/invoice-payment.ts';
import { invoice } from './objects/invoice.ts';
import { paymentIntent } from './objects/payment-intent.ts';
import { promotionCode } from './objects/promotion-code.ts';
import { refund } from './objects/refund.ts';
import { subscription } from './objects/subscription.ts';
import type { Scene } from './scene.ts';

/**
 * Life stories of a payment, in the order Stripe would tell them were nothing late. Seconds are counted from the story's beginning: a
 * month is told in a few of them, since a click made just now must lie before the payment and the payment not in the future.
 */
export type Plot = (scene: Scene) => readonly Happening[];

/** A code is known before it is redeemed. */
const code: Plot = (scene) =>
  scene.couponCode === null
    ? []
    : [{ type: 'promotion_code.created', after: 0, object: promotionCode(scene, scene.couponCode) }];

export const oneTime: Plot = (scene) => [
  ...code(scene),
  {
    type: 'payment_intent.succeeded',
    after: 2,
    object: paymentIntent(scene, { number: 1, total: scene.total, createdAfter: 1, description: null }),
  },
  {
    type: 'checkout.session.completed',
    after: 3,
    object: checkoutSession(scene, { mode: 'payment', total: scene.total }),
  },
];

/** Intent, invoice, the link between them, session: four ids of one payment, of which the first and the last know nothing of each other. */
export const subscribed: Plot = (scene) => [
  ...code(scene),
  { type: 'customer.created', after: 0, object: customer(scene) },
  { type: 'customer.subscription.created', after: 1, object: subscription(scene, 'active') },
  ...invoiced(scene, 1, 2, 'Subscription creation'),
  {
    type: 'checkout.session.completed',
    after: 5,
    object: checkoutSession(scene, { mode: 'subscription', total: scene.total }),
  },
];

function invoiced(scene: Scene, number: number, paidAfter: number, description: string): readonly Happening[] {
  const about = { number, total: scene.total, paidAfter };
  const intent = paymentIntent(scene, { number, total: scene.total, createdAfter: paidAfter - 1, description });
  return [
    { type: 'payment_intent.succeeded', after: paidAfter, object: intent },
    { type: 'invoice.paid', after: paidAfter + 1, object: invoice(scene, about) },
    { type: 'invoice.payment_succeeded', after: paidAfter + 1, object: invoice(scene, about) },
    { type: 'invoice_payment.paid', after: paidAfter + 1, object: invoicePayment(scene, about) },
  ];
}

export const renewed: Plot = (scene) => [...subscribed(scene), ...invoiced(scene, 2, 10, 'Subscription update')];

/** Nothing is paid: whoever tries is a lead. */
export const trial: Plot = (scene) => [
  { type: 'customer.created', after: 0, object: customer(scene) },
  { type: 'customer.subscription.created', after: 1, object: subscription(scene, 'trialing') },
  { type: 'invoice.paid', after: 2, object: invoice(scene, { number: 1, total: 0, paidAfter: 2 }) },
  { type: 'checkout.session.completed', after: 3, object: checkoutSession(scene, { mode: 'subscription', total: 0 }) },
];

/** Cancelling is not a refund (R7). */
export const cancelled: Plot = (scene) => [
  ...subscribed(scene),
  { type: 'customer.subscription.deleted', after: 30, object: subscription(scene, 'canceled') },
];

/** The refund is created pending and succeeds within the same second, as bank transfers do: a tie the state breaks (R2). */
function refunded(scene: Scene, number: number, amount: number, before: number): readonly Happening[] {
  const createdAfter = 10 * number;
  const about = { number, amount, createdAfter };
  return [
    { type: 'refund.created', after: createdAfter, object: refund(scene, { ...about, status: 'pending' }) },
    { type: 'charge.refunded', after: createdAfter, object: charge(scene, before + amount) },
    {
      type: 'refund.updated',
      after: createdAfter,
      object: refund(scene, { ...about, status: 'succeeded' }),
      previous: { status: 'pending' },
    },
  ];
}

export const partlyRefunded: Plot = (scene) => [...oneTime(scene), ...refunded(scene, 1, scene.third, 0)];

export const fullyRefunded: Plot = (scene) => [...oneTime(scene), ...refunded(scene, 1, scene.total, 0)];

export const refundedInParts: Plot = (scene) => [
  ...partlyRefunded(scene),
  ...refunded(scene, 2, scene.total - scene.third, scene.third),
];

/** Succeeded, then sent back by the bank: what it took is given back (R1). */
export const failedRefund: Plot = (scene) => {
  const about = { number: 1, amount: scene.third, createdAfter: 10 };
  return [
    ...oneTime(scene),
    { type: 'refund.created', after: 10, object: refund(scene, { ...about, status: 'succeeded' }) },
    { type: 'refund.failed', after: 20, object: refund(scene, { ...about, status: 'failed' }) },
  ];
};

const disputed: Plot = (scene) => [
  ...oneTime(scene),
  { type: 'charge.dispute.created', after: 20, object: dispute(scene, 'needs_response', 'nothing') },
  { type: 'charge.dispute.funds_withdrawn', after: 20, object: dispute(scene, 'needs_response', 'withdrawn') },
];

export const disputeWon: Plot = (scene) => [
  ...disputed(scene),
  { type: 'charge.dispute.updated', after: 30, object: dispute(scene, 'under_review', 'withdrawn') },
  { type: 'charge.dispute.funds_reinstated', after: 40, object: dispute(scene, 'won', 'reinstated') },
  { type: 'charge.dispute.closed', after: 40, object: dispute(scene, 'won', 'reinstated') },
];

export const disputeLost: Plot = (scene) => [
  ...disputed(scene),
  { type: 'charge.dispute.closed', after: 40, object: dispute(scene, 'lost', 'withdrawn') },
];
