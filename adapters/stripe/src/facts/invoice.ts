import { type PaymentReceived, Unreadable } from '@fairlead/core/plugin';
import { amount, currencyOf, optionalAmount, optionalSum, shippingOf } from '../amounts.ts';
import { type Carried, customerKeys, leftAside } from '@fairlead/core/reading';
import { carried } from '../metadata.ts';
import {
  child,
  children,
  descend,
  id,
  type Node,
  optionalId,
  optionalText,
  optionalTime,
  present,
  time,
} from '../read.ts';
import { couponsOf, hasBareDiscounts } from './coupons.ts';
import { invoicePaymentLink } from './invoice-payment.ts';
import { lineItems } from './line-items.ts';
import { lead, learned, nothing, type ObjectReader, reading } from './reader.ts';

/**
 * A paid invoice is the payment of a subscription, and the best statement of any payment it names: rank 30. `invoice.paid` and
 * `invoice.payment_succeeded` carry the same invoice and state the same fact. Shape: `Invoice` in the SDK's `resources/Invoices.d.ts`
 * (23.1.0, API 2026-10-28.endive).
 *
 * `customer`, `discounts` and `payments` may be expanded in a read, and are bare or absent in a delivery: what only the expanded object
 * tells is stated in facts of its own, so that the payment itself has one content.
 */
export const readInvoice: ObjectReader = ({ object: invoice, names }) => {
  refuseOldShape(invoice);
  const key = id(invoice, 'id');
  // An attempt may pay a part (`invoice.payment_succeeded` of an open invoice): the sum is stated once, when all of it is there.
  if (optionalText(invoice, 'status') !== 'paid') return nothing('not_paid');

  const subscription = descend(invoice, 'parent', 'subscription_details');
  const told = carried(names, [child(invoice, 'metadata'), subscription && child(subscription, 'metadata')]);
  const payment = paidInvoice(invoice, key, subscription && optionalId(subscription, 'subscription'), told);
  if (payment.amount <= 0n) return reading([freeStart(payment)], { ignored: 'no_money' });

  const payments = child(invoice, 'payments');
  const links = payments ? children(payments, 'data').map(invoicePaymentLink) : [];
  const coupons = couponsOf(invoice);
  const discounts = coupons.length > 0 ? learned([key], payment.occurredAt, undefined, { coupons }) : undefined;
  const read = reading([payment, ...links, discounts], leftAside(told));
  return hasBareDiscounts(invoice) ? { ...read, needs: [{ kind: 'invoice', id: key }] } : read;
};

function paidInvoice(invoice: Node, key: string, subscription: string | undefined, told: Carried): PaymentReceived {
  const currency = currencyOf(invoice);
  return present({
    type: 'payment.received',
    key,
    refs: [],
    rank: 30,
    occurredAt: paidAt(invoice),
    currency,
    ...amounts(invoice, currency),
    billing: billing(optionalText(invoice, 'billing_reason'), subscription !== undefined),
    subscription,
    customer: customerKeys({
      externalId: told.externalId,
      processorId: optionalId(invoice, 'customer'),
      email: optionalText(invoice, 'customer_email'),
      name: optionalText(invoice, 'customer_name'),
    }),
    items: lineItems(invoice, currency),
    evidence: told.evidence,
  } as const);
}

/**
 * C2. G is `amount_paid`: money paid outside of Stripe is within it, and a delivery cannot tell how much (`amount_paid_off_stripe` is only
 * in a read that expands it, changelog 2026-05-27), so it is not taken off. T is `total`; it can be 0 or less while an earlier debt
 * (`starting_balance`) was paid, and then nothing is known of what the money was for but its sum.
 */
function amounts(invoice: Node, currency: string) {
  const gross = amount(invoice, 'amount_paid', currency);
  const discount = optionalSum(invoice, 'total_discount_amounts', 'amount', currency);
  const total = optionalAmount(invoice, 'total', currency) ?? 0n;
  if (total <= 0n) return { amount: gross, discount };
  return {
    amount: gross,
    total,
    tax: taxOf(invoice, total, currency),
    shipping: shippingOf(invoice, currency),
    discount,
  };
}

/** All tax, the shipping's own included, whether it is within prices or on top. Neither field told: unknown, not 0. */
function taxOf(invoice: Node, total: bigint, currency: string): bigint | undefined {
  const untaxed = optionalAmount(invoice, 'total_excluding_tax', currency);
  return untaxed === undefined ? optionalSum(invoice, 'total_taxes', 'amount', currency) : total - untaxed;
}

function paidAt(invoice: Node): string {
  const transitions = child(invoice, 'status_transitions');
  return (transitions && optionalTime(transitions, 'paid_at')) ?? time(invoice, 'created');
}

/** `Invoice.BillingReason`; what comes later than the SDK's list is `unknown` rather than guessed. */
function billing(reason: string | undefined, subscribed: boolean): PaymentReceived['billing'] {
  switch (reason) {
    case 'subscription_create':
      return 'first';
    case 'subscription_cycle':
    case 'subscription_threshold':
      return 'renewal';
    case 'subscription_update':
      return 'change';
    case 'quote_accept':
      return subscribed ? 'first' : 'one_time';
    case 'manual':
    case 'automatic_pending_invoice_item_invoice':
      return subscribed ? 'change' : 'one_time';
    default:
      return 'unknown';
  }
}

/** A subscription that begins with an invoice over nothing, by a trial or a coupon of 100%, is a lead (C2). */
function freeStart({ billing, occurredAt, customer, evidence, discount = 0n }: PaymentReceived) {
  return billing === 'first'
    ? lead(discount > 0n ? 'free_checkout' : 'trial', occurredAt, customer, evidence)
    : undefined;
}

/** Before 2025-03-31 an invoice named its subscription elsewhere: read by today's names, a renewal would pass for a one-off order. */
function refuseOldShape(invoice: Node): void {
  if (!('subscription' in invoice.fields)) return;
  const mend = "set the endpoint's API version to 2026-10-28.endive and resend the event";
  throw new Unreadable(
    `${invoice.path}.subscription`,
    `an invoice in the shape of an API older than 2025-03-31; ${mend}`,
  );
}
