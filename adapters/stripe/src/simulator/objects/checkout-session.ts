import type Stripe from 'stripe';
import { promotionCodeId, type Scene } from '../scene.ts';

type Purchase =
  | { readonly mode: 'payment'; readonly total: number }
  | { readonly mode: 'subscription'; readonly total: number };

/** A completed session: the place where a click id, a customer key and a promotion code are. */
export function checkoutSession(scene: Scene, { mode, total }: Purchase): Stripe.Checkout.Session {
  const amount = total;
  const subscribed = mode === 'subscription';
  return {
    id: scene.ref('cs'),
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: true,
    allowed_payment_method_types: null,
    amount_subtotal: amount,
    amount_total: amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: 'https://acme.example/cart',
    client_reference_id: scene.clickId,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: scene.at(0),
    currency: scene.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: scene.ref('cus'),
    customer_account: null,
    customer_creation: subscribed ? null : 'always',
    customer_details: {
      address: null,
      business_name: null,
      email: scene.email,
      individual_name: null,
      name: scene.name,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
    customer_email: null,
    discounts: discounts(scene),
    expires_at: scene.at(86_400),
    integration_identifier: null,
    invoice: subscribed ? scene.ref('in') : null,
    invoice_creation: null,
    livemode: scene.live,
    locale: null,
    managed_payments: null,
    metadata: scene.metadata,
    mode,
    origin_context: null,
    payment_intent: subscribed ? null : scene.ref('pi'),
    payment_link: null,
    payment_method_collection: 'always',
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    payment_status: total > 0 ? 'paid' : 'no_payment_required',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'complete',
    submit_type: null,
    subscription: subscribed ? scene.ref('sub') : null,
    success_url: 'https://acme.example/thanks',
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: null,
    wallet_options: null,
  };
}

const discounts = ({ couponCode }: Scene): Stripe.Checkout.Session['discounts'] =>
  couponCode === null ? [] : [{ coupon: null, promotion_code: promotionCodeId(couponCode) }];
