import { Writable } from 'node:stream';
import { Type } from '@sinclair/typebox';
import t from 'tap';
import { Problem } from '../../src/contract/errors.ts';
import { ConversionQuery } from '../../src/contract/api/index.ts';
import type { Areas } from '../../src/http/areas.ts';
import { bearer, keyRing, testServer } from './support/server.ts';

const keys = keyRing();
const key = keys.add();
let toThrow: unknown;
const areas: Areas = {
  redirects: (app) => {
    app.get('/r/:slug', () => {
      throw toThrow;
    });
  },
  api: (app) => {
    app.get('/fail', async () => {
      throw toThrow;
    });
    app.get('/conversions', { schema: { querystring: ConversionQuery } }, async ({ query }) => query);
    app.patch('/things/:id', { schema: { params: Type.Object({ id: Type.Integer() }) } }, async ({ params }) => params);
    app.delete('/things/:id', async (_request, reply) => reply.code(204).send());
  },
};
const lines: string[] = [];
const stream = new Writable({
  write(chunk: Buffer, _encoding, done) {
    lines.push(chunk.toString());
    done();
  },
});
const server = testServer(t, { findKey: keys.findKey, areas, logger: { level: 'info', stream } });

const get = async (url: string, method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' = 'GET') =>
  (await server).app.inject({ method, url, headers: bearer(key) });

const failing = async (error: unknown, url = '/v1/fail') => {
  toThrow = error;
  return get(url);
};

t.test('RFC 9457: every member of a problem', async (t) => {
  const answer = await failing(
    new Problem('illegal_transition', 'pending cannot become paused.', { legal: ['approved'] }),
  );
  t.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8');
  t.equal(answer.headers['cache-control'], 'no-store');
  const { instance, ...rest } = answer.json<Record<string, unknown>>();
  t.match(instance, /^[\w-]{8}-[0-9a-z]+$/);
  t.strictSame(rest, {
    type: '/problems/illegal_transition',
    title: 'This change of state is not allowed',
    status: 409,
    code: 'illegal_transition',
    detail: 'pending cannot become paused.',
    legal: ['approved'],
  });
});

t.test('what fails unexpectedly is told to the log, whole, and to nobody else', async (t) => {
  for (const error of [
    new Error('password=hunter2', { cause: new Error('deeper secret') }),
    Object.assign(new Error('hunter2'), { statusCode: 400 }),
    Object.assign(new Error('hunter2'), { code: '42P01' }),
    Object.assign(new TypeError('hunter2'), { code: 'ERR_INVALID_ARG_TYPE' }),
    'hunter2',
    { hunter2: true },
  ]) {
    for (const url of ['/v1/fail', '/r/jane']) {
      lines.length = 0;
      const answer = await failing(error, url);
      t.equal(answer.statusCode, 500);
      t.equal(answer.json<{ code: string }>().code, 'internal_error');
      t.notMatch(answer.body, /hunter2|secret/);
      t.match(lines.join(''), /hunter2/);
      t.match(lines.join(''), answer.json<{ instance: string }>().instance, 'found again by its instance');
    }
  }
});

t.test('a database that is away is a 503 that asks to come back', async (t) => {
  const coded = (code: string): Error => Object.assign(new Error('x'), { code });
  const away = [
    ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT'].map(coded),
    ...[
      '08000',
      '08006',
      '08P01',
      '53300',
      '57P01',
      '57P02',
      '57P03',
      '57014',
      '40001',
      '40P01',
      '55P03',
      '25006',
      '58000',
      '28P01',
    ].map(coded),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new Error('Cannot use a pool after calling end on the pool'),
    Object.assign(new Error('driver'), { cause: coded('57P01') }),
    Object.assign(new Error('driver'), { previous: coded('ECONNREFUSED') }),
    new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')], 'all addresses'),
  ];
  for (const error of away) {
    const answer = await failing(error);
    t.equal(answer.statusCode, 503, String(Reflect.get(error, 'code') ?? error.message));
    t.equal(answer.json<{ code: string }>().code, 'unavailable');
    t.equal(answer.headers['retry-after'], '2');
  }
});

t.test('input a database refuses is the caller’s, and logged, since a schema let it pass', async (t) => {
  const answers: Readonly<Record<string, readonly [number, string]>> = {
    '22P05': [400, 'invalid_request'],
    '22021': [400, 'invalid_request'],
    '22003': [400, 'invalid_request'],
    '22P02': [400, 'invalid_request'],
    '22001': [400, 'invalid_request'],
    '22008': [400, 'invalid_request'],
    '23514': [400, 'invalid_request'],
    '54001': [400, 'invalid_request'],
    '23505': [409, 'already_exists'],
    '23503': [422, 'unknown_reference'],
  };
  for (const [code, [status, problem]] of Object.entries(answers)) {
    lines.length = 0;
    const answer = await failing(Object.assign(new Error('Key (email)=(secret@x.example) is there'), { code }));
    t.strictSame([answer.statusCode, answer.json<{ code: string }>().code], [status, problem], code);
    t.notMatch(answer.body, /secret/);
    t.match(lines.join(''), /secret/);
  }
});

t.test('unknown addresses and wrong methods', async (t) => {
  for (const url of ['/nothing', '/v1', '/v1/nothing', '/v1/conversions/1/2', '/r/a/b', `/r/${'x'.repeat(300)}`]) {
    t.match((await get(url)).json(), { status: 404, code: 'not_found' }, url);
  }
  for (const [url, method, allow] of [
    ['/v1/fail', 'POST', 'GET, HEAD'],
    ['/v1/things/7?x=1', 'GET', 'DELETE, PATCH'],
    ['/r/jane', 'PUT', 'GET, HEAD'],
    ['/healthz', 'DELETE', 'GET, HEAD'],
  ] as const) {
    const answer = await get(url, method);
    t.match(answer.json(), { status: 405, code: 'method_not_allowed' }, url);
    t.equal(answer.headers.allow, allow);
  }
});

t.test('queries and paths: text is read as numbers, nothing else is bent', async (t) => {
  t.strictSame((await get('/v1/conversions')).json(), { take: 50, sort: '-occurredAt' });
  t.strictSame((await get('/v1/conversions?take=200&since=2026-01-01T00:00:00%2B01:00&status=Approved')).json(), {
    take: 200,
    sort: '-occurredAt',
    since: '2025-12-31T23:00:00.000Z',
    status: ['approved'],
  });
  for (const [query, path, code] of [
    ['take=0', '/take', undefined],
    ['take=201', '/take', undefined],
    ['take=x', '/take', undefined],
    ['take=', '/take', undefined],
    ['take=1&take=2', '/take', undefined],
    ['take=1.5', '/take', undefined],
    ['since=2026-01-01', '/since', 'invalid_time'],
    ['since=2026-01-01T00:00:00', '/since', 'invalid_time'],
    ['since=2026-01-01T00:00:00+01:00', '/since', 'invalid_time'],
    ['affiliateId=1', '/affiliateId', undefined],
    ['status=unknown', '/status', undefined],
    ['limit=1', '/limit', undefined],
    ['__proto__=1', '/__proto__', undefined],
    ['cursor=', '/cursor', undefined],
  ] as const) {
    const answer = await get(`/v1/conversions?${query}`);
    t.match(answer.json(), { status: 400, code: code ?? 'invalid_request', errors: [{ in: 'query', path }] }, query);
  }
  t.match((await get('/v1/things/x', 'PATCH')).json(), { status: 400, errors: [{ in: 'path', path: '/id' }] });
});

t.test('null characters and broken escapes in an address', async (t) => {
  for (const url of [
    '/v1/conversions?cursor=a%00b',
    '/r/a%00',
    '/nothing%00',
    '/v1/conversions?%00=1',
    '/r/%',
    '/r/%ff',
    '/v1/%E0%A4%A',
  ]) {
    t.match((await get(url)).json(), { status: 400, code: 'invalid_request' }, url);
  }
  t.equal((await get('/v1/conversions?cursor=%2500')).statusCode, 200, 'an escaped percent sign is none');
});

t.test('one line of the log per request, without query or key', async (t) => {
  lines.length = 0;
  await get('/v1/conversions?cursor=secret');
  await get('/v1/conversions?take=0');
  t.equal(lines.length, 2);
  t.notMatch(lines.join(''), /secret|fl_live/);
  for (const line of lines) t.equal(line.split('"reqId"').length - 1, 1, 'the id of the request once');
  t.match(JSON.parse(lines[1] as string), {
    method: 'GET',
    route: '/v1/conversions',
    status: 400,
    problem: 'invalid_request',
    actor: 'key:00000000-0000-7000-8000-000000000001',
  });
  lines.length = 0;
  await failing(new Problem('link_removed', 'gone'), '/r/jane');
  t.strictSame(lines, [], 'redirects are not logged');
});

t.test('the catalogue can be read', async (t) => {
  t.match((await get('/problems/unknown_sale')).json(), { status: 422, code: 'unknown_sale' });
  t.equal((await get('/problems/none')).statusCode, 404);
  t.ok((await get('/problems')).json<{ data: unknown[] }>().data.length > 30);
});

t.test('browsers are told to do nothing with an answer of the API', async (t) => {
  const { headers } = await get('/v1/conversions');
  t.equal(
    headers['content-security-policy'],
    "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
  );
  t.equal(headers['x-content-type-options'], 'nosniff');
  t.equal(headers['strict-transport-security'], undefined, 'not while it may be served over http');
});
