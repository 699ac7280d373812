import * as fc from 'fast-check';
import t from 'tap';
import type { Areas } from '../../src/http/areas.ts';
import { makeKey } from '../../src/flows/manage/key-text.ts';
import { createLimit, networkOf } from '../../src/http/rate-limits.ts';
import { holds } from './support/holds.ts';
import { bearer, clock, keyRing, testServer } from './support/server.ts';

t.test('a bucket gives its burst, then what comes back per second', async (t) => {
  const now = clock(0);
  const take = createLimit({ perSecond: 2, burst: 3 }, now);
  t.strictSame([take('a'), take('a'), take('a'), take('a')], [0, 0, 0, 1]);
  t.equal(take('b'), 0, 'others have their own');
  now.at = 499;
  t.equal(take('a'), 1);
  now.at = 500;
  t.strictSame([take('a'), take('a')], [0, 1]);
  now.at = 60_000;
  t.strictSame([take('a'), take('a'), take('a'), take('a')], [0, 0, 0, 1], 'never more than the burst');
  now.at = 0;
  t.equal(take('a'), 1, 'a clock set back gives nothing');
});

t.test('in any stretch of time no more pass than the burst and what came back', async (t) => {
  const steps = fc.array(fc.tuple(fc.nat(2000), fc.constantFrom('a', 'b')), { maxLength: 200 });
  await holds(
    t,
    fc.property(steps, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (steps, perSecond, burst) => {
      const now = clock(0);
      const take = createLimit({ perSecond, burst }, now);
      const passed = { a: 0, b: 0 };
      for (const [wait, key] of steps) {
        now.at += wait;
        if (take(key) === 0) passed[key as 'a']++;
      }
      const most = burst + (now.at * perSecond) / 1000 + 1e-6;
      return passed.a <= most && passed.b <= most;
    }),
  );
});

t.test('millions of addresses do not fill the memory; one that keeps asking stays limited', async (t) => {
  const take = createLimit({ perSecond: 0.001, burst: 1 }, () => 0, 100);
  t.equal(take('busy'), 0);
  let slipped = 0;
  for (let number = 0; number < 10_000; number++) {
    take(`other ${number}`);
    if (number % 50 === 0 && take('busy') === 0) slipped++;
  }
  t.equal(slipped, 0);
});

t.test('an IPv6 network counts as one, an IPv4 address as itself', async (t) => {
  t.equal(networkOf('203.0.113.7'), '203.0.113.7');
  t.equal(networkOf('::ffff:203.0.113.7'), '203.0.113.7');
  t.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2');
  t.equal(networkOf('2001:db8:1:2::6'), '2001:db8:1:2');
  t.equal(networkOf('2001:db8::6'), '2001:db8:0:0');
  t.equal(networkOf('::1'), '0:0:0:0');
});

const areas: Areas = {
  hooks: (app) => void app.post('/:connection', async () => ({})),
  redirects: (app) => void app.get('/r/:slug', async () => ({})),
  tracking: (app) => void app.post('/sales', async () => ({})),
  api: (app) => void app.get('/conversions', async () => ({})),
};

t.test('too many requests of one address: 429 with Retry-After, others go on', async (t) => {
  const { app } = await testServer(t, {
    areas,
    settings: { limits: { redirects: { perSecond: 0.1, burst: 2 } }, trustProxy: 1 },
  });
  const from = async (address: string) => app.inject({ url: '/r/jane', headers: { 'x-forwarded-for': address } });
  t.equal((await from('203.0.113.1')).statusCode, 200);
  t.equal((await from('203.0.113.1')).statusCode, 200);
  const refused = await from('203.0.113.1');
  t.match(refused.json(), { status: 429, code: 'too_many_requests' });
  t.equal(refused.headers['retry-after'], '10');
  t.equal((await from('203.0.113.2')).statusCode, 200);
  t.equal(
    (await from('6.6.6.6, 203.0.113.1')).statusCode,
    429,
    'what the caller writes in front of its address is not believed',
  );
});

