import { type RefundChanged, Unreadable } from '@fairlead/core/plugin';
import { amount, currencyOf, type Money, moneyOf } from '../amounts.ts';
import {
  children,
  gid,
  type Node,
  optionalBoolean,
  optionalId,
  optionalText,
  ownGid,
  present,
  text,
  time,
} from '../read.ts';
import { nothing, type ObjectReader, reading } from './reader.ts';
import { type Breakdown, breakdownOf, inShopMoney, type Returned } from './refund-breakdown.ts';

/**
 * A refund, by the money it moved: each of its transactions is one object with a state (R2), whatever lines were restocked. The note is for people, and may
 * name one: it is left aside. There is no topic for a transaction that succeeds later: `orders/updated` tells it again within the order.
 */
export const readRefund: ObjectReader = ({ object: refund, live }) => {
  ownGid(refund, 'Refund');
  const order = optionalId(refund, 'order_id');
  if (order === undefined) throw new Unreadable(`${refund.path}.order_id`, 'an id is missing');
  const facts = refundsOf(refund, gid('Order', order), { live });
  return facts.length > 0
    ? reading(facts)
    : nothing(children(refund, 'transactions').some(isTest) ? 'test_order' : 'no_money');
};

interface Beside {
  readonly live: boolean;
  /** Of the shop, where it is known from the order. */
  readonly currency?: string;
}

export function refundsOf(refund: Node, order: string, { live, currency }: Beside): readonly RefundChanged[] {
  const moved = children(refund, 'transactions').filter(
    (transaction) => optionalText(transaction, 'kind') === 'refund' && !(live && isTest(transaction)),
  );
  // What the lines say can be laid on the money only where there is one movement.
  const lines = moved.length === 1 ? breakdownOf(refund) : undefined;
  return moved.map((transaction) => refundChanged(refund, transaction, order, lines, currency));
}

const isTest = (transaction: Node): boolean => optionalBoolean(transaction, 'test');

function refundChanged(
  refund: Node,
  transaction: Node,
  order: string,
  lines: Breakdown | undefined,
  shop: string | undefined,
): RefundChanged {
  const paid = paidBack(transaction, lines?.shop.currency ?? shop);
  const told: Returned = lines === undefined ? paid : inShopMoney(paid, lines);
  const at = { ...refund.fields, ...transaction.fields };
  const occurredAt = time({ path: transaction.path, fields: at }, 'processed_at', 'created_at');
  return present({
    type: 'refund.changed',
    model: 'item',
    key: ownGid(transaction, 'OrderTransaction'),
    refs: [order],
    occurredAt,
    asOf: occurredAt,
    currency: told.currency,
    amount: told.amount,
    tax: told.tax,
    shipping: told.shipping,
    status: statusOf(transaction),
  } as const);
}

/** `amount` is in the currency the buyer paid in, which the transaction names; where it does not (null), they paid in the shop's. */
function paidBack(transaction: Node, shop: string | undefined): Money {
  const set = moneyOf(transaction, 'amount_set');
  if (set !== undefined) return set;
  const currency = currencyOf(transaction, 'currency') ?? shop;
  if (currency === undefined) throw new Unreadable(`${transaction.path}.currency`, 'a currency is missing');
  return { amount: amount(transaction, 'amount', currency), currency };
}

function statusOf(transaction: Node): RefundChanged['status'] {
  const status = text(transaction, 'status').toLowerCase();
  switch (status) {
    case 'success':
      return 'succeeded';
    case 'pending':
    case 'awaiting_response':
      return 'pending';
    case 'failure':
    case 'error':
      return 'failed';
    default:
      throw new Unreadable(`${transaction.path}.status`, `an unknown state of a refund: ${status}`);
  }
}
