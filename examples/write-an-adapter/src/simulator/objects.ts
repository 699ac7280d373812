import type { Scene } from './scene.ts';

/** Objects in the whole shape that Pennywhistle documents. */
export interface PaymentGiven {
  readonly number?: number;
  /** Of a subscription, counted from 1; left out: a one-off order. */
  readonly period?: number;
  readonly after?: number;
}

export const payment = (scene: Scene, { number = 1, period, after = 0 }: PaymentGiven): object => ({
  id: scene.ref('pay', number),
  order: scene.ref('ord', number),
  paid_at: scene.at(after),
  currency: scene.currency,
  amount: scene.decimal(scene.total),
  tax: scene.decimal(0n),
  shipping: null,
  discount: null,
  subscription: period === undefined ? null : scene.ref('sub'),
  period: period ?? null,
  customer: scene.customer,
  code_id: scene.code?.id ?? null,
  lines: [{ sku: 'plan', title: 'Plan', quantity: 1, total: scene.decimal(scene.total) }],
  notes: scene.notes,
});

export interface RefundGiven {
  readonly number?: number;
  readonly status: 'requested' | 'sent' | 'failed';
  readonly after: number;
  readonly amount: bigint;
}

export const refund = (scene: Scene, { number = 1, status, after, amount }: RefundGiven): object => ({
  id: scene.ref('ref', number),
  payment: scene.ref('pay'),
  created_at: scene.at(60 * number),
  changed_at: scene.at(after),
  currency: scene.currency,
  amount: scene.decimal(amount),
  tax: null,
  shipping: null,
  status,
  reason: 'requested_by_customer',
});

export const chargeback = (scene: Scene, status: string, after: number): object => ({
  id: scene.ref('cbk'),
  payment: scene.ref('pay'),
  created_at: scene.at(60),
  changed_at: scene.at(after),
  currency: scene.currency,
  amount: scene.decimal(scene.total),
  status,
  reason: 'fraudulent',
});

export const subscription = (scene: Scene, trial: boolean): object => ({
  id: scene.ref('sub'),
  started_at: scene.at(0),
  trial_until: trial ? scene.at(86_400) : null,
  ended_at: null,
  customer: scene.customer,
  notes: scene.notes,
});

export const code = ({ code }: Scene): object => ({ ...code, active: true });
