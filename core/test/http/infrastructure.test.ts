import t from 'tap';
import * as api from '../../src/contract/api/index.ts';
import type { Areas } from '../../src/http/areas.ts';
import { clock, testServer } from './support/server.ts';

const areas: Areas = {
  redirects: (app) => void app.get('/r/:slug', { schema: { hide: true } }, async () => ({})),
  tracking: (app) => {
    app.post(
      '/sales',
      {
        schema: { summary: 'Record a sale', tags: ['Tracking'], body: api.SaleBody, response: { 201: api.SaleAnswer } },
        config: { problems: ['unknown_affiliate'] },
      },
      async () => ({}) as never,
    );
  },
  api: (app) => {
    const routes = { querystring: api.ConversionQuery, response: { 200: api.ConversionPage } };
    app.get('/conversions', { schema: routes }, async () => ({ data: [], nextCursor: null }));
    app.get(
      '/conversions/:id',
      { schema: { params: api.IdParams, response: { 200: api.Conversion } } },
      async () => ({}) as never,
    );
  },
};

type Node = { readonly [name: string]: Node } & readonly Node[];

t.test('OpenAPI 3.1: the schemas as they are, by name, with every problem', async (t) => {
  const { app } = await testServer(t, { areas });
  const document = (await app.inject('/openapi.json')).json<Node>();
  t.equal(document['openapi'], '3.1.0');
  t.strictSame(
    Object.keys(document['paths'] ?? {}).sort(),
    ['/v1/conversions', '/v1/conversions/{id}', '/v1/sales'],
    'only what callers use',
  );
  const sale = document['paths']?.['/v1/sales']?.['post'];
  t.strictSame(sale?.['requestBody']?.['content']?.['application/json']?.['schema'], {
    $ref: '#/components/schemas/SaleBody',
  });
  t.strictSame(sale?.['responses']?.['201']?.['content']?.['application/json']?.['schema'], {
    $ref: '#/components/schemas/SaleAnswer',
  });
  t.strictSame(sale?.['security'], [{ key: [] }, { session: [] }]);
  t.match(sale?.['responses']?.['422'], {
    description: /unknown_affiliate/,
    content: { 'application/problem+json': {} },
  });
  for (const status of ['400', '401', '403', '409', '413', '415', '429', '503'])
    t.ok(sale?.['responses']?.[status], status);

  const schemas = document['components']?.['schemas'];
  t.match(schemas?.['SaleBody'], {
    additionalProperties: false,
    required: ['externalEventId', 'amount', 'currency'],
    properties: {
      amount: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER, examples: [10000] },
      customer: { $ref: '#/components/schemas/CustomerKeys' },
      occurredAt: { format: 'date-time' },
    },
  });
  t.ok(schemas?.['Problem'] && schemas['Conversion'] && schemas['ConversionPage']);
  t.strictSame(schemas?.['ConversionPage']?.['properties']?.['data'], {
    type: 'array',
    items: { $ref: '#/components/schemas/Conversion' },
  });
  const references = JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g);
  for (const [, name = ''] of references) if (!schemas?.[name]) t.fail(`${name} is referred to and not there`);
});

t.test('the page to read and try it comes from here alone', async (t) => {
  const { app } = await testServer(t, { areas });
  const page = await app.inject('/docs/');
  t.match(page.headers['content-security-policy'], /^default-src 'none'; script-src 'self';/);
  t.notMatch(page.body, /<script>|https?:\/\//, 'no script within it, nothing from elsewhere');
  for (const [, path = ''] of page.body.matchAll(/(?:src|href)="([^"]+)"/g)) {
    const part = await app.inject(new URL(path, 'http://x/docs/').pathname);
    t.equal(part.statusCode, 200, path);
  }
  t.match((await app.inject('/docs/static/swagger-initializer.js')).body, /\/openapi\.json/);
  const without = await testServer(t, { areas, settings: { docs: false } });
  t.equal((await without.app.inject('/openapi.json')).statusCode, 404);
  t.equal((await without.app.inject('/docs')).statusCode, 404);
});

