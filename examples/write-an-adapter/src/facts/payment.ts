import { type Fact, type LineItem, type Need, type PaymentReceived, Unreadable } from '@fairlead/core/plugin';
import { child, children, leftAside, type Node, optionalText, present, text, time } from '@fairlead/core/reading';
import { amount, currencyOf, optionalAmount } from '../amounts.ts';
import { buyer, carried, type ObjectReader } from './reader.ts';

/**
 * A payment is stated once, when it is paid, and dated by itself: whatever event or later read tells it must state the same, word for word.
 * Pennywhistle names a redeemed code by its id; which code that is has to be asked (`needs`), unless `code.created` told it.
 */
export const readPayment: ObjectReader = ({ object: payment, names }) => {
  const codeId = optionalText(payment, 'code_id');
  const told = carried(names, payment, codeId === undefined ? [] : [{ codeId }]);
  const currency = currencyOf(payment);
  const paid = amount(payment, 'amount', currency);
  const needs: readonly Need[] = codeId === undefined ? [] : [{ kind: 'code', id: codeId }];
  const customer = buyer(child(payment, 'customer'), told.externalId);
  const occurredAt = time(payment, 'paid_at');

  // Zero is no sale (C2): with a code of 100% it is somebody who came, a lead.
  if (paid === 0n) {
    const lead: Fact | undefined = customer && {
      type: 'lead.captured',
      via: 'free_checkout',
      occurredAt,
      customer,
      evidence: told.evidence,
    };
    return { facts: lead === undefined ? [] : [lead], needs, ignored: 'no_money' };
  }

  const order = optionalText(payment, 'order');
  const subscription = optionalText(payment, 'subscription');
  const fact: PaymentReceived = present({
    type: 'payment.received',
    key: text(payment, 'id'),
    // Every other id that a refund, or another event, may know this payment by.
    refs: order === undefined ? [] : [order],
    rank: 20,
    occurredAt,
    currency,
    amount: paid,
    tax: optionalAmount(payment, 'tax', currency),
    shipping: optionalAmount(payment, 'shipping', currency),
    discount: optionalAmount(payment, 'discount', currency),
    billing: billing(payment, subscription),
    subscription,
    customer,
    items: children(payment, 'lines').map((line) => lineItem(line, currency)),
    evidence: told.evidence,
  } as const);
  return { facts: [fact], needs, ...leftAside(told) };
};

/** `period` counts the payments of a subscription from 1. What is not told is unknown, never guessed. */
function billing(payment: Node, subscription: string | undefined): PaymentReceived['billing'] {
  if (subscription === undefined) return 'one_time';
  const { period } = payment.fields;
  if (typeof period !== 'number') return 'unknown';
  return period === 1 ? 'first' : 'renewal';
}

/** Totals of lines are after discounts and without tax, as Fairlead's are. */
function lineItem(line: Node, currency: string): LineItem {
  const { quantity = 1 } = line.fields;
  if (typeof quantity !== 'number' || !Number.isSafeInteger(quantity) || quantity < 0) {
    throw new Unreadable(`${line.path}.quantity`, 'not a count');
  }
  return present({
    productId: optionalText(line, 'sku'),
    name: optionalText(line, 'title'),
    quantity,
    amount: amount(line, 'total', currency),
  });
}
