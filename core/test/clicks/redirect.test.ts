import { Client } from 'pg';
import t, { type Test } from 'tap';
import { parseClickId, visitorOf } from '../../src/domain/visitor.ts';
import { eventually } from '../fixtures/processes.ts';
import { makeBrand, testStore, visitorColumn } from './brand.ts';
import { serveLinks } from './serve.ts';

async function setUp(t: Test, options: Parameters<typeof serveLinks>[2] = {}) {
  const opened = await testStore(t);
  const brand = await makeBrand(opened.store, 'Acme & Söhne');
  const superuser = new Client({ connectionString: opened.database.superuserUrl });
  await superuser.connect();
  t.teardown(() => superuser.end());
  return { brand, superuser, ...(await serveLinks(t, opened, options)) };
}

const clickIn = (response: Response): string =>
  new URL(response.headers.get('location') ?? '').searchParams.get('fl_click') ?? '';

t.test('F1, F2: a visit is stored, sets the cookie and goes straight on', async (t) => {
  const { brand, visit } = await setUp(t);
  const link = await brand.addLink('jane', { destination: 'https://shop.test/p?own=1#top' });
  const response = await visit('/r/jane?utm_source=blog&own=2&sub1=a', { referer: 'https://blog.test/post' });
  t.equal(response.status, 302);
  const id = clickIn(response);
  t.equal(response.headers.get('location'), `https://shop.test/p?own=1&utm_source=blog&sub1=a&fl_click=${id}#top`);
  t.equal(response.headers.get('set-cookie'), `_fairlead=${id}; Path=/; Max-Age=5184000; SameSite=Lax`);
  t.equal(response.headers.get('cache-control'), 'no-store');
  const [click, ...others] = await brand.clicks();
  t.same(others, []);
  t.match(click, {
    id,
    mode: 'live',
    link_id: link.linkId,
    enrollment_id: link.enrollmentId,
    window_days: 60,
    counts: true,
    reason: null,
    visitor: visitorColumn(id),
    details: { slug: 'jane', via: 'link', utm_source: 'blog', sub1: 'a', referrer: 'https://blog.test/post' },
  });
  t.equal(click?.at.getTime(), parseClickId(id)?.at, 'the time in the id is the time of the click');
  t.match(click?.details['userAgent'], 'Mozilla/5.0');
});

t.test('A3: a browser that brings our cookie back is the same visitor, by whichever link', async (t) => {
  const { brand, visit } = await setUp(t);
  await brand.addLink('jane');
  await brand.addLink('joe');
  const first = clickIn(await visit('/r/jane'));
  const second = clickIn(await visit('/r/joe', { cookie: `a=b; _fairlead=${first}; _fairlead2=x` }));
  const stranger = clickIn(await visit('/r/joe', { cookie: '_fairlead=forged' }));
  t.equal(visitorOf(second), visitorOf(first));
  t.not(visitorOf(stranger), visitorOf(first));
  const clicks = await brand.clicks();
  t.equal(clicks.length, 3);
  t.equal(new Set(clicks.map(({ visitor }) => visitor)).size, 2);
});

t.test(
  'A9: who opts out gets no cookie and is not recognised; the link works and the id travels in the URL',
  async (t) => {
    const { brand, visit } = await setUp(t);
    await brand.addLink('jane');
    const before = clickIn(await visit('/r/jane'));
    for (const header of ['sec-gpc', 'dnt']) {
      const response = await visit('/r/jane', { [header]: '1', cookie: `_fairlead=${before}` });
      t.equal(response.status, 302);
      t.equal(response.headers.get('set-cookie'), null, header);
      t.not(visitorOf(clickIn(response)), visitorOf(before));
      const click = (await brand.clicks()).find(({ id }) => id === clickIn(response));
      t.match(click, { counts: true, details: { privacy: true } });
    }
  },
);

