import type { AdjustmentAction, AdjustmentStatus, IAdjustmentNotificationResponse } from '@paddle/paddle-node-sdk';
import type { Scene } from '../scene.ts';

export interface AboutAdjustment {
  readonly number: number;
  readonly action: AdjustmentAction;
  readonly status: AdjustmentStatus;
  readonly amount: bigint;
  readonly createdAfter: number;
  readonly after: number;
}

/** An adjustment of the story's first transaction. */
export function adjustment(scene: Scene, about: AboutAdjustment): IAdjustmentNotificationResponse {
  const { number, action, status, createdAfter, after } = about;
  const amount = String(about.amount);
  const type = about.amount === scene.total ? 'full' : 'partial';
  const totals = {
    subtotal: amount,
    tax: '0',
    total: amount,
    fee: '0',
    earnings: amount,
    currency_code: scene.currency,
  };
  return {
    id: scene.ref('adj', number),
    action,
    type,
    transaction_id: scene.ref('txn'),
    subscription_id: null,
    customer_id: scene.ref('ctm'),
    reason: action === 'refund' ? 'requested_by_customer' : 'fraud',
    credit_applied_to_balance: false,
    currency_code: scene.currency,
    status,
    items: [
      {
        id: scene.ref('adjitm', number),
        item_id: scene.ref('txnitm'),
        type,
        amount,
        proration: null,
        totals,
      },
    ],
    totals: { ...totals, retained_fee: '0' },
    payout_totals: null,
    created_at: scene.at(createdAfter),
    updated_at: scene.at(after),
  };
}
