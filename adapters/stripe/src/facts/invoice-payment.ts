import type { Fact } from '@fairlead/core/plugin';
import { child, id, type Node, optionalId, optionalText, optionalTime, time } from '../read.ts';
import { linked, nothing, type ObjectReader, reading } from './reader.ts';

/**
 * `invoice_payment.paid` says which intent (or bare charge) paid which invoice: since 2025-03-31 neither of the two names the other.
 * It is a link and no money; the invoice states the sum. Shape: `InvoicePayment` in `resources/InvoicePayments.d.ts`.
 */
export const readInvoicePayment: ObjectReader = ({ object: payment }) => {
  const link = invoicePaymentLink(payment);
  // Money outside of Stripe is a payment record, by which nothing else will ever name this payment.
  return link === undefined ? nothing('nothing_to_link') : reading([link]);
};

/** The same fact from the event and from an invoice read with `expand: ['payments']`. */
export function invoicePaymentLink(payment: Node): Fact | undefined {
  if (optionalText(payment, 'status') !== 'paid') return undefined;
  const by = child(payment, 'payment');
  const transitions = child(payment, 'status_transitions');
  const paidAt = (transitions && optionalTime(transitions, 'paid_at')) ?? time(payment, 'created');
  return linked(
    [id(payment, 'invoice'), by && optionalId(by, 'payment_intent'), by && optionalId(by, 'charge')],
    paidAt,
  );
}