t.test(
  'A9: where a campaign asks for consent first, only a link that says so sets a cookie and knows the visitor',
  async (t) => {
    const { brand, visit } = await setUp(t);
    await brand.addLink('jane');
    const before = clickIn(await visit('/r/jane'));
    await brand.edit('update campaign set consent_required = true');
    const follow = async (query: string, headers = {}) => {
      const response = await visit(`/r/jane${query}`, { cookie: `_fairlead=${before}`, ...headers });
      t.equal(response.status, 302, 'the link works');
      const id = clickIn(response);
      const stored = (await brand.clicks()).find((click) => click.id === id);
      t.match(stored, { counts: true }, 'and the id in the address counts');
      return { known: visitorOf(id) === visitorOf(before), cookie: response.headers.get('set-cookie'), stored };
    };
    await eventually('the switch is seen', async () => !(await follow('')).known);
    for (const query of ['', '?fl_consent=0', '?fl_consent=10', '?xfl_consent=1', '?fl_consent'])
      t.match(
        await follow(query),
        { known: false, cookie: null, stored: { details: { consent: false } } },
        query || 'none',
      );
    const consented = await follow('?sub1=a&fl_consent=1');
    t.match(consented, { known: true, cookie: /^_fairlead=[^;]+; Path=/ });
    t.notMatch(consented.stored?.details, { consent: false });
    t.match(
      await follow('?fl_consent=1', { 'sec-gpc': '1' }),
      { known: false, cookie: null },
      'the browser has the last word',
    );
  },
);

t.test('F2: a cookie for all hosts of a domain', async (t) => {
  const { brand, visit } = await setUp(t, { cookieDomain: 'example.com' });
  await brand.addLink('jane');
  t.match((await visit('/r/jane')).headers.get('set-cookie'), /; SameSite=Lax; Domain=example\.com$/);
});

