import { type DisputeChanged, type Reading, type RefundChanged, Unreadable } from '@fairlead/core/plugin';
import { amount, currencyOf, optionalAmount, signedAmount } from '../amounts.ts';
import { child, type Node, optionalText, optionalTime, present, text } from '../read.ts';
import { asOf, nothing, type ObjectReader, reading, type Told } from './reader.ts';

/**
 * An adjustment of a transaction: a refund, a chargeback, the return of one, or a credit. Each is an object of its own with one action and a
 * status. Shape: `IAdjustmentNotificationResponse` in the SDK's `notifications/types/adjustment` (3.10.0).
 */
export const readAdjustment: ObjectReader = (told) => {
  const { object: adjustment } = told;
  const action = text(adjustment, 'action');
  switch (action) {
    case 'refund':
      return refund(told);
    case 'chargeback':
      return dispute(told, { moves: true, phase: isReversed(adjustment) ? 'won' : 'opened' });
    case 'chargeback_warning':
      return dispute(told, { moves: false, phase: isReversed(adjustment) ? 'closed' : 'warning' });
    case 'chargeback_reverse':
      return dispute(told, { moves: true, phase: 'won', counts: 'back' });
    case 'chargeback_warning_reverse':
      return dispute(told, { moves: false, phase: 'closed', counts: 'back' });
    case 'credit':
    case 'credit_reverse':
      return nothing('credit_is_no_refund');
    default:
      throw new Unreadable(`${adjustment.path}.action`, `an unknown action: ${action}`);
  }
};

/** A refund, item model (R2). Its `totals` are its own, never a running total; a refund of tax alone is all tax (R1). */
function refund(told: Told): Reading {
  const { object: adjustment } = told;
  const totals = totalsOf(adjustment);
  const fact: RefundChanged = present({
    type: 'refund.changed',
    model: 'item',
    ...about(told),
    amount: amount(totals, 'total'),
    tax: optionalAmount(totals, 'tax'),
    status: refundStatus(adjustment),
  } as const);
  return reading([fact]);
}

/** `AdjustmentStatus`: only an approved refund counts (PROCESSORS). Any other would be a guess about money. */
function refundStatus(adjustment: Node): RefundChanged['status'] {
  const status = text(adjustment, 'status');
  switch (status) {
    case 'approved':
      return 'succeeded';
    case 'pending_approval':
      return 'pending';
    case 'rejected':
    case 'reversed':
      return 'failed';
    default:
      throw new Unreadable(`${adjustment.path}.status`, `an unknown state of a refund: ${status}`);
  }
}

/**
 * A chargeback takes its total, and its return gives it back as an object of its own (R3). Paddle also marks the chargeback `reversed` then: that
 * moves nothing, or the same money would come back twice. A warning moves nothing at all.
 */
function dispute(
  told: Told,
  { moves, phase, counts }: Pick<DisputeChanged, 'phase' | 'counts'> & { readonly moves: boolean },
): Reading {
  const { object: adjustment } = told;
  const stated = signedAmount(totalsOf(adjustment), 'total');
  // Which way the money goes is said by the action.
  const total = stated < 0n ? -stated : stated;
  const status = optionalText(adjustment, 'status');
  const moved = moves && (status === 'approved' || status === 'reversed' || status === undefined);
  const fact: DisputeChanged = present({
    type: 'dispute.changed',
    ...about(told),
    amount: total,
    withdrawn: moved ? total : 0n,
    reinstated: 0n,
    counts,
    phase,
  } as const);
  return reading([fact]);
}

function about(told: Told) {
  const { object: adjustment, occurredAt } = told;
  return {
    key: text(adjustment, 'id'),
    refs: [text(adjustment, 'transaction_id')],
    occurredAt: optionalTime(adjustment, 'created_at') ?? occurredAt,
    asOf: asOf(told),
    currency: currencyOf(adjustment),
    reason: optionalText(adjustment, 'reason'),
  };
}

function totalsOf(adjustment: Node): Node {
  const totals = child(adjustment, 'totals');
  if (totals === undefined) throw new Unreadable(`${adjustment.path}.totals`, 'no totals');
  return totals;
}

const isReversed = (adjustment: Node): boolean => optionalText(adjustment, 'status') === 'reversed';
