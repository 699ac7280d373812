import t from 'tap';
import type { Areas } from '../../src/http/areas.ts';
import { hashKey, makeKey } from '../../src/flows/manage/key-text.ts';
import { bearer, clock, keyRing, testServer } from './support/server.ts';

const areas: Areas = {
  tracking: (app) => {
    app.post('/sales', async ({ scope }) => scope);
  },
  api: (app) => {
    app.get('/conversions', async ({ apiKey }) => ({ name: apiKey?.name }));
    app.post('/campaigns', async () => ({}));
    app.get('/secret', { config: { access: 'manage' } }, async () => ({}));
  },
  plugins: (app) => {
    app.get('/dialect', async () => ({}));
  },
  redirects: (app) => {
    app.get('/r/:slug', async () => ({}));
  },
};

const post = { method: 'POST', url: '/v1/sales' } as const;

t.test('keys are 32 random bytes that tell their mode', async (t) => {
  t.match(makeKey('live'), /^fl_live_[\w-]{43}$/);
  t.match(makeKey('test'), /^fl_test_[\w-]{43}$/);
  t.not(makeKey('live'), makeKey('live'));
  t.equal(hashKey('fl_live_x').length, 32);
});

t.test('F35: each way not to be let in has its own code', async (t) => {
  const keys = keyRing();
  const reader = keys.add({ scopes: ['read'], name: 'reports' });
  const { app } = await testServer(t, { findKey: keys.findKey, areas });
  for (const [headers, status, code] of [
    [{}, 401, 'missing_authorization'],
    [{ authorization: '' }, 401, 'missing_authorization'],
    [{ authorization: `Basic ${btoa('a:b')}` }, 401, 'not_bearer'],
    [{ authorization: reader }, 401, 'not_bearer'],
    [{ authorization: 'Bearer' }, 401, 'not_bearer'],
    [{ authorization: `Bearer ${reader} more` }, 401, 'not_bearer'],
    [{ authorization: 'Bearer nonsense' }, 401, 'unknown_key'],
    [bearer(makeKey('live')), 401, 'unknown_key'],
    [bearer(reader.slice(0, -1)), 401, 'unknown_key'],
    [bearer(reader), 403, 'key_out_of_scope'],
  ] as const) {
    const answer = await app.inject({ ...post, headers });
    t.match(answer.json(), { status, code }, JSON.stringify(headers));
    if (status === 401) t.match(answer.headers['www-authenticate'], /^Bearer/);
  }
});

t.test('scopes: track tracks, read reads, manage changes; a route may say otherwise', async (t) => {
  const keys = keyRing();
  const { app } = await testServer(t, { findKey: keys.findKey, areas });
  const may = async (scope: 'track' | 'read' | 'manage'): Promise<string[]> => {
    const headers = bearer(keys.add({ scopes: [scope] }));
    const allowed: string[] = [];
    for (const [method, url] of [
      ['POST', '/v1/sales'],
      ['GET', '/v1/conversions'],
      ['HEAD', '/v1/conversions'],
      ['POST', '/v1/campaigns'],
      ['GET', '/v1/secret'],
      ['GET', '/v1/x/dialect'],
    ] as const) {
      const { statusCode } = await app.inject({ method, url, headers });
      if (statusCode === 200) allowed.push(`${method} ${url}`);
    }
    return allowed;
  };
  t.strictSame(await may('track'), ['POST /v1/sales']);
  t.strictSame(await may('read'), ['GET /v1/conversions', 'HEAD /v1/conversions', 'GET /v1/x/dialect']);
  t.strictSame(await may('manage'), ['POST /v1/campaigns', 'GET /v1/secret']);
  t.equal((await app.inject('/r/jane')).statusCode, 200, 'a redirect needs no key');
});

t.test('the scope of a request is what sessions take', async (t) => {
  const keys = keyRing();
  const key = keys.add({ id: 'k1', mode: 'test', campaignId: 'c1' });
  const { app } = await testServer(t, { findKey: keys.findKey, areas });
  const answer = await app.inject({ ...post, headers: bearer(key) });
  t.strictSame(answer.json(), {
    organizationId: '00000000-0000-7000-8000-0000000000aa',
    actor: 'key:k1',
    mode: 'test',
    campaignId: 'c1',
  });
});

t.test('a key is looked up once in five seconds, however many ask; a revoked one is out after that', async (t) => {
  const keys = keyRing();
  const now = clock();
  const key = keys.add();
  const { app } = await testServer(t, { findKey: keys.findKey, areas, now });
  const call = async (): Promise<number> => (await app.inject({ ...post, headers: bearer(key) })).statusCode;
  t.strictSame(await Promise.all(Array.from({ length: 20 }, call)), Array(20).fill(200));
  t.equal(keys.lookups(), 1);
  keys.revoke(key);
  now.at += 4999;
  t.equal(await call(), 200);
  now.at += 1;
  t.equal(await call(), 401);
  t.equal(keys.lookups(), 2);
});

t.test('a key that was just made works at once, even if it was tried before', async (t) => {
  const ring = keyRing();
  const known = ring.add();
  let ready = false;
  const { app } = await testServer(t, { areas, findKey: async (hash) => (ready ? ring.findKey(hash) : null) });
  t.equal((await app.inject({ ...post, headers: bearer(known) })).statusCode, 401);
  ready = true;
  t.equal((await app.inject({ ...post, headers: bearer(known) })).statusCode, 200);
});

t.test('a store that is away is no reason to call a key unknown, and is asked again', async (t) => {
  const keys = keyRing();
  const key = keys.add();
  let away = true;
  const findKey = async (hash: Buffer) => {
    if (away) throw Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
    return keys.findKey(hash);
  };
  const { app } = await testServer(t, { findKey, areas });
  t.match((await app.inject({ ...post, headers: bearer(key) })).json(), { status: 503, code: 'unavailable' });
  away = false;
  t.equal((await app.inject({ ...post, headers: bearer(key) })).statusCode, 200);
});

t.test('thousands of keys do not fill the memory, and the ones in use stay', async (t) => {
  const keys = keyRing();
  const { app } = await testServer(t, { findKey: keys.findKey, areas });
  const all = Array.from({ length: 1500 }, () => keys.add());
  for (const key of all) await app.inject({ ...post, headers: bearer(key) });
  t.equal(keys.lookups(), 1500);
  await app.inject({ ...post, headers: bearer(all[1499] as string) });
  t.equal(keys.lookups(), 1500, 'the latest is known');
  await app.inject({ ...post, headers: bearer(all[0] as string) });
  t.equal(keys.lookups(), 1501, 'the oldest is asked for again');
});
