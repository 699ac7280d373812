import { type RefundChanged, Unreadable } from '@fairlead/core/plugin';
import { type Node, optionalText, optionalTime, present, text, time } from '@fairlead/core/reading';
import { amount, currencyOf, optionalAmount } from '../amounts.ts';
import type { ObjectReader } from './reader.ts';

/** A refund is one object with a state: `amount` is its own, never a running total, and `asOf` decides which state is the latest (R2). */
export const readRefund: ObjectReader = ({ object: refund, occurredAt }) => {
  const currency = currencyOf(refund);
  const fact: RefundChanged = present({
    type: 'refund.changed',
    model: 'item',
    key: text(refund, 'id'),
    refs: [text(refund, 'payment')],
    occurredAt: time(refund, 'created_at'),
    asOf: optionalTime(refund, 'changed_at') ?? occurredAt,
    currency,
    amount: amount(refund, 'amount', currency),
    tax: optionalAmount(refund, 'tax', currency),
    shipping: optionalAmount(refund, 'shipping', currency),
    status: statusOf(refund),
    reason: optionalText(refund, 'reason'),
  } as const);
  return { facts: [fact] };
};

/** A state that is not known would be a guess about money. */
function statusOf(refund: Node): RefundChanged['status'] {
  const status = text(refund, 'status');
  switch (status) {
    case 'requested':
      return 'pending';
    case 'sent':
      return 'succeeded';
    case 'failed':
      return 'failed';
    default:
      throw new Unreadable(`${refund.path}.status`, `an unknown state of a refund: ${status}`);
  }
}
