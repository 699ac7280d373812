import { createHmac } from 'node:crypto';
import type { RawDelivery } from '@fairlead/core/plugin';
import t from 'tap';
import { shopifyAdapter } from '../src/index.ts';

const secret = 'shpss_0123456789abcdef0123456789abcdef';
const now = new Date('2026-11-20T12:00:00.000Z');
const adapter = shopifyAdapter();
const told = adapter.simulator?.stories['one-time']?.deliveries({
  id: 'sig',
  now,
  live: true,
  amount: 10_000n,
  currency: 'EUR',
});
const [, , paid] = told ?? [];
const body = paid?.body ?? '';
const beside = paid?.headers ?? {};

const hmac = (payload: string | Buffer): string => createHmac('sha256', secret).update(payload).digest('base64');
const verify = (headers: Record<string, string>, received: string | Buffer = body) => {
  const delivery: RawDelivery = {
    headers: { ...beside, 'x-shopify-hmac-sha256': hmac(received), ...headers },
    body: Buffer.from(received),
  };
  return adapter.verify(delivery, [secret], now);
};

t.test('what the inbox keeps: webhook id, topic, time of the body, shop', async (t) => {
  t.match(verify({}), {
    ok: true,
    eventId: beside['x-shopify-webhook-id'],
    type: 'orders/paid',
    occurredAt: '2026-11-20T12:00:03.000Z',
    mode: 'unknown',
    account: 'fairlead-simulated.myshopify.com',
  });
  t.match(verify({ 'x-shopify-shop-domain': 'Larch.MyShopify.com' }), { account: 'larch.myshopify.com' });
});

t.test('the whole text of the signature counts, as one and no other text', async (t) => {
  const good = hmac(body);
  for (const signature of [good.slice(0, 43), `${good}=`, `${good} `, good.replaceAll('=', ''), good.toLowerCase()]) {
    t.match(verify({ 'x-shopify-hmac-sha256': signature }), { ok: false, reason: 'bad_signature' }, signature);
  }
  const hex = Buffer.from(good, 'base64').toString('hex');
  t.match(verify({ 'x-shopify-hmac-sha256': hex }), { ok: false, reason: 'bad_signature' }, 'hex');
  t.match(verify({ 'x-shopify-hmac-sha256': '' }), { ok: false, reason: 'missing_signature' });
});

t.test('topic and shop must be what they can be', async (t) => {
  for (const topic of ['', 'orders', 'orders/', 'orders/paid/1', '../paid', 'a'.repeat(300)]) {
    t.match(verify({ 'x-shopify-topic': topic }), { ok: false, reason: 'malformed' }, topic);
  }
  for (const shop of [
    '',
    'larch.example.com',
    'larch.myshopify.com.example.com',
    '.myshopify.com',
    'a b.myshopify.com',
  ]) {
    t.match(verify({ 'x-shopify-shop-domain': shop }), { ok: false, reason: 'malformed' }, shop);
  }
});

t.test('a shop the body signs is the shop of the header', async (t) => {
  const redaction = (shop: string) => JSON.stringify({ shop_id: 1, shop_domain: shop, customer: { id: 5 } });
  const headers = { 'x-shopify-topic': 'customers/redact', 'x-shopify-shop-domain': 'larch.myshopify.com' };
  t.match(verify(headers, redaction('larch.myshopify.com')), { ok: true });
  t.match(verify(headers, redaction('other.myshopify.com')), { ok: false, reason: 'malformed' });
});

t.test('without a webhook id, or with a senseless one, the content is the id', async (t) => {
  const ids = ['', ' ', 'x'.repeat(201), 'a\u0000b'].map((id) => {
    const verification = verify({ 'x-shopify-webhook-id': id });
    return verification.ok ? verification.eventId : '';
  });
  t.match(ids[0], /^orders\/paid:[0-9a-f]{32}$/);
  t.equal(new Set(ids).size, 1);
});

t.test('a signed body that is not UTF-8, or names nothing, is malformed', async (t) => {
  for (const received of [Buffer.from('{"id":1,"name":"Zoë"}', 'latin1'), '{"x":1}', '[{"id":1}]', '{"id":1} {}']) {
    t.match(verify({}, received), { ok: false, reason: 'malformed' }, String(received));
  }
});

t.test('ids beyond 2^53 are read digit by digit', async (t) => {
  const settings = { aliases: { click: [], customer: [], campaign: [] } };
  const read = (type: string, text: string) =>
    adapter.facts({ eventId: 'e', type, occurredAt: '2026-11-02T09:30:05.000Z', body: Buffer.from(text) }, settings);
  const order = read(
    'orders/paid',
    `{"id":820982911946154508,"financial_status":"paid","currency":"EUR","total_price":"1.00","created_at":"2026-11-02T09:30:00Z",
      "customer":{"id":115310627314723954}}`,
  );
  t.match(order.facts, [
    {
      key: 'gid://shopify/Order/820982911946154508',
      refs: ['820982911946154508'],
      customer: { processorId: 'gid://shopify/Customer/115310627314723954' },
    },
  ]);
  const refund = read(
    'refunds/create',
    `{"id":890088186047892319,"order_id":820982911946154508,"transactions":[{"id":245135271310201194,"kind":"refund","status":"success",
      "amount":"1.00","currency":"EUR","created_at":"2026-11-02T09:30:00Z"}]}`,
  );
  t.match(refund.facts, [
    { key: 'gid://shopify/OrderTransaction/245135271310201194', refs: ['gid://shopify/Order/820982911946154508'] },
  ]);
  for (const id of ['820982911946154508.5', '-1', '1e30', '"12a"', '"99999999999999999999999"']) {
    t.throws(() => read('customers/create', `{"id":${id}}`), /^customers\.id: not an id/, id);
  }
});
