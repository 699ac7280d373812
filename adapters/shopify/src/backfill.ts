import { createHash } from 'node:crypto';
import { type BackfillPage, type ProcessorAccount, ProcessorRefused, type StoredDelivery } from '@fairlead/core/plugin';
import { exactBody } from '@fairlead/core/reading';
import type { Static } from '@sinclair/typebox';
import { type ShopifyApi, shopifyApi } from './api.ts';
import { disputeAsWebhook, idOf, orderAsWebhook } from './backfill/as-webhook.ts';
import { allOf, pages } from './backfill/nodes.ts';
import { disputesQuery, orderLinesQuery, ordersQuery, refundLinesQuery } from './backfill/queries.ts';
import { scopesOf } from './backfill/scopes.ts';
import type { Credentials } from './credentials.ts';
import { children, type Node, optionalText, optionalTime } from './read.ts';

const dayMs = 86_400_000;
/** How far back a shop tells of orders without `read_all_orders`. */
const reachOfOrdersMs = 60 * dayMs;
/** Banks take their time: a dispute this much older may have changed within the span. */
const lengthOfDisputesMs = 120 * dayMs;

/**
 * What a shop can still tell: orders that changed, with their refunds, and disputes, as they stand now. Shopify lists no deliveries and knows no ids of those it sent;
 * the same state of an order is the same find, and states what its webhooks stated.
 */
export const backfiller = (apiUrl: string, pauseMs?: number, now = () => new Date()) =>
  async function* backfill(
    account: ProcessorAccount<Static<Credentials>>,
    since: Date,
    until: Date,
  ): AsyncGenerator<BackfillPage> {
    const api = await shopifyApi(account, apiUrl, pauseMs);
    const scopes = await scopesOf(api);
    if (!scopes.has('read_all_orders') && since.getTime() < now().getTime() - reachOfOrdersMs) {
      throw new ProcessorRefused(
        'missing_permission',
        'The app lacks the access scope read_all_orders: without it a shop tells of the last 60 days only. Begin later, or ask Shopify for the scope.',
      );
    }
    yield* ordersOf(api, changedWithin('updated_at', since, until));
    // A shop may have no Shopify Payments, and its app no such scope: then no disputes come by webhook either.
    if (!scopes.has('read_shopify_payments_disputes')) return;
    yield* disputesOf(api, changedWithin('initiated_at', new Date(since.getTime() - lengthOfDisputesMs), until));
  };

const changedWithin = (field: string, since: Date, until: Date): string =>
  `${field}:>='${since.toISOString()}' AND ${field}:<'${until.toISOString()}'`;

const paid = new Set(['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED']);

async function* ordersOf(api: ShopifyApi, search: string): AsyncGenerator<BackfillPage> {
  for await (const orders of pages(api, ordersQuery, 'orders', search, 20)) {
    const deliveries: StoredDelivery[] = [];
    for (const order of orders) {
      if (!paid.has(optionalText(order, 'displayFinancialStatus') ?? '')) continue;
      deliveries.push(found('orders/updated', order, 'updatedAt', orderAsWebhook(order, await linesOf(api, order))));
    }
    const reached = orders.map((order) => optionalTime(order, 'updatedAt')).at(-1);
    yield { deliveries, readAgain: true, ...(reached !== undefined && { reached }) };
  }
}

async function linesOf(api: ShopifyApi, order: Node) {
  const refunds = new Map<string, readonly Node[]>();
  for (const refund of children(order, 'refunds')) {
    const rest = { query: refundLinesQuery, field: 'refund' };
    refunds.set(idOf(refund) ?? '', await allOf(api, refund, 'refundLineItems', rest));
  }
  return { order: await allOf(api, order, 'lineItems', { query: orderLinesQuery, field: 'order' }), refunds };
}

async function* disputesOf(api: ShopifyApi, search: string): AsyncGenerator<BackfillPage> {
  for await (const disputes of pages(api, disputesQuery, 'disputes', search, 50))
    yield { deliveries: disputes.map(disputeFound), readAgain: true };
}

const disputeFound = (dispute: Node): StoredDelivery =>
  found('disputes/update', dispute, 'initiatedAt', disputeAsWebhook(dispute));

function found(type: string, object: Node, time: string, told: object): StoredDelivery {
  const body = exactBody(told);
  const state = createHash('sha256').update(body).digest('hex').slice(0, 16);
  const occurredAt = optionalTime(object, time) ?? '1970-01-01T00:00:00.000Z';
  return { eventId: `${optionalText(object, 'id') ?? ''}@${state}`, type, occurredAt, body };
}
