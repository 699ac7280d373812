import type { StoryDelivery } from '@fairlead/core/plugin';
import { connection, disputeOf, lineOf, orderOf, refundLineOf } from './as-graphql.ts';
import { denied, type Operation } from './server.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The Admin API of a shop that holds what deliveries told, each object as it stood last. */
export function shopHolding(
  told: readonly Pick<StoryDelivery, 'type' | 'body'>[],
  { scopes = ['read_orders', 'read_all_orders', 'read_shopify_payments_disputes'], lines = 20, pageSize = 50 } = {},
): Readonly<Record<string, Operation>> {
  const orders = new Map<unknown, Fields>();
  const refunds = new Map<unknown, Fields>();
  const disputes = new Map<unknown, Fields>();
  for (const { type, body } of told) {
    const object = JSON.parse(body) as Fields;
    if (type.startsWith('orders/')) orders.set(object['id'], object);
    if (type.startsWith('refunds/')) refunds.set(object['id'], object);
    if (type.startsWith('disputes/')) disputes.set(object['id'], object);
    // An order tells its refunds at their latest state.
    const within = (object['refunds'] as readonly Fields[] | undefined) ?? [];
    for (const refund of within) refunds.set(refund['id'], refund);
  }
  const whole = [...orders.values()].map((order) => {
    const own = [...refunds.values()].filter((refund) => refund['order_id'] === order['id']);
    return { ...order, refunds: own };
  });
  const page =
    (nodes: readonly Fields[], field: string, time: string): Operation =>
    (variables) => {
      const { query, after, first } = variables as { query: string; after: string | null; first: number };
      const [, from = '', to = ''] = /:>='([^']+)' AND \w+:<'([^']+)'/.exec(query) ?? [];
      const at = (node: Fields): string => new Date(String(node[time])).toISOString();
      const found = nodes.filter((node) => at(node) >= from && at(node) < to).sort((a, b) => (at(a) < at(b) ? -1 : 1));
      return { [field]: connection(found, Number(after ?? 0), Math.min(first, pageSize)) };
    };
  const rest =
    (objects: readonly Fields[], name: string, field: string, items: string, as: (line: Fields) => object): Operation =>
    ({ id, after }) => {
      const object = objects.find((one) => String(id).endsWith(`/${String(one['id'])}`));
      const list = ((object?.[items] ?? []) as readonly Fields[]).map(as);
      return { [name]: { [field]: connection(list, Number(after ?? 0), lines) } };
    };
  return {
    Scopes: () => ({ currentAppInstallation: { accessScopes: scopes.map((handle) => ({ handle })) } }),
    Orders: page(
      whole.map((order) => orderOf(order, lines)),
      'orders',
      'updatedAt',
    ),
    OrderLines: rest(whole, 'order', 'lineItems', 'line_items', lineOf),
    RefundLines: rest([...refunds.values()], 'refund', 'refundLineItems', 'refund_line_items', refundLineOf),
    Disputes: scopes.includes('read_shopify_payments_disputes')
      ? page([...disputes.values()].map(disputeOf), 'disputes', 'initiatedAt')
      : () => denied('disputes', 'read_shopify_payments_disputes'),
  };
}
