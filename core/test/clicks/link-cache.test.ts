import t from 'tap';
import { createLinkCache } from '../../src/store/link-cache.ts';

interface TestLink {
  readonly organization: string;
  readonly version: number;
  readonly until: number;
}

/** A cache over links that a test holds in its hands, with a clock and a listener of its own. */
function setUp(options: { most?: number } = {}) {
  const stored = new Map<string, TestLink>();
  const asked: string[] = [];
  const state = { now: 1_000_000, told: true, wait: Promise.resolve() };
  const cache = createLinkCache<TestLink>({
    lookUp: async (slug) => {
      asked.push(slug);
      const link = stored.get(slug) ?? null;
      await state.wait;
      return link;
    },
    organizationOf: ({ organization }) => organization,
    untilOf: ({ until }) => until,
    isTold: () => state.told,
    now: () => state.now,
    ...options,
  });
  const put = (slug: string, version = 1, organization = 'acme', until = Number.POSITIVE_INFINITY) =>
    stored.set(slug, { organization, version, until });
  return { cache, stored, asked, state, put };
}

t.test('a known link is answered at once and looked up once, also when many ask together', async (t) => {
  const { cache, asked, put } = setUp();
  put('jane');
  await Promise.all([cache.find('jane'), cache.find('jane'), cache.find('jane')]);
  t.notOk(cache.find('jane') instanceof Promise);
  t.same(asked, ['jane']);
});

t.test('what was told of is looked up again: the slug, or all of an organization', async (t) => {
  const { cache, put } = setUp();
  put('jane');
  put('joe', 1, 'other');
  await cache.find('jane');
  await cache.find('joe');
  put('jane', 2);
  put('joe', 2, 'other');
  cache.forgetOrganization('acme');
  t.equal((await cache.find('jane'))?.version, 2);
  t.equal((await cache.find('joe'))?.version, 1, 'nobody spoke of that one');
  cache.forgetSlug('joe');
  t.equal((await cache.find('joe'))?.version, 2);
});

t.test(
  'a look-up that began before a change is not kept, and nobody who asks after the change waits for it',
  async (t) => {
    const { cache, put, state } = setUp();
    put('jane');
    const reading = Promise.withResolvers<void>();
    state.wait = reading.promise;
    const before = cache.find('jane');
    put('jane', 2);
    cache.forgetOrganization('acme');
    state.wait = Promise.resolve();
    t.equal((await cache.find('jane'))?.version, 2);
    reading.resolve();
    t.equal((await before)?.version, 1);
    t.equal((await cache.find('jane'))?.version, 2, 'the late answer did not replace it');
  },
);

t.test('an unknown slug is remembered briefly, and found as soon as it is told of', async (t) => {
  const { cache, put, asked, state } = setUp();
  t.equal(await cache.find('new'), null);
  t.equal(await cache.find('new'), null);
  t.same(asked, ['new']);
  state.now += 10_000;
  await cache.find('new');
  t.same(asked, ['new', 'new']);
  put('new');
  cache.forgetSlug('new');
  t.equal((await cache.find('new'))?.version, 1);
});

t.test('while changes may be missed nothing is believed for half a second', async (t) => {
  const { cache, put, state } = setUp();
  put('jane');
  await cache.find('jane');
  state.told = false;
  put('jane', 2);
  state.now += 500;
  t.equal((await cache.find('jane'))?.version, 2);
  put('jane', 3);
  state.told = true;
  t.equal((await cache.find('jane'))?.version, 2, 'trusted again');
  cache.forgetAll();
  t.equal((await cache.find('jane'))?.version, 3);
});

t.test('A2: it ends when new terms begin, and after a minute at the latest', async (t) => {
  const { cache, put, state } = setUp();
  put('jane', 1, 'acme', state.now + 5_000);
  put('joe');
  await cache.find('jane');
  await cache.find('joe');
  put('jane', 2);
  put('joe', 2);
  state.now += 4_999;
  t.equal((await cache.find('jane'))?.version, 1);
  state.now += 1;
  t.equal((await cache.find('jane'))?.version, 2);
  t.equal((await cache.find('joe'))?.version, 1);
  state.now += 60_000;
  t.equal((await cache.find('joe'))?.version, 2);
});

t.test('it is bounded: the one looked up longest ago goes first, and guessing at slugs evicts nothing', async (t) => {
  const { cache, put, asked, state } = setUp({ most: 2 });
  for (const slug of ['a', 'b', 'c']) put(slug);
  await cache.find('a');
  await cache.find('b');
  state.now += 60_000;
  await cache.find('a');
  await cache.find('c');
  for (let i = 0; i < 3_000; i++) await cache.find(`guess-${i}`);
  asked.length = 0;
  await cache.find('a');
  await cache.find('c');
  t.same(asked, []);
  await cache.find('b');
  t.same(asked, ['b']);
});

t.test('a look-up that fails is told to who asked, and tried anew by the next', async (t) => {
  const { cache, put, state } = setUp();
  put('jane');
  state.wait = Promise.reject(new Error('away'));
  await t.rejects(Promise.resolve(cache.find('jane')), { message: 'away' });
  state.wait = Promise.resolve();
  t.equal((await cache.find('jane'))?.version, 1);
});
