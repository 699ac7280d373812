import t from 'tap';
import { changeCampaign } from '../../src/flows/manage/change-campaign.ts';
import { createApiKey } from '../../src/flows/manage/create-api-key.ts';
import { revokeApiKey } from '../../src/flows/manage/revoke-api-key.ts';
import { verifyOrganization } from '../../src/flows/verify/index.ts';
import { freshFor } from '../../src/http/key-cache.ts';
import { inOrganization } from '../../src/store/session.ts';
import { differentContexts } from '../flows/same-contexts.ts';
import { wholeServer } from './support/whole-server.ts';

/** Leads that pages tell, by a key that everybody can read there (F8, A5). */

const { app, acme, server, key: secret } = await wholeServer(t);
const jane = acme.slug('jane');
const bob = acme.slug('bob');
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const shop = 'https://www.shop.test';
const made = await createApiKey(server.desk, acme.scope, {
  name: 'Sign-up page',
  mode: 'live',
  kind: 'publishable',
  origins: [shop],
  signed: false,
});
let count = 0;
const person = () => ({ externalId: `user_${++count}`, email: `user${count}@example.com` });

interface Asked {
  readonly origin?: string | null;
  readonly key?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
const tell = (
  body: unknown,
  { origin = shop, key = made.key, type = 'text/plain;charset=UTF-8', headers }: Asked = {},
) =>
  app.inject({
    method: 'POST',
    url: `/t/${key}/leads`,
    headers: { ...(origin === null ? {} : { origin }), 'content-type': type, ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
const api = async (method: 'GET' | 'POST', url: string, payload?: object) => {
  const answer = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${secret}` },
    ...(payload && { payload }),
  });
  return answer.json<Record<string, never>>();
};
async function click(slug = jane): Promise<string> {
  const answer = await app.inject({ method: 'POST', url: `/r/${slug}`, headers: { 'user-agent': browser } });
  return answer.json<{ clickId: string }>().clickId;
}
const leadsOf = async (externalId: string) =>
  (await api('GET', `/v1/conversions?type=lead&q=${externalId}`))['data'] as unknown as {
    affiliateSlug: string;
    byPage: boolean;
    attributionMethod: string;
  }[];

t.test('F8: a page tells of a lead; a later payment of the customer is credited, by id or by e-mail', async (t) => {
  for (const by of ['externalId', 'email'] as const) {
    const customer = person();
    const answer = await tell({ customer, clickId: await click() });
    t.same([answer.statusCode, answer.json()], [202, { received: true, isTest: false }]);
    t.equal(answer.headers['access-control-allow-origin'], shop);
    t.equal(answer.headers['vary'], 'Origin');
    t.match(await leadsOf(customer.externalId), [{ affiliateSlug: jane, byPage: true, attributionMethod: 'link' }]);
    const sale = {
      externalEventId: `order_${count}`,
      amount: 10_000,
      currency: 'USD',
      customer: { [by]: customer[by] },
    };
    t.match(await api('POST', '/v1/sales', sale), { credited: true, commissions: [{ affiliateSlug: jane }] }, by);
  }
});

t.test('told again it is the same lead, and the first click stays', async (t) => {
  const customer = person();
  const first = await tell({ customer, clickId: await click() });
  const second = await tell({ customer, clickId: await click(bob) }, { type: 'application/json' });
  t.same([second.statusCode, second.json()], [202, first.json()]);
  t.match(await leadsOf(customer.externalId), [{ affiliateSlug: jane }]);
  t.equal((await leadsOf(customer.externalId)).length, 1);
});

t.test(
  'A5: what a server says of the same lead outranks what a page said, and makes it a lead like any other',
  async (t) => {
    const customer = person();
    await tell({ customer, clickId: await click(bob) });
    const told = await api('POST', '/v1/leads', { customer, affiliateSlug: jane });
    t.match(told, { affiliateSlug: jane, deduped: true });
    t.match(await leadsOf(customer.externalId), [{ affiliateSlug: jane, byPage: false }]);

    const other = person();
    await api('POST', '/v1/leads', { customer: other });
    await tell({ customer: other, clickId: await click(bob) });
    const sale = { externalEventId: `order_${count}`, amount: 10_000, currency: 'USD', customer: other };
    t.match(
      await api('POST', '/v1/sales', sale),
      { commissions: [{ affiliateSlug: bob }] },
      'a click the server did not know of',
    );

    for (const first of ['server', 'page']) {
      const third = person();
      const byServer = () => api('POST', '/v1/leads', { customer: third, campaign: 'main' });
      const byPage = async () => tell({ customer: third, clickId: await click(bob) });
      if (first === 'server') await byServer();
      await byPage();
      if (first === 'page') await byServer();
      t.match(await leadsOf(third.externalId), [{ affiliateSlug: bob }], `a campaign is nobody, the ${first} first`);
    }
  },
);

t.test('A5: a page that spoke first does not date a lead back before the click that a server tells', async (t) => {
  const customer = person();
  await tell({ customer, clickId: await click(bob) });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const told = await api('POST', '/v1/leads', { customer, clickId: await click(jane) });
  t.match(told, { affiliateSlug: jane, deduped: true });
  t.match(await leadsOf(customer.externalId), [{ affiliateSlug: jane, byPage: false }]);
});

t.test('one address told with ever more ids has no more than ten of them looked at again', async (t) => {
  const { email } = person();
  const clickId = await click(bob);
  const queued = async (): Promise<number> =>
    inOrganization(server.engine.store, acme.scope, async (session) => {
      const text = 'select count(*)::int as count from revisit where organization_id = $1';
      const [row] = await session.query<{ count: number }>({ name: 'queued', text }, [acme.organizationId]);
      return row?.count ?? 0;
    });
  const grows = async (externalId: string): Promise<number> => {
    const before = await queued();
    t.match((await tell({ customer: { externalId, email }, clickId })).json(), { received: true });
    return (await queued()) - before;
  };
  const grown: number[] = [];
  for (let n = 0; n < 30; n++) grown.push(await grows(`made_up_${n}`));
  t.ok(Math.max(...grown) <= 12, grown.join(' '));
  const sale = { externalEventId: `order_${++count}`, amount: 10_000, currency: 'USD', customer: { email } };
  t.match(await api('POST', '/v1/sales', sale), { commissions: [{ affiliateSlug: bob }] });
});

t.test('A5: a page teaches nothing about a customer others told of', async (t) => {
  const victim = person();
  const stranger = person();
  await api('POST', '/v1/leads', { customer: victim, affiliateSlug: jane });
  await tell({ customer: { externalId: victim.externalId, email: stranger.email }, clickId: await click(bob) });
  const sale = (customer: object) =>
    api('POST', '/v1/sales', { externalEventId: `order_${++count}`, amount: 10_000, currency: 'USD', customer });
  t.match(await sale({ email: stranger.email }), { credited: false }, 'the address is nobody’s by that');
  t.match(await sale(victim), { commissions: [{ affiliateSlug: jane }] });

  const { email } = (await api('GET', `/v1/affiliates/${acme.affiliate('jane')}`)) as { email?: string };
  const buyer = person();
  await tell({
    customer: { externalId: buyer.externalId, email: email ?? 'jane@example.com' },
    clickId: await click(bob),
  });
  t.match(
    await api('POST', '/v1/sales', {
      externalEventId: `order_${++count}`,
      amount: 10_000,
      currency: 'USD',
      customer: buyer,
      affiliateSlug: jane,
    }),
    { credited: true },
    'A7: no self-referral by what a page says',
  );
});

t.test('who has paid becomes nobody’s lead by a page, and the answer does not tell', async (t) => {
  const customer = person();
  await api('POST', '/v1/sales', { externalEventId: `order_${count}`, amount: 10_000, currency: 'USD', customer });
  for (const said of [customer, { email: customer.email }, { externalId: 'somebody_else', email: customer.email }]) {
    const answer = await tell({ customer: said, clickId: await click() });
    t.same([answer.statusCode, answer.json()], [202, { received: true, isTest: false }]);
  }
  t.same(await leadsOf(customer.externalId), []);
  t.same(await leadsOf('somebody_else'), []);
});

t.test('C3: where leads are paid for, a page’s waits for somebody’s word, and a server’s does not', async (t) => {
  const terms = { commission: { models: { cpl: { amount: { unit: 2_000_000, currency: 'USD' } } } } };
  await api('POST', `/v1/campaigns/${acme.campaign('main')}/terms`, { terms });
  const customer = person();
  await tell({ customer, clickId: await click() });
  const waiting = async () =>
    (await api('GET', `/v1/leads?q=${customer.externalId}`))['data'] as unknown as {
      id: string;
      state: string;
      byPage: boolean;
    }[];
  const [lead] = await waiting();
  t.match(lead, { state: 'awaiting', byPage: true, credits: [{ affiliateSlug: jane, commission: 0 }] });
  await api('POST', `/v1/leads/${lead!.id}/validate`, { reason: 'spoke to them' });
  t.match(await waiting(), [{ state: 'validated', byPage: true, credits: [{ commission: 200 }] }]);

  const other = person();
  await tell({ customer: other, clickId: await click() });
  const told = await api('POST', '/v1/leads', { customer: other });
  t.match(
    told,
    { deduped: true, affiliateSlug: jane, commissions: [{ amount: 200 }] },
    'the server’s word, and the page’s click',
  );
});

t.test('A9: nothing is received of who opted out, or did not consent where the campaign asks for it', async (t) => {
  const customer = person();
  const clickId = await click();
  for (const signal of [{ 'sec-gpc': '1' }, { dnt: '1' }] as Record<string, string>[]) {
    t.match((await tell({ customer, clickId, consent: true }, { headers: signal })).json(), {
      received: false,
      reason: 'opted_out',
    });
  }
  await changeCampaign(server.desk, acme.scope, acme.campaign('main'), { consentRequired: true });
  t.match((await tell({ customer, clickId })).json(), { received: false, reason: 'consent_missing' });
  t.same(await leadsOf(customer.externalId), []);
  t.match((await tell({ customer, clickId, consent: true })).json(), { received: true });
  await changeCampaign(server.desk, acme.scope, acme.campaign('main'), { consentRequired: false });
  const nobodys = '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11';
  t.match((await tell({ customer: person(), clickId: nobodys })).json(), { received: false, reason: 'unknown_click' });
});

t.test('C9: a key for tests makes tests', async (t) => {
  const { key } = await createApiKey(server.desk, acme.scope, {
    name: 'Staging',
    mode: 'test',
    kind: 'publishable',
    origins: ['http://localhost:5173'],
    signed: false,
  });
  t.match(key, /^pk_test_/);
  const customer = person();
  const answer = await tell({ customer, clickId: await click() }, { key, origin: 'http://localhost:5173' });
  t.match(answer.json(), { received: true, isTest: true });
  t.same(await leadsOf(customer.externalId), []);
});

t.test('browsers are answered for exactly the origins of the key', async (t) => {
  const ask = (origin: string, key = made.key) =>
    app.inject({
      method: 'OPTIONS',
      url: `/t/${key}/leads`,
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
  const yes = await ask(shop);
  t.match(
    [yes.statusCode, yes.headers],
    [
      204,
      {
        'access-control-allow-origin': shop,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type',
      },
    ],
  );
  t.equal(yes.headers['access-control-allow-credentials'], undefined);
  for (const origin of [
    'https://shop.test',
    'http://www.shop.test',
    'https://www.shop.test:8443',
    'https://www.shop.test.evil.test',
    'null',
  ]) {
    const body = { customer: person(), clickId: await click() };
    for (const answer of [await ask(origin), await tell(body, { origin })]) {
      t.match([answer.statusCode, answer.json()], [403, { code: 'origin_not_allowed' }], origin);
      t.equal(answer.headers['access-control-allow-origin'], undefined, origin);
      t.equal(answer.headers['vary'], 'Origin');
    }
    t.same(await leadsOf(body.customer.externalId), []);
  }
  t.match((await tell({}, { origin: null })).json(), { code: 'origin_not_allowed' }, 'no browser');
});

t.test('what is wrong is told with its code, and to the page too', async (t) => {
  const customer = person();
  const clickId = await click();
  const wrong: readonly (readonly [unknown, number, string])[] = [
    ['{', 400, 'malformed_json'],
    ['', 400, 'malformed_json'],
    ['[]', 400, 'invalid_request'],
    [{}, 400, 'invalid_request'],
    [{ customer, clickId: 'abc' }, 400, 'invalid_request'],
    [{ customer }, 400, 'invalid_request'],
    [{ customer: {}, clickId }, 400, 'invalid_request'],
    [{ customer: { email: 'no address' }, clickId }, 400, 'invalid_request'],
    [{ customer: { email: 1 }, clickId }, 400, 'invalid_request'],
    [{ customer: { externalId: 'a\0b' }, clickId }, 400, 'invalid_request'],
    [{ customer: { externalId: 'x'.repeat(256) }, clickId }, 400, 'invalid_request'],
    [{ customer: { ...customer, processorCustomerId: 'cus_1' }, clickId }, 400, 'invalid_request'],
    [{ customer, clickId, affiliateSlug: bob }, 400, 'invalid_request'],
    [{ customer, clickId, occurredAt: '2026-01-01T00:00:00Z' }, 400, 'invalid_request'],
    [{ customer, clickId, metadata: { a: 'b' } }, 400, 'invalid_request'],
  ];
  for (const [body, status, code] of wrong) {
    const answer = await tell(body);
    t.match([answer.statusCode, answer.json()], [status, { code }], JSON.stringify(body).slice(0, 100));
    t.equal(answer.headers['access-control-allow-origin'], shop);
  }
  t.match((await tell('a=b', { type: 'application/x-www-form-urlencoded' })).json(), {
    code: 'unsupported_media_type',
  });
  t.match((await tell({ customer, clickId }, { key: 'pk_live_nobody' })).json(), { code: 'unknown_key' });
  t.match((await tell({ customer, clickId }, { key: `pk_live_${'a'.repeat(32)}` })).json(), { code: 'unknown_key' });
  const inPage = await tell({ customer, clickId }, { key: secret });
  t.match([inPage.statusCode, inPage.json()], [403, { code: 'secret_key_in_page' }]);
  const read = await app.inject({ method: 'GET', url: `/t/${made.key}/leads` });
  t.match([read.statusCode, read.json()], [405, { code: 'method_not_allowed' }]);
});

t.test('a publishable key opens nothing else', async (t) => {
  const headers = { authorization: `Bearer ${made.key}`, origin: shop };
  const routes = [
    ['POST', '/v1/leads'],
    ['POST', '/v1/clicks'],
    ['POST', '/v1/events'],
    ['POST', '/v1/sales'],
    ['POST', '/v1/refunds'],
    ['GET', '/v1/conversions'],
    ['GET', '/v1/customers'],
    ['GET', '/v1/api-keys'],
    ['POST', '/v1/api-keys'],
    ['GET', '/v1/me'],
  ] as const;
  for (const [method, url] of routes) {
    const answer = await app.inject({ method, url, headers, ...(method === 'POST' && { payload: {} }) });
    t.match([answer.statusCode, answer.json()], [403, { code: 'publishable_key' }], `${method} ${url}`);
    t.equal(answer.headers['access-control-allow-origin'], undefined);
  }
});

t.test(
  'what pages told stands in order: decided again there is no difference, one by one or many together',
  async (t) => {
    const found: unknown[] = [];
    await verifyOrganization(server.engine, acme.scope.organizationId, {
      onDifference: (one) => found.push(one),
      onProgress: () => {},
    });
    t.same(found, []);
    t.same(await differentContexts(server.engine.store, acme.scope), []);
  },
);

t.test('made, listed and revoked like any key, with what goes with its kind', async (t) => {
  const make = (body: object) =>
    app.inject({ method: 'POST', url: '/v1/api-keys', headers: { authorization: `Bearer ${secret}` }, payload: body });
  const pages = { name: 'Pages', kind: 'publishable' };
  const answer = await make({
    ...pages,
    origins: ['https://Shop.test/', 'https://shop.test:443', 'http://localhost:3000'],
  });
  t.match(
    [answer.statusCode, answer.json()],
    [
      201,
      {
        key: /^pk_live_[\w-]{32}$/,
        kind: 'publishable',
        scopes: [],
        signing: { required: false },
        signingSecret: null,
      },
    ],
  );
  const row = answer.json<{ id: string; key: string; origins: string[] }>();
  t.same(row.origins, ['https://shop.test', 'http://localhost:3000']);
  const wrong = [
    pages,
    { ...pages, origins: [] },
    { ...pages, origins: ['shop.test'] },
    { ...pages, origins: ['https://shop.test/signup'] },
    { ...pages, origins: ['https://*.shop.test'] },
    { ...pages, origins: ['https://user@shop.test'] },
    { ...pages, origins: ['chrome-extension://abc'] },
    { ...pages, origins: ['null'] },
    { ...pages, origins: [shop], scopes: ['track'] },
    { ...pages, origins: [shop], signed: true },
    { name: 'Shop', origins: [shop] },
    { name: 'Shop', kind: 'open' },
  ];
  for (const body of wrong) {
    const refused = await make(body);
    t.match([refused.statusCode, refused.json()], [400, { code: 'invalid_request' }], JSON.stringify(body));
  }
  const audit = await api('GET', '/v1/audit?take=50');
  t.match(JSON.stringify(audit), row.id);
  t.notMatch(JSON.stringify(audit), row.key);

  const before = await tell(
    { customer: person(), clickId: await click() },
    { key: row.key, origin: 'https://shop.test' },
  );
  t.equal(before.statusCode, 202);
  await revokeApiKey(server.desk, acme.scope, row.id);
  await new Promise((resolve) => setTimeout(resolve, freshFor));
  const after = await tell(
    { customer: person(), clickId: await click() },
    { key: row.key, origin: 'https://shop.test' },
  );
  t.match([after.statusCode, after.json()], [401, { code: 'unknown_key' }]);
});
