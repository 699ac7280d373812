import { type ConnectionSettings, type Reading, type StoredDelivery, Unreadable } from '@fairlead/core/plugin';
import { type Aliases, namesFor } from '@fairlead/core/reading';
import { readCustomer, readDeletedCustomer, readRedactedCustomer, readRedactedShop } from './facts/customer.ts';
import { readDispute } from './facts/dispute.ts';
import { readOrder } from './facts/order.ts';
import { nothing, type ObjectReader } from './facts/reader.ts';
import { readRefund } from './facts/refund.ts';
import { parse } from './parse.ts';
import { node } from './read.ts';

/** Which reader understands which topic. One object has one reader, whatever happened to it. */
const readers: ReadonlyMap<string, ObjectReader> = new Map<string, ObjectReader>([
  ['orders/create', readOrder],
  ['orders/paid', readOrder],
  ['orders/updated', readOrder],
  ['orders/cancelled', readOrder],
  ['refunds/create', readRefund],
  ['disputes/create', readDispute],
  ['disputes/update', readDispute],
  ['customers/create', readCustomer],
  ['customers/update', readCustomer],
  ['customers/delete', readDeletedCustomer],
  ['customers/redact', readRedactedCustomer],
  ['shop/redact', readRedactedShop],
  // For people to act on: what is known of a customer is read out and sent to the shop.
  ['customers/data_request', () => nothing('data_request')],
  ['app/uninstalled', () => nothing('app_uninstalled')],
]);

export const events: readonly string[] = [...readers.keys()];

/** By these a person, or a shop with everybody in it, is erased. */
export const erasures: readonly string[] = ['customers/delete', 'customers/redact', 'shop/redact'];

/** What a verified delivery states. The body is looked into only when its topic is one we know. */
export const factsReader =
  (aliases: Aliases) =>
  (delivery: StoredDelivery, settings: ConnectionSettings): Reading => {
    const read = readers.get(delivery.type);
    if (read === undefined) return nothing('unknown_event');
    const [kind = 'object'] = delivery.type.split('/');
    const object = node(json(delivery.body), kind);
    const live = settings.mode !== 'test';
    return read({ object, asOf: delivery.occurredAt, names: namesFor(aliases, settings), live });
  };

function json(body: Uint8Array): unknown {
  try {
    return parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Unreadable('body', 'not JSON in UTF-8');
  }
}
