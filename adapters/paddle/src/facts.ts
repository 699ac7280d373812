import { type ConnectionSettings, type Reading, type StoredDelivery, Unreadable } from '@fairlead/core/plugin';
import { readAdjustment } from './facts/adjustment.ts';
import { readCustomer } from './facts/customer.ts';
import { readDiscount } from './facts/discount.ts';
import { nothing, type ObjectReader } from './facts/reader.ts';
import { readSubscription } from './facts/subscription.ts';
import { readTransaction } from './facts/transaction.ts';
import { type Aliases, namesFor } from '@fairlead/core/reading';
import { parse } from './parse.ts';
import { child, node } from './read.ts';

/** Which reader understands which event (PROCESSORS, Paddle). One object has one reader, whatever happened to it. */
const readers: ReadonlyMap<string, ObjectReader> = new Map([
  ['transaction.completed', readTransaction],
  ['transaction.paid', readTransaction],
  ['transaction.payment_failed', readTransaction],
  ['adjustment.created', readAdjustment],
  ['adjustment.updated', readAdjustment],
  ['customer.created', readCustomer],
  ['customer.updated', readCustomer],
  ['customer.imported', readCustomer],
  ['subscription.created', readSubscription],
  ['subscription.trialing', readSubscription],
  ['subscription.activated', readSubscription],
  ['subscription.updated', readSubscription],
  ['subscription.past_due', readSubscription],
  ['subscription.paused', readSubscription],
  ['subscription.resumed', readSubscription],
  ['subscription.canceled', readSubscription],
  ['subscription.imported', readSubscription],
  ['discount.created', readDiscount],
  ['discount.updated', readDiscount],
  ['discount.imported', readDiscount],
]);

export const events: readonly string[] = [...readers.keys()];

/** What a verified delivery states. The body is looked into only when its type is one we know. */
export const factsReader =
  (aliases: Aliases) =>
  (delivery: StoredDelivery, settings: ConnectionSettings): Reading => {
    const read = readers.get(delivery.type);
    if (read === undefined) return nothing('unknown_event');
    const object = child(node(json(delivery.body), 'event'), 'data');
    if (object === undefined) throw new Unreadable('data', 'not an object');
    return read({
      object: { ...object, path: 'data' },
      occurredAt: delivery.occurredAt,
      names: namesFor(aliases, settings),
    });
  };

function json(body: Uint8Array): unknown {
  try {
    return parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Unreadable('event', 'not JSON in UTF-8');
  }
}
