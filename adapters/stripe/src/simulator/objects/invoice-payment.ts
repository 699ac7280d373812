import type Stripe from 'stripe';
import type { Scene } from '../scene.ts';

/** Which intent paid the invoice of the same number. */
export const invoicePayment = (
  scene: Scene,
  { number, total, paidAfter }: { readonly number: number; readonly total: number; readonly paidAfter: number },
): Stripe.InvoicePayment => ({
  id: scene.ref('inpay', number),
  object: 'invoice_payment',
  amount_paid: total,
  amount_requested: total,
  created: scene.at(paidAfter - 1),
  currency: scene.currency,
  invoice: scene.ref('in', number),
  is_default: true,
  livemode: scene.live,
  payment: { payment_intent: scene.ref('pi', number), type: 'payment_intent' },
  status: 'paid',
  status_transitions: { canceled_at: null, paid_at: scene.at(paidAfter) },
});