t.test('the root says what this is and where to go on, to people and to programs', async (t) => {
  const { app } = await testServer(t, { areas });
  t.strictSame((await app.inject('/')).json(), {
    name: 'Fairlead',
    version: '0.0.0',
    docs: '/docs',
    openapi: '/openapi.json',
    api: '/v1',
    problems: '/problems',
  });
  const page = await app.inject({ url: '/', headers: { accept: 'text/html,*/*;q=0.8' } });
  t.match(page.headers, { 'content-type': /^text\/html/, 'content-security-policy': /default-src 'none'/ });
  for (const [, path = ''] of page.body.matchAll(/href="([^"]+)"/g)) {
    const { statusCode } = await app.inject(path);
    t.ok(statusCode < 400, path);
  }
  const without = await testServer(t, { areas, settings: { docs: false } });
  t.notMatch((await without.app.inject('/')).json(), { docs: String });
});

t.test('metrics count by the pattern of the route', async (t) => {
  const { app } = await testServer(t, { areas });
  await app.inject('/r/jane');
  await app.inject('/r/joe');
  await app.inject('/v1/conversions');
  await app.inject('/nowhere');
  const { body, headers } = await app.inject('/metrics');
  t.match(headers['content-type'], /^text\/plain; version=0\.0\.4/);
  t.match(body, 'fairlead_http_requests_total{method="GET",route="/r/:slug",status="200"} 2');
  t.match(body, 'fairlead_http_requests_total{method="GET",route="/v1/conversions",status="401"} 1');
  t.match(body, 'fairlead_http_requests_total{method="",route="unmatched",status="404"} 1');
  t.match(body, 'fairlead_http_request_duration_seconds_bucket{method="GET",route="/r/:slug",le="+Inf"} 2');
  t.match(body, 'fairlead_http_request_duration_seconds_count{method="GET",route="/r/:slug"} 2');
  t.match(body, /^process_resident_memory_bytes \d+/m);
  t.notMatch(body, /jane/);
});

t.test('metrics are told locally, or to who has the token', async (t) => {
  const { app } = await testServer(t);
  const get = async (options: object) => (await app.inject({ url: '/metrics', ...options })).statusCode;
  t.equal(await get({}), 200);
  t.equal(await get({ remoteAddress: '203.0.113.1' }), 404);
  t.equal(await get({ headers: { 'x-forwarded-for': '203.0.113.1' } }), 404, 'through a proxy on this machine');
  const guarded = await testServer(t, { settings: { metricsToken: 'sesame' } });
  const ask = async (headers: Record<string, string>) =>
    (await guarded.app.inject({ url: '/metrics', remoteAddress: '203.0.113.1', headers })).statusCode;
  t.strictSame(
    [await ask({}), await ask({ authorization: 'Bearer sesam' }), await ask({ authorization: 'Bearer sesame' })],
    [401, 401, 200],
  );
});

t.test('/healthz is about the process, /readyz about its work', async (t) => {
  let checks: Record<string, string | null> = { database: null, migrations: null };
  let asked = 0;
  const now = clock();
  const { app } = await testServer(t, {
    now,
    checkReadiness: async () => {
      asked++;
      return checks;
    },
  });
  t.strictSame((await app.inject('/healthz')).json(), { status: 'ok' });
  t.strictSame((await app.inject('/readyz')).json(), { status: 'ready', checks: { database: null, migrations: null } });
  checks = { database: null, migrations: '2 are missing: run fairlead migrate' };
  await app.inject('/readyz');
  t.equal(asked, 1, 'an answer is good for a second');
  now.at += 1000;
  const answer = await app.inject('/readyz');
  t.match(answer.json(), {
    status: 503,
    code: 'unavailable',
    detail: 'Not ready: migrations: 2 are missing: run fairlead migrate.',
    checks: { database: null },
  });
  t.equal(answer.headers['retry-after'], '2');
  t.equal((await app.inject('/healthz')).statusCode, 200);
});

t.test('a readiness check that throws is not ready', async (t) => {
  const { app } = await testServer(t, {
    checkReadiness: async () => {
      throw Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
    },
  });
  t.match((await app.inject('/readyz')).json(), { status: 503, code: 'unavailable' });
});
