import {
  type ConnectionSettings,
  type PaymentReceived,
  type Reading,
  type RefundChanged,
  type StoredDelivery,
  Unreadable,
} from '@fairlead/core/plugin';
import {
  carriedBy,
  child,
  customerKeys,
  defaultAliases,
  leftAside,
  type Names,
  namesFor,
  type Node,
  node,
  optionalText,
  optionalTime,
  present,
  text,
  time,
} from '@fairlead/core/reading';
import { amount, currencyOf, optionalAmount } from './amounts.ts';

/** What the reader of one kind of object is given. */
interface Told {
  /** `data` of the event. */
  readonly object: Node;
  /** When the event happened: used only where the object has no time of its own. */
  readonly occurredAt: string;
  readonly names: Names;
}

/** Which reader understands which event. One object has one reader, whatever happened to it. */
const readers: ReadonlyMap<string, (told: Told) => Reading> = new Map([
  ['payment.paid', readPayment],
  ['refund.changed', readRefund],
]);

export const events: readonly string[] = [...readers.keys()];

/** What a verified delivery states. The body is looked into only when its type is one we know. */
export function facts({ type, occurredAt, body }: StoredDelivery, settings: ConnectionSettings): Reading {
  const read = readers.get(type);
  if (read === undefined) return { facts: [], ignored: 'unknown_event' };
  const object = child(node(json(body), 'event'), 'data');
  if (object === undefined) throw new Unreadable('data', 'not an object');
  return read({ object: { ...object, path: 'data' }, occurredAt, names: namesFor(defaultAliases, settings) });
}

/** The payment is stated once, when it is paid, and dated by itself: a later read of it must state the same, word for word. */
function readPayment({ object: payment, names }: Told): Reading {
  const told = evidenceOf(payment, names);
  const currency = currencyOf(payment);
  const paid = amount(payment, 'amount', currency);
  if (paid === 0n) return { facts: [], ignored: 'no_money' };
  const order = optionalText(payment, 'order');
  const customer = child(payment, 'customer');
  const fact: PaymentReceived = present({
    type: 'payment.received',
    key: text(payment, 'id'),
    // Every other id that a refund or a later event may know this payment by.
    refs: order === undefined ? [] : [order],
    rank: 20,
    occurredAt: time(payment, 'paid_at'),
    currency,
    amount: paid,
    tax: optionalAmount(payment, 'tax', currency),
    billing: 'one_time',
    customer: customerKeys({
      externalId: told.externalId,
      processorId: customer && optionalText(customer, 'id'),
      email: customer && optionalText(customer, 'email'),
    }),
    items: [],
    evidence: told.evidence,
  } as const);
  return { facts: [fact], ...leftAside(told) };
}

/** A refund is one object with a state: `amount` is its own, and `asOf` decides which state is the latest (R2). */
function readRefund({ object: refund, occurredAt }: Told): Reading {
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
    status: refundStatus(refund),
  } as const);
  return { facts: [fact] };
}

/** A state that is not known would be a guess about money. */
function refundStatus(refund: Node): RefundChanged['status'] {
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

/** The click id, customer and campaign in the free data of a payment (`notes`), and the code that was redeemed. */
function evidenceOf(payment: Node, names: Names) {
  const notes = child(payment, 'notes');
  const code = optionalText(payment, 'code');
  return carriedBy(
    names,
    (name) => {
      const value = notes && optionalText(notes, name)?.trim();
      return value === undefined || value === '' ? [] : [value];
    },
    { coupons: code === undefined ? [] : [{ code }] },
  );
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Unreadable('event', 'not JSON in UTF-8');
  }
}
