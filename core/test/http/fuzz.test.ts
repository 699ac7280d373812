import * as fc from 'fast-check';
import t from 'tap';
import * as api from '../../src/contract/api/index.ts';
import type { Areas } from '../../src/http/areas.ts';
import { makeSigningSecret } from '../../src/flows/manage/key-text.ts';
import { holds } from './support/holds.ts';
import { bearer, keyRing, testServer } from './support/server.ts';

/** Nothing a client sends may cause a 5xx: not one route, not one part of a request. */

const keys = keyRing();
const key = keys.add();
const signed = keys.add({ signing: { required: true, secrets: [makeSigningSecret()] } });

const areas: Areas = {
  redirects: (app) => void app.get('/r/:slug', async ({ params }) => params),
  hooks: (app) => void app.post('/:connection', async () => ({})),
  tracking: (app) => {
    app.post('/clicks', { schema: { body: api.ClickBody } }, async ({ body }) => body);
    app.post('/leads', { schema: { body: api.LeadBody } }, async ({ body }) => body);
    app.post('/events', { schema: { body: api.EventBody } }, async ({ body }) => body);
    app.post('/sales', { schema: { body: api.SaleBody } }, async ({ body }) => body);
    app.post('/refunds', { schema: { body: api.RefundBody } }, async ({ body }) => body);
  },
  api: (app) => {
    app.get('/conversions', { schema: { querystring: api.ConversionQuery } }, async ({ query }) => query);
    app.get('/conversions/:id/explain', { schema: { params: api.IdParams } }, async ({ params }) => params);
    app.post('/campaigns', { schema: { body: api.NewCampaign } }, async ({ body }) => body);
    app.patch(
      '/enrollments/:id',
      { schema: { params: api.IdParams, body: api.EnrollmentChange } },
      async ({ body }) => body,
    );
    app.delete('/links/:id', { schema: { params: api.IdParams } }, async () => ({}));
  },
};
const unlimited = {
  redirects: false,
  hooks: false,
  trackingKey: false,
  trackingAddress: false,
  apiKey: false,
  apiAddress: false,
  wrongKeys: false,
} as const;
const server = testServer(t, { findKey: keys.findKey, areas, settings: { limits: unlimited } });

const paths = [
  '/r/x',
  '/hooks/c',
  '/v1/clicks',
  '/v1/leads',
  '/v1/events',
  '/v1/sales',
  '/v1/refunds',
  '/v1/conversions',
  '/v1/conversions/x/explain',
  '/v1/campaigns',
];
const more = [
  '/v1/enrollments/x',
  '/v1/links/x',
  '/v1/x/none',
  '/openapi.json',
  '/docs',
  '/metrics',
  '/readyz',
  '/problems/x',
  '/problems/__proto__',
  '/',
];
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

const names = fc.constantFrom(
  'externalEventId',
  'amount',
  'currency',
  'tax',
  'customer',
  'email',
  'externalId',
  'affiliateSlug',
  'couponCode',
  'occurredAt',
  'lineItems',
  'quantity',
  'metadata',
  'terms',
  'commission',
  'models',
  'take',
  'since',
  'cursor',
  '__proto__',
  'constructor',
  'toString',
  '',
);
const texts = fc.oneof(
  fc.constantFrom(
    'USD',
    '2026-03-01T12:00:00Z',
    'a@b.example',
    '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11',
    'jane',
    '\0',
    '\ud800',
    '1e999',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 50 }),
);
const numbers = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -0, 1, -1, 2 ** 53, 1e308, 1e-7));
const json = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    texts,
    numbers,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.array(fc.tuple(names, tie('any')), { maxLength: 8 }).map((members) => Object.fromEntries(members)),
  ),
})).any;
const payloads = fc.oneof(
  { weight: 4, arbitrary: json.map((value) => JSON.stringify(value) ?? '') },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...Array.from('{}[]":,\\u0019.eE-')), maxLength: 80 }) },
);
const queries = fc.array(fc.tuple(names, fc.oneof(texts, fc.integer().map(String))), { maxLength: 4 }).map((pairs) => {
  const encode = (text: string): string => encodeURIComponent(text.toWellFormed());
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
});
const rawQueries = fc.string({ unit: fc.constantFrom(...Array.from('%0aF&=?+;[]/\'"x')), maxLength: 30 });
const headerValues = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
});
const headers = fc.record(
  {
    'content-type': fc.oneof(
      fc.constantFrom('application/json', 'text/plain', 'application/json;charset=x', ';', 'application/'),
      headerValues,
    ),
    authorization: fc.oneof(
      fc.constantFrom(bearer(key).authorization, bearer(signed).authorization, 'Bearer', 'Bearer x'),
      headerValues,
    ),
    'webhook-id': headerValues,
    'webhook-timestamp': fc.oneof(fc.integer().map(String), headerValues),
    'webhook-signature': fc.oneof(
      fc.base64String().map((text) => `v1,${text}`),
      headerValues,
    ),
    'content-encoding': headerValues,
    'x-forwarded-for': headerValues,
    'accept-version': headerValues,
    cookie: headerValues,
    'if-none-match': headerValues,
    range: headerValues,
    origin: headerValues,
  },
  { requiredKeys: [] },
);

