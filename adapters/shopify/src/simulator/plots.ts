import * as objects from './objects.ts';
import type { Scene } from './scene.ts';

/** One thing that happens in a story. */
export interface Happening {
  readonly topic: string;
  readonly object: object;
}

/** Life stories of an order, in the order Shopify would tell them were nothing late. */
export type Plot = (scene: Scene) => readonly Happening[];

const told = (topic: string, object: object): Happening => ({ topic, object });

export const oneTime: Plot = (scene) => [
  told('customers/create', objects.customer(scene, 1)),
  told('orders/create', objects.order(scene, { after: 2, status: 'authorized' })),
  told('orders/paid', objects.order(scene, { after: 3, status: 'paid' })),
];

/** Everything was given: whoever ordered is a lead (C2). */
export const free: Plot = (scene) => [
  told('orders/create', objects.order(scene, { after: 2, status: 'paid', total: 0n })),
  told('orders/paid', objects.order(scene, { after: 3, status: 'paid', total: 0n })),
];

/** Cancelling is not a refund (R7). */
export const cancelled: Plot = (scene) => [
  ...oneTime(scene),
  told('orders/cancelled', objects.order(scene, { after: 10, status: 'paid', cancelled: true })),
];

function refunded(scene: Scene, refunds: readonly objects.RefundState[]): readonly Happening[] {
  const made = refunds.map((state) => objects.refund(scene, state));
  const back = refunds.reduce((sum, { amount }) => sum + amount, 0n);
  const status = back === scene.total ? 'refunded' : 'partially_refunded';
  const after = Math.max(...refunds.map((state) => state.after));
  return [
    ...made.map((refund) => told('refunds/create', refund)),
    told('orders/updated', objects.order(scene, { after, status, refunds: made })),
  ];
}

const first = ({ third }: Scene) => ({ number: 1, amount: third, after: 10, status: 'success' }) as const;

export const partlyRefunded: Plot = (scene) => [...oneTime(scene), ...refunded(scene, [first(scene)])];

export const fullyRefunded: Plot = (scene) => [
  ...oneTime(scene),
  ...refunded(scene, [{ ...first(scene), amount: scene.total }]),
];

export const refundedInParts: Plot = (scene) => [
  ...oneTime(scene),
  ...refunded(scene, [first(scene), { number: 2, amount: scene.total - scene.third, after: 20, status: 'success' }]),
];

/** Pending at first; that it failed is told with the order. */
export const failedRefund: Plot = (scene) => [
  ...oneTime(scene),
  told('refunds/create', objects.refund(scene, { ...first(scene), status: 'pending' })),
  told(
    'orders/updated',
    objects.order(scene, {
      after: 30,
      status: 'paid',
      refunds: [objects.refund(scene, { ...first(scene), status: 'failure' })],
    }),
  ),
];

export const disputeWon: Plot = (scene) => [
  ...oneTime(scene),
  told('disputes/create', objects.dispute(scene, 'chargeback', 'needs_response')),
  told('disputes/update', objects.dispute(scene, 'chargeback', 'under_review')),
  told('disputes/update', objects.dispute(scene, 'chargeback', 'won')),
];

export const disputeLost: Plot = (scene) => [
  ...oneTime(scene),
  told('disputes/create', objects.dispute(scene, 'chargeback', 'needs_response')),
  told('disputes/update', objects.dispute(scene, 'chargeback', 'lost')),
];

export const inquiry: Plot = (scene) => [
  ...oneTime(scene),
  told('disputes/create', objects.dispute(scene, 'inquiry', 'needs_response')),
  told('disputes/update', objects.dispute(scene, 'inquiry', 'won')),
];

export const redacted: Plot = (scene) => [...oneTime(scene), told('customers/redact', objects.redaction(scene))];
