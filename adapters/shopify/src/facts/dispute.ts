import { type DisputeChanged, Unreadable } from '@fairlead/core/plugin';
import { amount, currencyOf } from '../amounts.ts';
import { gid, type Node, optionalId, optionalText, optionalTime, ownGid, present, text, time } from '../read.ts';
import { nothing, type ObjectReader, reading } from './reader.ts';

/**
 * A dispute of Shopify Payments. Movements of money are not told and follow from its state (R3): a chargeback is withdrawn when it is opened
 * and given back when it is won; an inquiry moves nothing until it becomes a chargeback. What a merchant refunds to end it comes as a refund.
 *
 * Shape: `Dispute` of the REST Admin API. It has no time of change: its latest date is taken, and within one date more money moved is later.
 */
export const readDispute: ObjectReader = ({ object: dispute }) => {
  const order = optionalId(dispute, 'order_id');
  if (order === undefined) return nothing('names_no_payment');
  const currency = currencyOf(dispute, 'currency');
  if (currency === undefined) throw new Unreadable(`${dispute.path}.currency`, 'a currency is missing');
  const disputed = amount(dispute, 'amount', currency);
  const opened = time(dispute, 'initiated_at');
  const fact: DisputeChanged = present({
    type: 'dispute.changed',
    key: ownGid(dispute, 'ShopifyPaymentsDispute'),
    refs: [gid('Order', order)],
    occurredAt: opened,
    asOf: latestOf(opened, optionalTime(dispute, 'evidence_sent_on'), optionalTime(dispute, 'finalized_on')),
    currency,
    amount: disputed,
    ...movements(dispute, disputed),
    phase: phaseOf(dispute),
    reason: optionalText(dispute, 'reason'),
  } as const);
  return reading([fact]);
};

const latestOf = (first: string, ...others: readonly (string | undefined)[]): string =>
  others.reduce<string>((latest, time) => (time !== undefined && time > latest ? time : latest), first);

function movements(dispute: Node, disputed: bigint): { withdrawn: bigint; reinstated: bigint } {
  const status = text(dispute, 'status').toLowerCase();
  const moves = kindOf(dispute) === 'chargeback' && status !== 'charge_refunded';
  return { withdrawn: moves ? disputed : 0n, reinstated: moves && status === 'won' ? disputed : 0n };
}

/** A kind of the future would be a guess about money. */
function kindOf(dispute: Node): 'chargeback' | 'inquiry' {
  const kind = text(dispute, 'type').toLowerCase();
  if (kind === 'chargeback' || kind === 'inquiry') return kind;
  throw new Unreadable(`${dispute.path}.type`, `an unknown kind of dispute: ${kind}`);
}

/** For display. */
function phaseOf(dispute: Node): DisputeChanged['phase'] {
  switch (text(dispute, 'status').toLowerCase()) {
    case 'needs_response':
      return kindOf(dispute) === 'inquiry' ? 'warning' : 'opened';
    case 'won':
      return 'won';
    case 'lost':
    case 'accepted':
      return 'lost';
    case 'charge_refunded':
      return 'closed';
    default:
      return kindOf(dispute) === 'inquiry' ? 'warning' : 'under_review';
  }
}
