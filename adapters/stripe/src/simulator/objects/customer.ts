import type Stripe from 'stripe';
import type { Scene } from '../scene.ts';

export const customer = (scene: Scene): Stripe.Customer => ({
  id: scene.ref('cus'),
  object: 'customer',
  address: null,
  balance: 0,
  created: scene.at(0),
  currency: null,
  customer_account: null,
  default_source: null,
  delinquent: false,
  description: null,
  discount: null,
  email: scene.email,
  invoice_prefix: 'FAIR0001',
  invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
  livemode: scene.live,
  metadata: {},
  name: scene.name,
  next_invoice_sequence: 1,
  phone: null,
  preferred_locales: ['en'],
  shipping: null,
  tax_exempt: 'none',
  test_clock: null,
});