t.test('F12: a bot is redirected, kept and not counted, with the reason', async (t) => {
  const { brand, visit } = await setUp(t);
  await brand.addLink('jane');
  const response = await visit('/r/jane', {
    'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  });
  t.equal(response.status, 302);
  t.equal(response.headers.get('set-cookie'), null);
  t.match(await brand.clicks(), [{ counts: false, reason: 'bot' }]);
});

t.test('a HEAD or a prefetch is no visit', async (t) => {
  const { brand, visit } = await setUp(t);
  await brand.addLink('jane', { destination: 'https://shop.test/' });
  const head = await visit('/r/jane?a=1', {}, 'HEAD');
  t.equal(head.status, 302);
  t.equal(head.headers.get('location'), 'https://shop.test/?a=1');
  t.equal(head.headers.get('set-cookie'), null);
  for (const header of [
    { 'sec-purpose': 'prefetch;prerender' },
    { purpose: 'prefetch' },
    { 'x-purpose': 'preview' },
    { 'x-moz': 'prefetch' },
  ] as Record<string, string>[]) {
    const response = await visit('/r/jane', header);
    t.equal(response.status, 503, 'a browser keeps no error, so the real visit comes here');
    t.equal(response.headers.get('set-cookie'), null);
  }
  t.same(await brand.clicks(), []);
});

t.test('A6: paused redirects uncounted; removed is 410, by its aliases too; both seen within a second', async (t) => {
  const { brand, visit } = await setUp(t);
  const { enrollmentId, linkId } = await brand.addLink('jane');
  await brand.edit(
    `insert into slug (slug, organization_id, link_id, enrollment_id, alias) values ('old-jane', $1, $2, $3, true)`,
    [brand.organizationId, linkId, enrollmentId],
  );
  t.equal((await visit('/r/jane')).status, 302);
  t.equal((await visit('/r/old-jane')).status, 302);

  const become = (status: string) =>
    brand.edit('update enrollment set status = $1 where id = $2', [status, enrollmentId]);
  await become('paused');
  const paused = await within(
    1_000,
    () => visit('/r/jane'),
    (response) => response.headers.get('set-cookie') === null,
  );
  t.equal(paused.status, 302);
  t.match((await brand.clicks()).at(-1), { id: clickIn(paused), counts: false, reason: 'paused' });

  await become('removed');
  const removed = await within(
    1_000,
    () => visit('/r/jane'),
    (response) => response.status === 410,
  );
  t.equal(removed.headers.get('set-cookie'), null);
  const page = await removed.text();
  t.match(page, 'Acme &amp; Söhne');
  t.notMatch(page, 'jane', 'no affiliate is named');
  t.match(page, 'noindex');
  t.equal((await visit('/r/OLD-jane')).status, 410);

  await become('approved');
  await within(
    1_000,
    () => visit('/r/jane'),
    (response) => response.status === 302,
  );
});

t.test(
  'A10: draft, closed and archived campaigns redirect uncounted; an affiliate never approved has no link',
  async (t) => {
    const { brand, visit } = await setUp(t);
    const { enrollmentId } = await brand.addLink('jane');
    for (const state of ['draft', 'closed', 'archived']) {
      await brand.edit('update campaign set state = $1', [state]);
      const response = await within(
        1_000,
        () => visit('/r/jane'),
        (response) => response.headers.get('set-cookie') === null,
      );
      t.equal(response.status, 302, state);
      t.match((await brand.clicks()).at(-1), { id: clickIn(response), counts: false, reason: `campaign_${state}` });
      await brand.edit(`update campaign set state = 'active'`);
      await within(
        1_000,
        () => visit('/r/jane'),
        (response) => response.headers.get('set-cookie') !== null,
      );
    }
    for (const status of ['pending', 'rejected']) {
      await brand.edit('update enrollment set status = $1 where id = $2', [status, enrollmentId]);
      await within(
        1_000,
        () => visit('/r/jane'),
        (response) => response.status === 404,
      );
    }
  },
);

t.test('A2: the window is the one of the terms in force, kept on the click', async (t) => {
  const { brand, visit } = await setUp(t);
  await brand.addLink('jane');
  t.match((await visit('/r/jane')).headers.get('set-cookie'), 'Max-Age=5184000');
  await brand.edit(
    `insert into terms (organization_id, id, campaign_id, level, number, valid_from, terms)
    values ($1, gen_random_uuid(), $2, 'campaign', 2, now(), '{"attribution":{"windowDays":90}}'),
      ($1, gen_random_uuid(), $2, 'campaign', 3, now() + interval '1 second', '{"attribution":{"windowDays":7}}')`,
    [brand.organizationId, brand.campaignId],
  );
  await within(
    900,
    () => visit('/r/jane'),
    (response) => /Max-Age=7776000;/.test(response.headers.get('set-cookie') ?? ''),
  );
  await within(
    1_500,
    () => visit('/r/jane'),
    (response) => /Max-Age=604800;/.test(response.headers.get('set-cookie') ?? ''),
  );
  const windows = new Set((await brand.clicks()).map(({ window_days }) => window_days));
  t.same([...windows], [60, 90, 7], 'earlier clicks keep theirs');
});

t.test('F10: a link made, moved or given another destination is seen within a second', async (t) => {
  const { brand, visit } = await setUp(t);
  t.equal((await visit('/r/jane')).status, 404);
  const { linkId } = await brand.addLink('jane', { destination: 'https://one.test/' });
  await within(
    1_000,
    () => visit('/r/jane'),
    (response) => response.status === 302,
  );
  await brand.edit(`update link set destination_url = 'https://two.test/' where id = $1`, [linkId]);
  await within(
    1_000,
    () => visit('/r/jane'),
    (response) => response.headers.get('location')?.startsWith('https://two.test/') ?? false,
  );
});

t.test('an unknown slug is a page for people and a problem for programs', async (t) => {
  const { visit } = await setUp(t);
  for (const path of ['/r/nobody', '/r/xy', '/r/-edge', `/r/${'x'.repeat(65)}`, '/r/ünï']) {
    const response = await visit(path);
    t.equal(response.status, 404, path);
    t.equal(response.headers.get('set-cookie'), null);
    t.match(response.headers.get('content-type'), 'text/html', path);
    t.equal(response.headers.get('x-robots-tag'), 'noindex');
  }
  const problem = await visit('/r/nobody', { accept: 'application/json' });
  t.equal(problem.status, 404);
  t.match(await problem.json(), { code: 'not_found' });
});

t.test('never an open redirect: a stored address that is not http leads nowhere', async (t) => {
  const { brand, visit } = await setUp(t);
  await brand.addLink('jane', { destination: 'javascript:alert(1)' });
  t.equal((await visit('/r/jane')).status, 404);
  t.same(await brand.clicks(), []);
});

t.test('what no database can hold is cleaned, and the click stored', async (t) => {
  const { brand, visit } = await setUp(t, { countryHeader: 'cf-ipcountry' });
  await brand.addLink('jane');
  const response = await visit(`/r/jane?utm_source=ab&utm_medium=%ED%A0%80&sub1=${'x'.repeat(2_000)}`, {
    'cf-ipcountry': 'at',
    referer: `https://blog.test/${'y'.repeat(3_000)}`,
  });
  t.equal(response.status, 302);
  const [click] = await brand.clicks();
  t.match(click?.details, { utm_source: 'ab', country: 'AT', sub1: 'x'.repeat(255) });
  t.equal(String(click?.details['referrer']).length, 1_024);
});

t.test('null bytes are refused, in the slug and in the query', async (t) => {
  const { brand, visit } = await setUp(t);
  await brand.addLink('jane');
  for (const path of ['/r/%00%00%00', '/r/jane%00', '/r/jane?utm_source=a%00b'])
    t.equal((await visit(path)).status, 400, path);
  t.same(await brand.clicks(), []);
});

t.test('F2: behind https the cookie says so', async (t) => {
  const { brand, visit } = await setUp(t, { https: true });
  await brand.addLink('jane');
  t.match((await visit('/r/jane')).headers.get('set-cookie'), /SameSite=Lax; Secure$/);
});

t.test('a change is seen within a second also when the listening session is killed, or hangs', async (t) => {
  const { brand, visit, superuser } = await setUp(t);
  const { enrollmentId } = await brand.addLink('jane');
  const hasCookie = (response: Response): boolean => response.headers.get('set-cookie') !== null;
  t.ok(hasCookie(await visit('/r/jane')));
  for (const [round, trouble] of ['pg_terminate_backend', 'stop', 'pg_terminate_backend'].entries()) {
    const { rows } = await superuser.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'fairlead links' and datname = current_database()`,
    );
    const pid = rows[0]?.pid ?? 0;
    t.ok(pid > 0, 'it listens again');
    // A stopped process is what a lost network looks like: no answer, and no end either.
    if (trouble === 'stop') process.kill(pid, 'SIGSTOP');
    else await superuser.query('select pg_terminate_backend($1)', [pid]);
    const status = round % 2 === 0 ? 'paused' : 'approved';
    await brand.edit('update enrollment set status = $1 where id = $2', [status, enrollmentId]);
    const wanted = status === 'approved';
    await within(
      1_100,
      () => visit('/r/jane'),
      (response) => hasCookie(response) === wanted,
    );
    if (trouble === 'stop') process.kill(pid, 'SIGCONT');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }
});

/** Repeats a request until its answer is as expected; fails when that takes longer. */
async function within(
  limitMs: number,
  ask: () => Promise<Response>,
  isRight: (response: Response) => boolean,
): Promise<Response> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const asked = performance.now();
    const response = await ask();
    if (isRight(response)) return response;
    if (asked > deadline)
      throw new Error(`still ${response.status} ${response.headers.get('location')} after ${limitMs} ms`);
    await response.body?.cancel();
  }
}
