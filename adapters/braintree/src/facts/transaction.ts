import type { Fact, PaymentReceived, Reading, RefundChanged } from '@fairlead/core/plugin';
import { type Names } from '@fairlead/core/reading';
import { type Carried, carried } from '../evidence.ts';
import { amount, children, currencyOf, type Node, optionalAmount, optionalText, present, text, time } from '../read.ts';
import { disputeChanged } from './dispute.ts';
import { nothing, reading } from './reader.ts';

/** Where a transaction stands: handed over to be settled counts as paid; what is taken back after that is a reversal. */
type Standing = 'open' | 'captured' | 'undone';

export interface About {
  readonly names: Names;
  /** Told by a subscription's notification, which knows first from renewal. */
  readonly billing?: PaymentReceived['billing'];
  /** `refund_failed` says so, whatever the status. */
  readonly failed?: boolean;
}

/**
 * A sale or a refund (`type` credit), the same whether a notification told it or a search found it. Amounts are decimals in the transaction's
 * currency. Shape: `Transaction` of SDK 3.40.0.
 */
export function readTransaction(transaction: Node, about: About): Reading {
  const refund = about.failed === true || optionalText(transaction, 'type') === 'credit';
  return refund ? readRefund(transaction, about.failed === true) : readSale(transaction, about);
}

function readSale(transaction: Node, { names, billing }: About): Reading {
  const standing = standingOf(transaction);
  if (standing === 'open') return nothing('not_paid');
  const told = carried(transaction, names);
  const payment = paid(transaction, told, billing);
  if (payment.amount === 0n) return nothing('no_money');
  const undone = standing === 'undone' ? givenUp(transaction, payment) : undefined;
  const disputes: readonly Fact[] = children(transaction, 'disputes').flatMap(
    (dispute) => disputeChanged(dispute, undefined, payment) ?? [],
  );
  return reading([payment, undone, ...disputes], told.foreignProgram ? 'foreign_program' : undefined);
}

function paid(transaction: Node, told: Carried, billing: PaymentReceived['billing'] | undefined): PaymentReceived {
  const currency = currencyOf(transaction);
  const subscription = optionalText(transaction, 'subscriptionId');
  return present({
    type: 'payment.received',
    key: text(transaction, 'id'),
    refs: [],
    rank: billing === undefined ? 20 : 30,
    occurredAt: time(transaction, 'createdAt'),
    currency,
    amount: amount(transaction, 'amount', currency),
    tax: optionalAmount(transaction, 'taxAmount', currency),
    shipping: optionalAmount(transaction, 'shippingAmount', currency),
    discount: optionalAmount(transaction, 'discountAmount', currency),
    billing: billing ?? (subscription === undefined ? 'one_time' : 'unknown'),
    subscription,
    customer: told.customer,
    items: [],
    evidence: told.evidence,
  } as const);
}

/** Voided, or declined while it was settled: the whole of it is taken back, as one object that never changes. */
function givenUp(transaction: Node, { key, amount: whole, currency }: PaymentReceived): RefundChanged {
  const at = time(transaction, 'updatedAt', 'createdAt');
  return {
    type: 'refund.changed',
    model: 'item',
    key: `${key}/void`,
    refs: [key],
    occurredAt: time(transaction, 'createdAt'),
    asOf: at,
    currency,
    amount: whole,
    status: 'succeeded',
    reason: text(transaction, 'status'),
  };
}

/** Each refund is a transaction of its own, with its own amount. */
function readRefund(transaction: Node, failed: boolean): Reading {
  const refunded = optionalText(transaction, 'refundedTransactionId');
  if (refunded === undefined) return nothing('detached_credit');
  const currency = currencyOf(transaction);
  const standing = failed ? 'undone' : standingOf(transaction);
  const status = { open: 'pending', captured: 'succeeded', undone: 'failed' } as const;
  return reading([
    {
      type: 'refund.changed',
      model: 'item',
      key: text(transaction, 'id'),
      refs: [refunded],
      occurredAt: time(transaction, 'createdAt'),
      asOf: time(transaction, 'updatedAt', 'createdAt'),
      currency,
      amount: amount(transaction, 'amount', currency),
      status: status[isRefused(transaction) ? 'undone' : standing],
    },
  ]);
}

/** `Transaction.Status`. A sale refused before it was handed over was never paid; after, `statusHistory` tells that it was. */
function standingOf(transaction: Node): Standing {
  const status = text(transaction, 'status').toLowerCase();
  if (captured.has(status)) return 'captured';
  if (!undone.has(status)) return 'open';
  const history = children(transaction, 'statusHistory').map(
    (entry) => optionalText(entry, 'status')?.toLowerCase() ?? '',
  );
  return status === 'settlement_declined' || history.some((past) => captured.has(past)) ? 'undone' : 'open';
}

const captured = new Set(
  'submitted_for_settlement settling settlement_pending settlement_confirmed settled'.split(' '),
);
const undone = new Set(['voided', 'failed', 'settlement_declined', 'processor_declined', 'gateway_rejected']);

const isRefused = (transaction: Node): boolean => undone.has(text(transaction, 'status').toLowerCase());
