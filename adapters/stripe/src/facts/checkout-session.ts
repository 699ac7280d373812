import type { CustomerKeys, Evidence, PaymentReceived } from '@fairlead/core/plugin';
import { amount, currencyOf, optionalAmount, shippingOf } from '../amounts.ts';
import { customerKeys, leftAside } from '@fairlead/core/reading';
import { carried } from '../metadata.ts';
import { child, id, type Node, optionalId, optionalInteger, optionalText, present, text, time } from '../read.ts';
import { couponsOf } from './coupons.ts';
import { lead, learned, linked, nothing, type ObjectReader, reading } from './reader.ts';

/**
 * A Checkout session, where most evidence is: `client_reference_id`, `metadata`, the promotion code. It states the payment itself (rank 20)
 * only where there is no invoice: `mode=payment`, paid. For a subscription, or with `invoice_creation`, the invoice states it, and the
 * session says who it is and that they are one. So it does while the money is still under way (`unpaid`: bank debits, manual capture),
 * since the intent that states it later carries nothing of the session's.
 *
 * Shape: `Session` in `resources/Checkout/Sessions.d.ts`. `line_items` are only in an expanded read and are not looked at, so that a
 * delivery and a read state one content. The time is the session's `created`: it has no time of payment.
 */
export const readCheckoutSession: ObjectReader = ({ object: session, names }) => {
  const mode = text(session, 'mode');
  if (mode === 'setup') return nothing('no_money');
  if (optionalText(session, 'status') === 'expired') return nothing('not_paid');

  const told = carried(names, [child(session, 'metadata')], {
    clickIds: [optionalText(session, 'client_reference_id')],
    coupons: couponsOf(session),
  });
  const customer = customerOf(session, told.externalId);
  const opened = time(session, 'created');
  const status = optionalText(session, 'payment_status');
  if (isFree(session, status)) {
    const via = mode === 'subscription' && !isDiscounted(session) ? 'trial' : 'free_checkout';
    return reading([lead(via, opened, customer, told.evidence)], { ignored: 'no_money' });
  }

  const invoice = optionalId(session, 'invoice');
  if (status === 'paid' && mode === 'payment' && invoice === undefined) {
    return reading([paidSession(session, customer, told.evidence)], leftAside(told));
  }
  const refs = [id(session, 'id'), invoice, optionalId(session, 'payment_intent')];
  return reading([linked(refs, opened), learned(refs, opened, customer, told.evidence)], leftAside(told));
};

function paidSession(session: Node, customer: CustomerKeys | undefined, evidence: Evidence): PaymentReceived {
  const currency = currencyOf(session);
  const details = child(session, 'total_details');
  const intent = optionalId(session, 'payment_intent');
  const total = amount(session, 'amount_total', currency);
  return present({
    type: 'payment.received',
    key: id(session, 'id'),
    refs: intent === undefined ? [] : [intent],
    rank: 20,
    occurredAt: time(session, 'created'),
    currency,
    amount: total,
    total,
    tax: details && optionalAmount(details, 'amount_tax', currency),
    shipping: shippingOf(session, currency),
    discount: details && optionalAmount(details, 'amount_discount', currency),
    billing: 'one_time',
    customer,
    items: [],
    evidence,
  } as const);
}

/** Nothing is charged now: a trial, a coupon of 100%, a price of nothing. */
function isFree(session: Node, status: string | undefined): boolean {
  return status === 'no_payment_required' || (status === 'paid' && optionalInteger(session, 'amount_total') === 0n);
}

function isDiscounted(session: Node): boolean {
  const details = child(session, 'total_details');
  return ((details && optionalInteger(details, 'amount_discount')) ?? 0n) > 0n;
}

/** A guest has details and no `customer`. */
function customerOf(session: Node, externalId: string | undefined): CustomerKeys | undefined {
  const details = child(session, 'customer_details');
  return customerKeys({
    externalId,
    processorId: optionalId(session, 'customer'),
    email: (details && optionalText(details, 'email')) ?? optionalText(session, 'customer_email'),
    name: details && optionalText(details, 'name'),
  });
}
