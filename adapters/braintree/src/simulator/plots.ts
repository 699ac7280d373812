import { formatDecimal } from '@fairlead/core/money';
import type { StoryInput } from '@fairlead/core/plugin';
import type { Value } from './xml.ts';

/** One notification of a story, so many seconds after it began. */
export interface Happening {
  readonly kind: string;
  readonly after: number;
  readonly subject: Value;
}

export type Plot = (scene: Scene) => readonly Happening[];

export interface Scene extends StoryInput {
  at(seconds: number): string;
}

export function sceneOf(input: StoryInput): Scene {
  // Rounded up: a click of this very second still lies before the payment it led to.
  const began = Math.ceil(input.now.getTime() / 1000);
  return { ...input, at: (seconds) => `${new Date((began + seconds) * 1000).toISOString().slice(0, 19)}Z` };
}

const charged = (scene: Scene, count: number): Happening => ({
  kind: 'subscription_charged_successfully',
  after: 10 * count,
  subject: { subscription: subscription(scene, 'Active', count) },
});

export const subscribed: Plot = (scene) => [
  { kind: 'subscription_went_active', after: 1, subject: { subscription: subscription(scene, 'Active', 0) } },
  charged(scene, 1),
];

export const renewed: Plot = (scene) => [...subscribed(scene), charged(scene, 2)];

/** Cancelling is not a refund (R7). */
export const cancelled: Plot = (scene) => [
  ...subscribed(scene),
  { kind: 'subscription_canceled', after: 30, subject: { subscription: subscription(scene, 'Canceled', 1) } },
];

/** A bank debit: the only one-off payment a notification tells of. */
export const debited: Plot = (scene) => [
  {
    kind: 'transaction_settled',
    after: 20,
    subject: { transaction: debit(scene, ['submitted_for_settlement', 'settled']) },
  },
];

/** Settled, and taken back by the buyer's bank. */
export const declined: Plot = (scene) => [
  ...debited(scene),
  {
    kind: 'transaction_settlement_declined',
    after: 40,
    subject: { transaction: debit(scene, ['submitted_for_settlement', 'settled', 'settlement_declined']) },
  },
];

const disputed = (scene: Scene, kind: string, steps: readonly (readonly [string, string])[]): readonly Happening[] =>
  steps.map(([event, status], index) => {
    const after = 50 + 10 * index;
    return { kind: event, after, subject: { dispute: dispute(scene, kind, status, after) } };
  });

export const disputeWon: Plot = (scene) => [
  ...subscribed(scene),
  ...disputed(scene, 'chargeback', [
    ['dispute_opened', 'open'],
    ['dispute_disputed', 'disputed'],
    ['dispute_won', 'won'],
  ]),
];

export const disputeLost: Plot = (scene) => [
  ...subscribed(scene),
  ...disputed(scene, 'chargeback', [
    ['dispute_opened', 'open'],
    ['dispute_accepted', 'accepted'],
  ]),
];

export const retrieval: Plot = (scene) => [
  ...subscribed(scene),
  ...disputed(scene, 'retrieval', [
    ['dispute_opened', 'open'],
    ['dispute_expired', 'expired'],
  ]),
];

const money = ({ amount, currency }: Scene): string => formatDecimal(amount, currency);

function subscription(scene: Scene, status: string, count: number): Value {
  return {
    id: `sub${scene.id}`,
    status,
    planId: 'monthly',
    price: money(scene),
    createdAt: scene.at(0),
    updatedAt: scene.at(10 * count),
    currentBillingCycle: count === 0 ? null : String(count),
    trialPeriod: false,
    addOns: [],
    discounts: [],
    transactions: Array.from({ length: count }, (_, index) => charge(scene, count - index)),
  };
}

/** The whole history goes with every charge, newest first. */
const charge = (scene: Scene, number: number): Value => ({
  ...transaction(scene, `ch${scene.id}n${number}`, 10 * number - 2, ['authorized', 'submitted_for_settlement']),
  subscriptionId: `sub${scene.id}`,
  planId: 'monthly',
  recurring: number > 1,
});

const debit = (scene: Scene, past: readonly string[]): Value => transaction(scene, `ach${scene.id}`, 2, past);

function transaction(scene: Scene, id: string, after: number, past: readonly string[]): { [name: string]: Value } {
  const { amount, currency, clickId = '', customerKey = '', email = `buyer-${scene.id}@example.com` } = scene;
  const events = past.map((status, index) => ({
    amount: formatDecimal(amount, currency),
    status,
    timestamp: scene.at(after + 10 * index),
    transactionSource: 'api',
    user: null,
  }));
  return {
    id,
    status: past.at(-1) ?? 'authorized',
    type: 'sale',
    currencyIsoCode: currency,
    amount: money(scene),
    taxAmount: null,
    shippingAmount: null,
    discountAmount: null,
    merchantAccountId: 'acme',
    orderId: null,
    createdAt: scene.at(after),
    updatedAt: scene.at(after + 10 * (past.length - 1)),
    customer: { id: `cus${scene.id}`, firstName: 'Zoë', lastName: 'Müller & Çelik', company: null, email },
    customFields: { fairleadClickId: clickId, fairleadCustomerKey: customerKey },
    refundIds: [],
    refundedTransactionId: null,
    statusHistory: events,
  };
}

function dispute(scene: Scene, kind: string, status: string, after: number): Value {
  return {
    id: `dp${scene.id}`,
    kind,
    status,
    amountDisputed: money(scene),
    amountWon: status === 'won' ? money(scene) : formatDecimal(0n, scene.currency),
    currencyIsoCode: scene.currency,
    reason: 'fraud',
    caseNumber: `CB${scene.id}`,
    dateOpened: scene.at(50).slice(0, 10),
    dateWon: status === 'won' ? scene.at(after).slice(0, 10) : null,
    receivedDate: scene.at(50).slice(0, 10),
    replyByDate: scene.at(864_000).slice(0, 10),
    updatedAt: scene.at(after),
    transaction: { id: `ch${scene.id}n1`, amount: money(scene), createdAt: scene.at(8), orderId: null },
  };
}
