import t, { type Test } from 'tap';
import { parseClickId, visitorOf } from '../../src/domain/visitor.ts';
import type { ApiKey } from '../../src/http/request.ts';
import { bearer } from '../http/support/server.ts';
import { makeBrand, testStore } from './brand.ts';
import { serveLinks } from './serve.ts';

async function setUp(t: Test) {
  const opened = await testStore(t);
  const brand = await makeBrand(opened.store);
  const link = await brand.addLink('jane');
  const { keys, origin } = await serveLinks(t, opened);
  const key = (members: Partial<ApiKey> = {}): string => keys.add({ organizationId: brand.organizationId, ...members });
  const post = async (body: unknown, by: string = key()) => {
    const response = await fetch(`${origin}/v1/clicks`, {
      method: 'POST',
      headers: { ...bearer(by), 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { ...opened, brand, link, key, post };
}

t.test('F7: POST /v1/clicks answers with the click id and when it ends', async (t) => {
  const { brand, post } = await setUp(t);
  const { status, body } = await post({
    affiliateSlug: 'JANE',
    visitorId: 'user-42',
    occurredAt: '2026-03-01T12:00:00+02:00',
  });
  t.equal(status, 201);
  t.match(body, { expiresAt: '2026-04-30T10:00:00.000Z', counts: true, isTest: false });
  t.notOk('reason' in body);
  t.ok(parseClickId(String(body['clickId'])));
  t.match(await brand.clicks(), [{ id: body['clickId'], mode: 'live', details: { slug: 'jane', via: 'server' } }]);
});

t.test('C9: a test key, or a body that says so, makes a test click', async (t) => {
  const { brand, key, post } = await setUp(t);
  t.match((await post({ affiliateSlug: 'jane' }, key({ mode: 'test' }))).body, { isTest: true });
  t.match((await post({ affiliateSlug: 'jane', test: false }, key({ mode: 'test' }))).body, { isTest: true });
  t.match((await post({ affiliateSlug: 'jane', test: true })).body, { isTest: true });
  t.same(
    (await brand.clicks()).map(({ mode }) => mode),
    ['test', 'test', 'test'],
  );
});

t.test('A6, F12: what does not count says why; removed and unknown are refused', async (t) => {
  const { brand, link, post } = await setUp(t);
  t.match((await post({ affiliateSlug: 'jane', userAgent: 'Googlebot/2.1' })).body, { counts: false, reason: 'bot' });
  t.match(await post({ affiliateSlug: 'nobody' }), { status: 422, body: { code: 'unknown_affiliate' } });
  await brand.edit(`update enrollment set status = 'removed' where id = $1`, [link.enrollmentId]);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  t.match(await post({ affiliateSlug: 'jane' }), { status: 410, body: { code: 'link_removed' } });
  t.equal((await brand.clicks()).length, 1);
});

t.test(
  'A9: where a campaign asks for consent first, no visitor is kept unless the call says that there is consent',
  async (t) => {
    const { brand, post } = await setUp(t);
    await brand.edit('update campaign set consent_required = true');
    const click = async (members: object) => {
      const { status, body } = await post({ affiliateSlug: 'jane', ...members });
      t.match({ status, counts: body['counts'] }, { status: 201, counts: true });
      return { visitor: visitorOf(String(body['clickId'])), ignored: body['visitorIgnored'] };
    };
    const agreed = await click({ visitorId: 'v1', consent: true });
    t.same(await click({ visitorId: 'v1', consent: true }), { visitor: agreed.visitor, ignored: undefined });
    for (const members of [{}, { consent: false }]) {
      const { visitor, ignored } = await click({ visitorId: 'v1', ...members });
      t.not(visitor, agreed.visitor);
      t.equal(ignored, true);
    }
    t.equal((await click({})).ignored, undefined, 'where none was given, none is ignored');
  },
);

t.test('bad input is a 4xx with its code, and nothing is stored', async (t) => {
  const { brand, key, post } = await setUp(t);
  const soon = new Date(Date.now() + 400_000).toISOString();
  for (const [body, status, code] of [
    ['{', 400, 'malformed_json'],
    ['', 400, 'malformed_json'],
    [{}, 400, 'invalid_request'],
    [{ affiliateSlug: 7 }, 400, 'invalid_request'],
    [{ affiliateSlug: 'jane', unknown: 1 }, 400, 'invalid_request'],
    [{ affiliateSlug: 'j' }, 400, 'invalid_request'],
    [{ affiliateSlug: 'jane', visitorId: 'a\0b' }, 400, 'invalid_request'],
    [{ affiliateSlug: 'jane', visitorId: '' }, 400, 'invalid_request'],
    ['{"affiliateSlug":"jane","referrer":"\\ud800"}', 400, 'invalid_request'],
    [{ affiliateSlug: 'jane', sub1: 'x'.repeat(256) }, 400, 'invalid_request'],
    [{ affiliateSlug: 'jane', url: 'javascript:alert(1)' }, 400, 'invalid_request'],
    [{ affiliateSlug: 'jane', country: 'Germany' }, 400, 'invalid_request'],
    [{ affiliateSlug: 'jane', occurredAt: '2026-03-01T12:00:00' }, 400, 'invalid_time'],
    [{ affiliateSlug: 'jane', occurredAt: '1999-03-01T12:00:00Z' }, 400, 'invalid_time'],
    [{ affiliateSlug: 'jane', occurredAt: soon }, 400, 'time_in_future'],
    [{ affiliateSlug: 'jane', referrer: 'x'.repeat(2 ** 20) }, 413, 'body_too_large'],
  ] as const) {
    t.match(await post(body), { status, body: { code } }, JSON.stringify(body).slice(0, 100));
  }
  t.match(await post({ affiliateSlug: 'jane' }, 'fl_live_wrong'), { status: 401 });
  t.match(await post({ affiliateSlug: 'jane' }, key({ scopes: ['read'] })), {
    status: 403,
    body: { code: 'key_out_of_scope' },
  });
  t.same(await brand.clicks(), []);
});
