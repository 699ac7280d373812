import { type ConnectionSettings, type Reading, type StoredDelivery, Unreadable } from '@fairlead/core/plugin';
import { type Aliases, child, namesFor, node } from '@fairlead/core/reading';
import { readChargeback } from './facts/chargeback.ts';
import { readCode } from './facts/code.ts';
import { readCustomer } from './facts/customer.ts';
import { readPayment } from './facts/payment.ts';
import type { ObjectReader } from './facts/reader.ts';
import { readRefund } from './facts/refund.ts';
import { readSubscription } from './facts/subscription.ts';

/** Which reader understands which event. One object has one reader, whatever happened to it. */
const readers: ReadonlyMap<string, ObjectReader> = new Map([
  ['payment.paid', readPayment],
  ['refund.created', readRefund],
  ['refund.changed', readRefund],
  ['chargeback.opened', readChargeback],
  ['chargeback.changed', readChargeback],
  ['subscription.started', readSubscription],
  ['subscription.ended', readSubscription],
  ['customer.changed', readCustomer],
  ['customer.erased', readCustomer],
  ['code.created', readCode],
  // What `fetch` has read, told as an event of ours.
  ['code.read', readCode],
]);

export const events: readonly string[] = [...readers.keys()];

/** What a verified delivery states. The body is looked into only when its type is one we know. */
export const factsReader =
  (aliases: Aliases) =>
  ({ type, occurredAt, body }: StoredDelivery, settings: ConnectionSettings): Reading => {
    const read = readers.get(type);
    if (read === undefined) return { facts: [], ignored: 'unknown_event' };
    const object = child(node(json(body), 'event'), 'data');
    if (object === undefined) throw new Unreadable('data', 'not an object');
    return read({ type, object: { ...object, path: 'data' }, occurredAt, names: namesFor(aliases, settings) });
  };

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Unreadable('event', 'not JSON in UTF-8');
  }
}
