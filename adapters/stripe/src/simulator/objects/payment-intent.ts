import type Stripe from 'stripe';
import type { Scene } from '../scene.ts';

/** A captured card payment. What an integrator put into a session's metadata is not here: Stripe does not copy it. */
export function paymentIntent(
  scene: Scene,
  about: {
    readonly number: number;
    readonly total: number;
    readonly createdAfter: number;
    readonly description: string | null;
  },
): Stripe.PaymentIntent {
  const amount = about.total;
  return {
    id: scene.ref('pi', about.number),
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: amount,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: `${scene.ref('pi', about.number)}_secret_simulated`,
    confirmation_method: 'automatic',
    created: scene.at(about.createdAfter),
    currency: scene.currency,
    customer: scene.ref('cus'),
    customer_account: null,
    description: about.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: scene.ref('ch', about.number),
    livemode: scene.live,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: scene.ref('pm'),
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
}
