import { type RefundChanged, Unreadable } from '@fairlead/core/plugin';
import { amount, currencyOf } from '../amounts.ts';
import { id, type Node, optionalId, optionalText, present, text, time } from '../read.ts';
import { nothing, type ObjectReader, reading } from './reader.ts';

/**
 * A refund as one object with a state (R2, item model), from `refund.created`, `.updated` and `.failed` alike: the event's name is not
 * needed. `amount` is this refund's own, never a running total. Shape: `Refund` in `resources/Refunds.d.ts`; it splits off no tax.
 */
export const readRefund: ObjectReader = ({ object: refund, asOf }) => {
  const refs = [optionalId(refund, 'payment_intent'), optionalId(refund, 'charge')].filter((ref) => ref !== undefined);
  if (refs.length === 0) return nothing('names_no_payment');
  const currency = currencyOf(refund);
  const fact: RefundChanged = present({
    type: 'refund.changed',
    model: 'item',
    key: id(refund, 'id'),
    refs,
    occurredAt: time(refund, 'created'),
    asOf,
    currency,
    amount: amount(refund, 'amount', currency),
    status: statusOf(refund),
    reason: optionalText(refund, 'reason'),
  } as const);
  return reading([fact]);
};

/** `pending`, `requires_action`, `succeeded`, `failed` or `canceled` (SDK). Any other would be a guess about money. */
function statusOf(refund: Node): RefundChanged['status'] {
  const status = text(refund, 'status');
  switch (status) {
    case 'succeeded':
      return 'succeeded';
    case 'pending':
    case 'requires_action':
      return 'pending';
    case 'failed':
    case 'canceled':
      return 'failed';
    default:
      throw new Unreadable(`${refund.path}.status`, `an unknown state of a refund: ${status}`);
  }
}
