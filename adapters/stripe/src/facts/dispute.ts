import { type DisputeChanged, Unreadable } from '@fairlead/core/plugin';
import { amount, currencyOf } from '../amounts.ts';
import { children, id, integer, type Node, optionalId, optionalText, present, text, time } from '../read.ts';
import { nothing, type ObjectReader, reading } from './reader.ts';

/**
 * A dispute at one state, from any `charge.dispute.*` event. What counts is money moved (R3): `balance_transactions` holds what was
 * withdrawn (negative) and reinstated (positive), none for an inquiry. `status` is for display: `lost` may still be appealed, and a
 * `charge.dispute.created` may be a mere warning. Shapes: `Dispute` in `resources/Disputes.d.ts`, `BalanceTransaction`.
 */
export const readDispute: ObjectReader = ({ object: dispute, asOf }) => {
  const refs = [optionalId(dispute, 'payment_intent'), optionalId(dispute, 'charge')].filter(
    (ref) => ref !== undefined,
  );
  if (refs.length === 0) return nothing('names_no_payment');
  const currency = currencyOf(dispute);
  const fact: DisputeChanged = present({
    type: 'dispute.changed',
    key: id(dispute, 'id'),
    refs,
    occurredAt: time(dispute, 'created'),
    asOf,
    currency,
    amount: amount(dispute, 'amount', currency),
    ...movements(dispute),
    phase: phase(optionalText(dispute, 'status')),
    reason: optionalText(dispute, 'reason'),
  } as const);
  return reading([fact]);
};

/**
 * Stripe's own integers, unscaled: they are in the currency of the balance, which may be another than the payment's, and only their
 * ratio is used. `fee` is apart and is not the buyer's money.
 */
function movements(dispute: Node): { withdrawn: bigint; reinstated: bigint } {
  const moved = children(dispute, 'balance_transactions');
  const currencies = new Set(moved.map((movement) => text(movement, 'currency')));
  if (currencies.size > 1) {
    throw new Unreadable(`${dispute.path}.balance_transactions`, 'movements in several currencies have no ratio');
  }
  const amounts = moved.map((movement) => integer(movement, 'amount'));
  const total = (sign: bigint) => amounts.reduce((sum, value) => (value * sign > 0n ? sum + value * sign : sum), 0n);
  return { withdrawn: total(-1n), reinstated: total(1n) };
}

/** `Dispute.Status`. For display only, so a state of the future is shown as one under way. */
function phase(status: string | undefined): DisputeChanged['phase'] {
  switch (status) {
    case 'warning_needs_response':
    case 'warning_under_review':
      return 'warning';
    case 'warning_closed':
    case 'prevented':
      return 'closed';
    case 'needs_response':
      return 'opened';
    case 'won':
    case 'lost':
      return status;
    default:
      return 'under_review';
  }
}
