import { type Fact, type PaymentReceived, Unreadable } from '@fairlead/core/plugin';
import { type Money, moneyOf, optionalAmount, currencyOf } from '../amounts.ts';
import { leftAside } from '@fairlead/core/reading';
import { type Carried, carried } from '../evidence.ts';
import { children, type Node, optionalBoolean, optionalId, optionalText, ownGid, present, time } from '../read.ts';
import { lineItems } from './line-items.ts';
import { nothing, type ObjectReader, reading } from './reader.ts';
import { refundsOf } from './refund.ts';
import { shippingOf } from './shipping.ts';

/**
 * An order, from whichever topic tells of it: `financial_status` says whether it is paid, never the topic, which is not signed. An order that
 * was cancelled is still paid until it is refunded (R7). `orders/updated` holds the refunds too, at their latest state.
 *
 * Shape: `Order` of the REST Admin API 2026-10, which deliveries have whatever API made the order. Money is the shop's side of each `…_set`.
 */
export const readOrder: ObjectReader = ({ object: order, names, live }) => {
  if (live && optionalBoolean(order, 'test')) return nothing('test_order');
  if (!wasPaid(optionalText(order, 'financial_status'))) return nothing('not_paid');
  const told = carried(order, names);
  const total = totalOf(order);
  if (total.amount === 0n) return reading([freeOrder(order, told)], { ignored: 'no_money' });
  const key = ownGid(order, 'Order');
  const refunds = children(order, 'refunds').flatMap((refund) =>
    refundsOf(refund, key, { live, currency: total.currency }),
  );
  return reading([paidOrder(order, key, total, told), checkoutOf(order, key), ...refunds], leftAside(told));
};

/** Of an order authorised, or paid in part, nothing is known to be captured; `voided` was never captured. */
const wasPaid = (status: string | undefined): boolean =>
  status === 'paid' || status === 'partially_refunded' || status === 'refunded';

function totalOf(order: Node): Money {
  const set = moneyOf(order, 'total_price_set');
  if (set !== undefined) return set;
  const currency = currencyOf(order, 'currency');
  const amount = currency === undefined ? undefined : optionalAmount(order, 'total_price', currency);
  if (amount === undefined || currency === undefined) {
    throw new Unreadable(`${order.path}.total_price_set`, 'an order without a total in the currency of the shop');
  }
  return { amount, currency };
}

function paidOrder(order: Node, key: string, { amount, currency }: Money, told: Carried): PaymentReceived {
  const id = optionalId(order, 'id');
  return present({
    type: 'payment.received',
    key,
    refs: id === undefined ? [] : [id],
    rank: 30,
    occurredAt: time(order, 'processed_at', 'created_at'),
    currency,
    amount,
    tax: taxOf(order, currency),
    shipping: shippingOf(order, currency),
    discount: partOf(order, 'total_discounts_set', 'total_discounts', currency),
    billing: optionalText(order, 'source_name') === 'subscription_contract' ? 'renewal' : 'one_time',
    customer: told.customer,
    items: lineItems(order, currency),
    evidence: told.evidence,
  } as const);
}

/** Apart from the payment, which a later read states without it: GraphQL does not tell it. */
function checkoutOf(order: Node, key: string): Fact | undefined {
  const token = optionalText(order, 'checkout_token');
  const occurredAt = time(order, 'processed_at', 'created_at');
  return token === undefined ? undefined : { type: 'identifiers.linked', refs: [key, token], occurredAt };
}

/** All tax of the order, the shipping's own included; duties are a tax too, as they stood when it was placed. */
function taxOf(order: Node, currency: string): bigint | undefined {
  const tax = partOf(order, 'total_tax_set', 'total_tax', currency);
  const duties = moneyOf(order, 'original_total_duties_set');
  return tax === undefined ? undefined : tax + (duties?.currency === currency ? duties.amount : 0n);
}

function partOf(order: Node, set: string, plain: string, currency: string): bigint | undefined {
  const money = moneyOf(order, set);
  if (money !== undefined) return money.currency === currency ? money.amount : undefined;
  return currencyOf(order, 'currency') === currency ? optionalAmount(order, plain, currency) : undefined;
}

/** A coupon of 100%, a gift: whoever ordered is known, and has not paid (C2). */
function freeOrder(order: Node, { customer, evidence }: Carried): Fact | undefined {
  const occurredAt = time(order, 'processed_at', 'created_at');
  return customer && { type: 'lead.captured', via: 'free_checkout', occurredAt, customer, evidence };
}