t.test('nothing a client sends causes a 5xx, and every refusal is a problem with a code', async (t) => {
  const { app } = await server;
  const requests = fc.record({
    method: fc.constantFrom(...methods),
    path: fc.constantFrom(...paths, ...more),
    query: fc.oneof(queries, rawQueries, fc.constant('')),
    payload: payloads,
    headers: fc.oneof(
      headers,
      headers.map((some) => ({ ...some, 'content-type': 'application/json', ...bearer(key) })),
    ),
  });
  await holds(
    t,
    fc.asyncProperty(requests, async ({ method, path, query, payload, headers }) => {
      const bodied = method !== 'GET' && method !== 'HEAD';
      const answer = await app.inject({
        method,
        url: `${path}${query && `?${query}`}`,
        headers: headers as never,
        ...(bodied ? { payload } : {}),
      });
      if (answer.statusCode < 400) return true;
      if (answer.statusCode >= 500) throw new Error(`${answer.statusCode}: ${answer.body}`);
      if (method === 'HEAD') return true;
      const { code, status } = answer.json<{ code: string; status: number }>();
      return (
        typeof code === 'string' &&
        status === answer.statusCode &&
        answer.headers['content-type']?.startsWith('application/problem+json')
      );
    }),
    3000,
  );
});

t.test('any single change to a good sale is taken or refused with its place', async (t) => {
  const { app } = await server;
  const good = {
    externalEventId: 'order_1',
    amount: 10_000,
    currency: 'USD',
    tax: 100,
    customer: { externalId: 'c', email: 'a@b.example' },
    lineItems: [{ name: 'n', amount: 100, quantity: 1 }],
    metadata: { plan: 'pro' },
    occurredAt: '2026-03-01T12:00:00Z',
  };
  await holds(
    t,
    fc.asyncProperty(fc.constantFrom(...Object.keys(good)), json, async (name, value) => {
      const payload = JSON.stringify({ ...good, [name]: value });
      const answer = await app.inject({
        method: 'POST',
        url: '/v1/sales',
        payload,
        headers: { 'content-type': 'application/json', ...bearer(key) },
      });
      if (answer.statusCode === 200) return true;
      const { code, errors } = answer.json<{ code: string; errors?: { path: string }[] }>();
      if (code === 'malformed_json') return payload.includes('__proto__') || payload.includes('constructor');
      return answer.statusCode === 400 && (errors ?? []).some(({ path }) => path.startsWith(`/${name}`));
    }),
    2000,
  );
});

t.test('any path at all is answered', async (t) => {
  const { app } = await server;
  const path = fc
    .string({ unit: fc.constantFrom(...Array.from('/r%0aFv1.?&=;:*xhooks')), maxLength: 40 })
    .map((text) => `/${text}`);
  await holds(
    t,
    fc.asyncProperty(path, async (url) => {
      const { statusCode } = await app.inject({ url, headers: bearer(key) });
      return statusCode < 500;
    }),
    2000,
  );
});
