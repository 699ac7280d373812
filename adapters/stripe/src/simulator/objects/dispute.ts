import type Stripe from 'stripe';
import type { Scene } from '../scene.ts';

type Moved = 'nothing' | 'withdrawn' | 'reinstated';

/** The dispute of the story's first payment, at one state. */
export const dispute = (scene: Scene, status: Stripe.Dispute['status'], moved: Moved): Stripe.Dispute => ({
  id: scene.ref('du'),
  object: 'dispute',
  amount: scene.total,
  balance_transactions: movements(scene, moved),
  charge: scene.ref('ch'),
  created: scene.at(20),
  currency: scene.currency,
  enhanced_eligibility_types: [],
  evidence: noEvidence,
  evidence_details: {
    due_by: scene.at(7 * 86_400),
    enhanced_eligibility: {},
    has_evidence: false,
    past_due: false,
    submission_count: 0,
    submission_method: 'not_submitted',
  },
  intended_submission_method: null,
  is_charge_refundable: false,
  livemode: scene.live,
  metadata: {},
  network_reason_code: '10.4',
  payment_intent: scene.ref('pi'),
  payment_method_details: {
    card: { brand: 'visa', case_type: 'chargeback', network: 'visa', network_reason_code: '10.4' },
    type: 'card',
  },
  reason: 'fraudulent',
  status,
});

/** Stripe lists what it took, with its fee apart, and what it gave back. */
function movements(scene: Scene, moved: Moved): Stripe.BalanceTransaction[] {
  const amount = scene.total;
  const taken = movement(scene, 31, -amount, 1500, 'Chargeback withdrawal');
  if (moved === 'nothing') return [];
  return moved === 'withdrawn' ? [taken] : [taken, movement(scene, 32, amount, 0, 'Chargeback reversal')];
}

const movement = (
  scene: Scene,
  number: number,
  amount: number,
  fee: number,
  description: string,
): Stripe.BalanceTransaction => ({
  id: scene.ref('txn', number),
  object: 'balance_transaction',
  amount,
  available_on: scene.at(number),
  balance_type: 'payments',
  created: scene.at(number),
  currency: scene.currency,
  description: `${description} for ${scene.ref('ch')}`,
  exchange_rate: null,
  fee,
  fee_details:
    fee === 0
      ? []
      : [{ amount: fee, application: null, currency: scene.currency, description: 'Dispute fee', type: 'stripe_fee' }],
  net: amount - fee,
  reporting_category: amount < 0 ? 'dispute' : 'dispute_reversal',
  source: scene.ref('du'),
  status: 'available',
  type: 'adjustment',
});

const noEvidence: Stripe.Dispute['evidence'] = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};
