import { type ConnectionSettings, type Reading, type StoredDelivery, Unreadable } from '@fairlead/core/plugin';
import { readRefundedCharge } from './facts/charge.ts';
import { readCheckoutSession } from './facts/checkout-session.ts';
import { readCustomer, readDeletedCustomer } from './facts/customer.ts';
import { readDiscount } from './facts/discount.ts';
import { readDispute } from './facts/dispute.ts';
import { readInvoice } from './facts/invoice.ts';
import { readInvoicePayment } from './facts/invoice-payment.ts';
import { readPaymentIntent } from './facts/payment-intent.ts';
import { readPromotionCode } from './facts/promotion-code.ts';
import { nothing, type ObjectReader } from './facts/reader.ts';
import { readRefund } from './facts/refund.ts';
import { readSubscription } from './facts/subscription.ts';
import { type Aliases, namesFor } from '@fairlead/core/reading';
import { parse } from './parse.ts';
import { child, node } from './read.ts';

/** Which reader understands which event (PROCESSORS, Stripe). One object has one reader, whatever happened to it. */
const readers: ReadonlyMap<string, ObjectReader> = new Map([
  ['invoice.paid', readInvoice],
  ['invoice.payment_succeeded', readInvoice],
  ['invoice_payment.paid', readInvoicePayment],
  ['checkout.session.completed', readCheckoutSession],
  ['checkout.session.async_payment_succeeded', readCheckoutSession],
  ['payment_intent.succeeded', readPaymentIntent],
  ['refund.created', readRefund],
  ['refund.updated', readRefund],
  ['refund.failed', readRefund],
  ['charge.refunded', readRefundedCharge],
  ['charge.dispute.created', readDispute],
  ['charge.dispute.updated', readDispute],
  ['charge.dispute.closed', readDispute],
  ['charge.dispute.funds_withdrawn', readDispute],
  ['charge.dispute.funds_reinstated', readDispute],
  ['customer.created', readCustomer],
  ['customer.updated', readCustomer],
  ['customer.deleted', readDeletedCustomer],
  ['customer.subscription.created', readSubscription],
  ['customer.subscription.updated', readSubscription],
  ['customer.subscription.deleted', readSubscription],
  ['customer.discount.created', readDiscount],
  ['promotion_code.created', readPromotionCode],
  ['promotion_code.updated', readPromotionCode],
]);

export const events: readonly string[] = [...readers.keys()];

/** What a verified delivery states. The body is looked into only when its type is one we know. */
export const factsReader =
  (aliases: Aliases) =>
  (delivery: StoredDelivery, settings: ConnectionSettings): Reading => {
    const read = readers.get(delivery.type);
    if (read === undefined) return nothing('unknown_event');
    const event = node(json(delivery.body), 'event');
    const object = child(node(event.fields['data'], 'data'), 'object');
    if (object === undefined) throw new Unreadable('data.object', 'not an object');
    return read({ object, asOf: delivery.occurredAt, names: namesFor(aliases, settings) });
  };

function json(body: Uint8Array): unknown {
  try {
    return parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Unreadable('event', 'not JSON in UTF-8');
  }
}