t.test('budgets of keys are apart for tracking and the rest', async (t) => {
  const keys = keyRing();
  const key = keys.add();
  const { app } = await testServer(t, {
    areas,
    findKey: keys.findKey,
    settings: { limits: { trackingKey: { perSecond: 1, burst: 1 }, apiKey: { perSecond: 1, burst: 2 } } },
  });
  const sale = async () => (await app.inject({ method: 'POST', url: '/v1/sales', headers: bearer(key) })).statusCode;
  const list = async () => (await app.inject({ url: '/v1/conversions', headers: bearer(key) })).statusCode;
  t.strictSame([await sale(), await sale()], [200, 429]);
  t.strictSame([await list(), await list(), await list()], [200, 200, 429]);
});

t.test('trying keys is stopped before the store is asked a thousand times', async (t) => {
  const keys = keyRing();
  const key = keys.add();
  const { app } = await testServer(t, {
    areas,
    findKey: keys.findKey,
    settings: { limits: { wrongKeys: { perSecond: 1, burst: 5 } } },
  });
  const codes: number[] = [];
  for (let number = 0; number < 10; number++) {
    codes.push((await app.inject({ url: '/v1/conversions', headers: bearer(makeKey('live')) })).statusCode);
  }
  t.strictSame(codes, [...Array<number>(5).fill(401), ...Array<number>(5).fill(429)]);
  t.equal(
    (await app.inject({ url: '/v1/conversions', headers: bearer(key) })).statusCode,
    200,
    'a real key still works',
  );
});

t.test('who floods one connection takes nothing from the processor that delivers to it', async (t) => {
  const settings = { limits: { hooks: { perSecond: 1, burst: 1 } }, trustProxy: 1 };
  const { app } = await testServer(t, { areas, settings });
  const deliver = async (connection: string, address: string): Promise<number> => {
    const headers = { 'x-forwarded-for': address };
    return (await app.inject({ method: 'POST', url: `/hooks/${connection}`, headers })).statusCode;
  };
  const [stranger, processor] = ['203.0.113.1', '203.0.113.2'];
  t.strictSame([await deliver('a', stranger), await deliver('a', stranger)], [200, 429]);
  t.strictSame([await deliver('a', processor), await deliver('b', stranger)], [200, 200]);
});

t.test('only proxies are believed about addresses', async (t) => {
  const settings = { trustProxy: ['10.0.0.0/8'], limits: { redirects: { perSecond: 0.1, burst: 1 } } };
  const { app } = await testServer(t, { areas, settings });
  const from = async (remoteAddress: string, forwarded: string): Promise<number> =>
    (await app.inject({ url: '/r/jane', remoteAddress, headers: { 'x-forwarded-for': forwarded } })).statusCode;
  const proxy = '10.1.2.3';
  t.strictSame(
    [await from(proxy, '203.0.113.1'), await from(proxy, '203.0.113.1'), await from(proxy, '203.0.113.2')],
    [200, 429, 200],
  );
  t.strictSame([await from('203.0.113.9', '1.1.1.1'), await from('203.0.113.9', '2.2.2.2')], [200, 429]);
});

t.test('F8: what pages tell is limited by address, then by key, and the page may read it', async (t) => {
  const keys = keyRing();
  const origin = 'https://www.shop.test';
  const areas: Areas = {
    pages: (app) => void app.post('/:key/leads', (_request, reply) => reply.code(202).send({ received: true })),
  };
  const tell = async (limits: object) => {
    const { app } = await testServer(t, { findKey: keys.findKey, areas, settings: { limits } });
    const key = keys.add({ kind: 'publishable', scopes: [], origins: [origin] });
    return () => app.inject({ method: 'POST', url: `/t/${key}/leads`, headers: { origin }, payload: {} });
  };
  const few = { perSecond: 0.1, burst: 2 };
  const byKey = await tell({ pageKey: few });
  t.same([(await byKey()).statusCode, (await byKey()).statusCode], [202, 202]);
  const third = await byKey();
  t.match([third.statusCode, third.json()], [429, { code: 'too_many_requests' }]);
  t.equal(third.headers['access-control-allow-origin'], origin);
  t.equal(third.headers['retry-after'], '10');
  const byAddress = await tell({ pageAddress: few });
  t.same(
    [(await byAddress()).statusCode, (await byAddress()).statusCode, (await byAddress()).statusCode],
    [202, 202, 429],
  );
});
