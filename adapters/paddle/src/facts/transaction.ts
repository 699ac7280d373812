import { type PaymentReceived, Unreadable } from '@fairlead/core/plugin';
import { amount, currencyOf, optionalAmount, signedAmount } from '../amounts.ts';
import { type Carried, customerKeys, leftAside } from '@fairlead/core/reading';
import { carried } from '../metadata.ts';
import { child, children, descend, type Node, optionalText, optionalTime, present, text, time } from '../read.ts';
import { lineItems } from './line-items.ts';
import { lead, nothing, type ObjectReader, reading, redeemed } from './reader.ts';

/**
 * A transaction is the payment, stated once: when it is completed. `transaction.paid` comes a moment before, when the subscription it starts
 * has no id yet. Shape: `ITransactionNotificationResponse` in the SDK's `notifications/types/transaction` (3.10.0).
 */
export const readTransaction: ObjectReader = ({ object: transaction, names }) => {
  const key = text(transaction, 'id');
  const status = optionalText(transaction, 'status');
  if (status === 'paid') return nothing('not_completed');
  if (status !== 'completed') return nothing('not_paid');
  const origin = optionalText(transaction, 'origin');
  if (origin === 'subscription_payment_method_change') return nothing('payment_method_change');

  const told = carried(names, child(transaction, 'custom_data'), redeemed(transaction, 'discount_id'));
  const payment = completed(transaction, key, told);
  if (payment.amount === 0n) return reading([freeStart(payment)], { ignored: 'no_money' });
  return reading([payment], leftAside(told));
};

function completed(transaction: Node, key: string, told: Carried): PaymentReceived {
  const invoice = optionalText(transaction, 'invoice_id');
  const subscription = optionalText(transaction, 'subscription_id');
  return present({
    type: 'payment.received',
    key,
    refs: invoice === undefined ? [] : [invoice],
    rank: 30,
    occurredAt: paidAt(transaction),
    ...amounts(transaction),
    billing: billing(optionalText(transaction, 'origin'), subscription !== undefined),
    subscription,
    customer: customerKeys({ externalId: told.externalId, processorId: optionalText(transaction, 'customer_id') }),
    items: lineItems(transaction),
    evidence: told.evidence,
  } as const);
}

/**
 * C2. G is `grand_total`: what was due after credit of the customer's balance. T is `total`: after discounts, with tax. `adjusted_totals` are not
 * looked at, since adjustments are facts of their own, and fees and payout totals are Paddle's business with the brand.
 */
function amounts(transaction: Node) {
  const totals = descend(transaction, 'details', 'totals');
  if (totals === undefined) throw new Unreadable(`${transaction.path}.details.totals`, 'no totals');
  const currency = currencyOf(transaction);
  const counted = optionalText(totals, 'currency_code') ?? currency;
  if (counted !== currency) {
    throw new Unreadable(`${totals.path}.currency_code`, `totals in ${counted} of a transaction in ${currency}`);
  }
  const given = totals.fields['total'] == null ? undefined : signedAmount(totals, 'total');
  const discount = totals.fields['discount'] == null ? 0n : signedAmount(totals, 'discount');
  // Nothing due and less, as when unused time is credited: of what the money was for, no more is known than its sum.
  const due = given === undefined || given > 0n;
  return {
    currency,
    amount: amount(totals, 'grand_total'),
    total: due ? given : undefined,
    tax: due ? optionalAmount(totals, 'tax') : undefined,
    discount: discount > 0n ? discount : undefined,
  };
}

/** When money was captured; an invoice paid by bank transfer was billed weeks before. A transaction over nothing has no payment. */
function paidAt(transaction: Node): string {
  const captured = children(transaction, 'payments')
    .filter((payment) => optionalText(payment, 'status') === 'captured')
    .flatMap((payment) => optionalTime(payment, 'captured_at') ?? []);
  return captured.sort().at(-1) ?? optionalTime(transaction, 'billed_at') ?? time(transaction, 'created_at');
}

/** `TransactionOrigin`; what comes later than the SDK's list is `unknown` rather than guessed. */
function billing(origin: string | undefined, subscribed: boolean): PaymentReceived['billing'] {
  switch (origin) {
    case 'web':
    case 'api':
      return subscribed ? 'first' : 'one_time';
    case 'subscription_recurring':
      return 'renewal';
    case 'subscription_update':
    case 'subscription_charge':
      return 'change';
    default:
      return 'unknown';
  }
}

/** An order over nothing, by a trial, a discount of 100% or credit of the customer's, is a lead (C2). */
function freeStart({ billing, occurredAt, customer, evidence, total = 0n, discount = 0n }: PaymentReceived) {
  if (billing !== 'first' && billing !== 'one_time') return undefined;
  const isTrial = billing === 'first' && discount === 0n && total === 0n;
  return lead(isTrial ? 'trial' : 'free_checkout', occurredAt, customer, evidence);
}
