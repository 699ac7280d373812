import { randomUUID } from 'node:crypto';
import t, { type Test } from 'tap';
import { newClickId, visitorOf } from '../../src/domain/visitor.ts';
import { makeBrand, testStore } from './brand.ts';
import { serveLinks } from './serve.ts';

async function setUp(t: Test) {
  const opened = await testStore(t);
  const brand = await makeBrand(opened.store);
  const link = await brand.addLink('jane');
  const { clicks, visit } = await serveLinks(t, opened);
  const scope = { organizationId: brand.organizationId };
  return { ...opened, brand, link, clicks, visit, scope };
}

const browser =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15';

t.test('F7: a click told by the brand is stored with what was told, and ends with its window', async (t) => {
  const { brand, link, clicks, scope } = await setUp(t);
  const { clickId, expiresAt, reason } = await clicks.record(scope, {
    slug: 'jane',
    mode: 'live',
    url: 'https://shop.test/landing?utm_source=mail&sub2=b&sub1=page',
    referrer: 'https://blog.test/',
    userAgent: browser,
    country: 'de',
    subIds: { sub1: 'given' },
    occurredAt: '2026-03-01T12:00:00.500Z',
  });
  t.equal(expiresAt, '2026-04-30T12:00:00.000Z', 'A2: 60 days, whole seconds');
  t.equal(reason, null);
  const [click] = await brand.clicks();
  t.match(click, {
    id: clickId,
    at: new Date('2026-03-01T12:00:00.500Z'),
    mode: 'live',
    enrollment_id: link.enrollmentId,
    counts: true,
    details: {
      slug: 'jane',
      via: 'server',
      url: 'https://shop.test/landing?utm_source=mail&sub2=b&sub1=page',
      utm_source: 'mail',
      sub1: 'given',
      sub2: 'b',
      referrer: 'https://blog.test/',
      userAgent: browser,
      country: 'DE',
    },
  });
});

t.test('A3: a visitorId, an earlier click id and the cookie all name one visitor', async (t) => {
  const { clicks, scope, visit } = await setUp(t);
  const record = async (visitorId?: string): Promise<string> =>
    visitorOf((await clicks.record(scope, { slug: 'jane', mode: 'live', visitorId })).clickId);
  const named = await record('user-42');
  t.equal(await record('user-42'), named);
  t.not(await record('user-43'), named);
  t.not(await record(), await record());

  const cookie = new URL((await visit('/r/jane')).headers.get('location') ?? '').searchParams.get('fl_click') ?? '';
  t.equal(await record(cookie), visitorOf(cookie));
});

t.test('clicks of one visitor within one millisecond are all kept', async (t) => {
  const { brand, clicks, scope } = await setUp(t);
  const occurredAt = new Date().toISOString();
  const told = Array.from({ length: 500 }, () =>
    clicks.record(scope, { slug: 'jane', mode: 'live', visitorId: 'user-42', occurredAt }),
  );
  const ids = new Set((await Promise.all(told)).map(({ clickId }) => clickId));
  t.equal(ids.size, 500);
  t.equal((await brand.clicks()).length, 500);
});

t.test(
  'A6, F12: paused and bots are told; unknown, foreign and removed are refused and nothing is stored',
  async (t) => {
    const { brand, clicks, scope, store, link } = await setUp(t);
    const other = await makeBrand(store, 'Other');
    await other.addLink('foreign');
    const record = (slug: string, more = {}) => clicks.record(scope, { slug, mode: 'live', ...more });
    t.equal((await record('jane', { userAgent: 'Googlebot/2.1' })).reason, 'bot');
    for (const slug of ['nobody', 'foreign']) await t.rejects(record(slug), { code: 'unknown_affiliate', status: 422 });
    await t.rejects(clicks.record({ ...scope, campaignId: randomUUID() }, { slug: 'jane', mode: 'live' }), {
      code: 'key_out_of_scope',
    });
    await t.resolves(clicks.record({ ...scope, campaignId: brand.campaignId }, { slug: 'jane', mode: 'live' }));

    const become = async (status: string): Promise<void> => {
      await brand.edit('update enrollment set status = $1 where id = $2', [status, link.enrollmentId]);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    };
    await become('paused');
    t.equal((await record('jane')).reason, 'paused');
    await become('removed');
    await t.rejects(record('jane'), { code: 'link_removed', status: 410 });
    t.same(
      (await brand.clicks()).map(({ reason }) => reason),
      ['bot', null, 'paused'],
    );
  },
);

t.test('a click of long ago goes to a partition of its own; one from before any window is refused', async (t) => {
  const { brand, clicks, scope } = await setUp(t);
  const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
  for (const days of [0, 20, 61, 400, 999])
    await clicks.record(scope, { slug: 'jane', mode: 'live', occurredAt: ago(days) });
  await t.rejects(clicks.record(scope, { slug: 'jane', mode: 'live', occurredAt: ago(1_001) }), {
    code: 'invalid_time',
  });
  const stored = await brand.clicks();
  t.equal(stored.length, 5);
  for (const { stored_in, at } of stored) {
    t.equal(stored_in, `click_${at.toISOString().slice(0, 7).replace('-', '_')}`);
  }
});

t.test('C9: a click of a test credits tests only; one of a real visit credits both', async (t) => {
  const { brand, clicks, scope } = await setUp(t);
  const tested = (await clicks.record(scope, { slug: 'jane', mode: 'test', visitorId: 'dev' })).clickId;
  const lived = (await clicks.record(scope, { slug: 'jane', mode: 'live', visitorId: 'dev' })).clickId;
  const seen = async (mode: string, given: string): Promise<string[]> => {
    const [row] = await brand.edit(`select visits_at($1, $2, $3, now() + interval '1 second') visits`, [
      brand.organizationId,
      mode,
      given,
    ]);
    const visits = row?.['visits'] as { id: string }[] | undefined;
    return (visits ?? []).map(({ id }) => id);
  };
  t.same(await seen('live', lived), [lived], 'the test click of the same visitor takes nothing from a live sale');
  t.same(await seen('live', tested), [], 'nor does naming it');
  t.same(await seen('test', tested), [tested, lived]);
  t.same(await seen('test', lived), [tested, lived]);
});

t.test('a click id nobody was given finds nothing, and another organization finds none of ours', async (t) => {
  const { brand, clicks, scope, store } = await setUp(t);
  const { clickId } = await clicks.record(scope, { slug: 'jane', mode: 'live' });
  const other = await makeBrand(store, 'Other');
  const visits = `select visits_at($1, 'live', $2, now()) visits`;
  t.same(await brand.edit(visits, [brand.organizationId, newClickId(Date.now(), visitorOf(randomUUID()), 5)]), [
    { visits: [] },
  ]);
  t.same(await other.edit(visits, [brand.organizationId, clickId]), [{ visits: [] }]);
  t.same(await other.clicks(), []);
});
