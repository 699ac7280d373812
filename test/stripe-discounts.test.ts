import { randomBytes } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { createServer, defineConfig } from '@fairlead/core';
import { clickAttribution } from '@fairlead/click-attribution';
import { coupons } from '@fairlead/coupons';
import { cps } from '@fairlead/cps';
import { customerMatch } from '@fairlead/customer-match';
import { proportionalRefunds } from '@fairlead/proportional-refunds';
import { stripe } from '@fairlead/stripe';
import { connectProcessor } from '../core/src/flows/manage/connect-processor.ts';
import { load, registries } from '../core/src/plugins/index.ts';
import { sealer } from '../core/src/store/sealing.ts';
import { inSnapshot } from '../core/src/store/session.ts';
import { brand } from '../core/src/testing/builders.ts';
import { testDatabase } from '../core/src/testing/database.ts';

/** Codes redeemed on Stripe invoices outside of Checkout (PROCESSORS, Stripe, Coupon), with an API of Stripe's that is really asked. */
const signingSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const apiKey = 'rk_live_invoices';
const discount = {
  id: 'di_1',
  object: 'discount',
  promotion_code: 'promo_alice',
  source: { type: 'coupon', coupon: 'c' },
};

const invoice = (discounts: readonly unknown[]) => ({
  id: 'in_1',
  object: 'invoice',
  amount_paid: 10_000,
  billing_reason: 'manual',
  created: Math.floor(Date.now() / 1000) - 60,
  currency: 'usd',
  discounts,
  status: 'paid',
  total: 10_000,
});

async function setUp(t: Test, credentials: Record<string, string>) {
  const asked: string[] = [];
  const api = createHttpServer(({ url, headers }, response) => {
    asked.push(`${url} ${headers.authorization}`);
    if (headers.authorization !== `Bearer ${apiKey}`) return response.writeHead(401).end('{}');
    return response.end(JSON.stringify(invoice([discount])));
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  t.teardown(() => void api.close());
  const apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const config = defineConfig({
    http: { logRequests: 'none' },
    plugins: [clickAttribution(), customerMatch(), coupons(), cps(), proportionalRefunds(), stripe({ apiUrl })],
  });
  const { url } = await testDatabase(t);
  const loaded = load(config.plugins);
  const server = await createServer({
    config,
    loaded,
    databaseUrl: url,
    sealer: sealer([randomBytes(32)]),
    version: '0.0.0',
    logger: false,
  });
  t.teardown(() => server.stop());
  const acme = await brand(server.engine.store, {
    campaigns: [{ slug: 'main', affiliates: [{ name: 'alice', coupons: ['ALICE20'] }] }],
  });
  const connecting = { adapter: 'stripe', name: 'Stripe', mode: 'live', credentials } as const;
  const { id } = await connectProcessor(server.desk, acme.scope, connecting);
  const simulator = registries(loaded).adapters.get('stripe')?.simulator;
  const deliver = async (eventId: string, type: string, object: object): Promise<void> => {
    const created = Math.floor(Date.now() / 1000);
    const body = JSON.stringify({ id: eventId, object: 'event', created, livemode: true, type, data: { object } });
    const headers = { 'content-type': 'application/json', ...simulator?.sign(body, signingSecret, new Date()) };
    const { statusCode } = await server.app.inject({ method: 'POST', url: `/hooks/${id}`, headers, payload: body });
    t.equal(statusCode, 200, type);
  };
  const rows = (name: string, text: string) =>
    inSnapshot(server.engine.store, { organizationId: acme.organizationId, actor: 'test' }, (session) =>
      session.query<Record<string, unknown>>({ name, text }, []),
    );
  const credited = async () => {
    for (let look = 0; look < 400; look++) {
      const left = await rows(
        'left',
        `select from inbox where state = 'received' and attempts = 0 union all select from revisit where due_at <= now()`,
      );
      if (left.length === 0) break;
      await sleep(25);
    }
    return rows(
      'sales',
      'select method, coupon_code, commission::int from conversion where not withdrawn and not merged',
    );
  };
  await deliver('evt_code', 'promotion_code.created', {
    id: 'promo_alice',
    object: 'promotion_code',
    active: true,
    code: 'ALICE20',
  });
  return { asked, deliver, credited, rows };
}

const byAlice = [{ method: 'coupon', coupon_code: 'ALICE20', commission: 2_000 }];

t.test('with an API key the discounts of an invoice are read, and its code credits', async (t) => {
  const { asked, deliver, credited, rows } = await setUp(t, { signingSecret, apiKey });
  await deliver('evt_paid', 'invoice.paid', invoice(['di_1']));
  t.same(await credited(), byAlice);
  t.same(asked, [`/v1/invoices/in_1?expand[]=discounts Bearer ${apiKey}`]);
  t.match(await rows('inbox', `select event_id, state from inbox where event_id like 'evt_paid%' order by event_id`), [
    { event_id: 'evt_paid', state: 'processed' },
    { event_id: 'evt_paid → invoice:in_1', state: 'processed' },
  ]);
  const { length } = await rows('payments', `select from fact where fact ->> 'type' = 'payment.received'`);
  t.equal(length, 1, 'the invoice that was read states the same payment');
});

t.test('without a key the invoice counts as it is, and a discount of this one invoice tells its code', async (t) => {
  const { asked, deliver, credited } = await setUp(t, { signingSecret });
  await deliver('evt_paid', 'invoice.paid', invoice(['di_1']));
  t.same(await credited(), []);
  await deliver('evt_discount', 'customer.discount.created', {
    ...discount,
    invoice: 'in_1',
    start: Math.floor(Date.now() / 1000) - 120,
  });
  t.same(await credited(), byAlice);
  t.same(asked, []);
});

t.test('a key that Stripe refuses makes the invoice wait where it is seen', async (t) => {
  const { deliver, credited, rows } = await setUp(t, { signingSecret, apiKey: 'rk_live_wrong' });
  await deliver('evt_paid', 'invoice.paid', invoice(['di_1']));
  t.same(await credited(), []);
  t.match(await rows('inbox', `select state, problem from inbox where event_id = 'evt_paid'`), [
    {
      state: 'received',
      problem: { code: 'not_fetched', detail: /401: the connection's API key must be of this account/ },
    },
  ]);
});
