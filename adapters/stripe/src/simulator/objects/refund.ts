import type Stripe from 'stripe';
import type { Scene } from '../scene.ts';

type Status = 'pending' | 'succeeded' | 'failed';

/** One refund of the story's first payment. */
export const refund = (
  scene: Scene,
  about: { readonly number: number; readonly amount: number; readonly createdAfter: number; readonly status: Status },
): Stripe.Refund => ({
  id: scene.ref('re', about.number),
  object: 'refund',
  amount: about.amount,
  balance_transaction: scene.ref('txn', 10 + about.number),
  charge: scene.ref('ch'),
  created: scene.at(about.createdAfter),
  currency: scene.currency,
  customer: scene.ref('cus'),
  customer_account: null,
  destination_details: {
    card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
    type: 'card',
  },
  ...(about.status === 'failed'
    ? { failure_balance_transaction: scene.ref('txn', 20 + about.number), failure_reason: 'lost_or_stolen_card' }
    : {}),
  metadata: {},
  payment_intent: scene.ref('pi'),
  payment_method: scene.ref('pm'),
  reason: 'requested_by_customer',
  receipt_number: null,
  source_transfer_reversal: null,
  status: about.status,
  transfer_reversal: null,
});
