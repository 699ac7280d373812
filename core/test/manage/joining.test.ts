import type { InjectOptions } from 'fastify';
import t from 'tap';
import { testServer } from './fixtures/server.ts';
import type { Brand } from './fixtures/server.ts';

const { server, brand } = await testServer(t);
let addresses = 0;
const anybody = (): string => `10.0.${++addresses >> 8}.${addresses & 255}`;

/** A campaign whose recruiting links are on, and ann, who has one. */
async function programme(recruitingLink = true) {
  const acme = await brand();
  const make = async (path: string, body: object) => String((await acme.call('POST', path, body)).body['id']);
  const campaign = await make('/campaigns', {
    name: 'Friends <b>& family</b>',
    slug: 'friends',
    state: 'active',
    destinationUrl: 'https://example.com/',
    recruitingLink,
  });
  const ann = await make('/affiliates', { name: 'Ann', email: 'ann@affiliates.test' });
  const slug = `ann-${acme.organizationId.slice(-8)}`;
  const place = await make('/enrollments', { campaignId: campaign, affiliateId: ann, slug });
  return { acme, campaign, ann, slug, place };
}

const visit = (path: string, more: InjectOptions = {}) =>
  server.app.inject({ url: path, remoteAddress: anybody(), headers: { accept: 'text/html' }, ...more });
const form = (slug: string, fields: Record<string, string>, from = anybody()) =>
  server.app.inject({
    method: 'POST',
    url: `/join/${slug}`,
    remoteAddress: from,
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
const json = (slug: string, payload: object) =>
  server.app.inject({
    method: 'POST',
    url: `/join/${slug}`,
    remoteAddress: anybody(),
    headers: { accept: 'application/json' },
    payload,
  });
const zoe = { name: 'Zoe <script>', email: 'zoe@example.com' };
const enrollments = async (acme: Brand) =>
  (await acme.call('GET', '/enrollments?take=200')).body['data'] as Record<string, unknown>[];
const affiliates = async (acme: Brand) =>
  (await acme.call('GET', '/affiliates?take=200')).body['data'] as Record<string, unknown>[];

t.test('C8: who applies by a recruiting link waits, with the recruiter, and earns once approved', async (t) => {
  const { acme, slug, place, campaign } = await programme();
  const page = await visit(`/join/${slug.toUpperCase()}`);
  t.equal(page.statusCode, 200);
  t.match(page.body, 'Apply to Friends &lt;b&gt;&amp; family&lt;/b&gt;');
  t.notMatch(page.body, /ann/i, 'the recruiter is not named');
  const sent = await form(slug, zoe);
  t.match(sent, { statusCode: 303, headers: { location: `/join/${slug}?applied` } });
  t.match((await visit(`/join/${slug}?applied`)).body, /your application is in/);
  const [applied] = (await enrollments(acme)).filter(({ id }) => id !== place);
  t.match(applied, { status: 'pending', recruiterId: place, campaignId: campaign });
  t.match(
    (await affiliates(acme)).find(({ id }) => id === applied?.['affiliateId']),
    zoe,
  );
  const needs = (await acme.call('GET', '/overview')).body['needs'];
  t.match(needs, [{ code: 'pending_applications', count: 1 }]);
  const audit = (await acme.call('GET', '/audit?entity=enrollment&actor=applicant')).body['data'];
  t.match(audit, [{ action: 'insert', reason: 'applied by a recruiting link', entityId: applied?.['id'] }]);
  const approved = await acme.call('PATCH', `/enrollments/${String(applied?.['id'])}`, { status: 'approved' });
  t.match(approved, { status: 200, body: { status: 'approved', recruiterId: place } });
});

t.test(
  'C8: whose address is known, twice, or the recruiter’s own is answered alike, and changes nothing',
  async (t) => {
    const { acme, slug, place, ann } = await programme();
    await acme.call('POST', '/affiliates', { name: 'Bo', email: 'bo@affiliates.test' });
    const answers = [];
    for (const email of ['zoe@example.com', 'ZOE@example.com ', 'ann@affiliates.test', 'bo@affiliates.test']) {
      const since = performance.now();
      const { statusCode, body, headers } = await form(slug, { name: 'Somebody', email });
      t.ok(performance.now() - since >= 240, 'not at once, whoever it is');
      answers.push(JSON.stringify([statusCode, body, headers['location']]));
    }
    t.equal(new Set(answers).size, 1, 'the same for all of them');
    const people = await affiliates(acme);
    t.same(people.map(({ name }) => name).toSorted(), ['Ann', 'Bo', 'Somebody']);
    const places = await enrollments(acme);
    t.equal(places.length, 3, 'ann, and the two who applied');
    t.equal(places.find(({ affiliateId }) => affiliateId === ann)?.['recruiterId'], null);
    t.equal(places.filter(({ recruiterId }) => recruiterId === place).length, 2);
    const rejected = places.find(({ recruiterId }) => recruiterId === place)?.['id'];
    await acme.call('PATCH', `/enrollments/${String(rejected)}`, { status: 'rejected' });
    await form(slug, zoe);
    await form(slug, { name: 'Bo', email: 'bo@affiliates.test' });
    t.equal((await enrollments(acme)).length, 3, 'who was rejected stays so');
  },
);

t.test('C8: the same person twice at once is one', async (t) => {
  const { acme, slug } = await programme();
  const sent = await Promise.all(Array.from({ length: 6 }, () => form(slug, zoe)));
  t.same([...new Set(sent.map(({ statusCode }) => statusCode))], [303]);
  t.equal((await affiliates(acme)).length, 2);
  t.equal((await enrollments(acme)).length, 2);
});

t.test('C8: off, unknown, paused or not active are told apart by nobody', async (t) => {
  const off = await programme(false);
  const closed = await programme();
  await closed.acme.call('PATCH', `/campaigns/${closed.campaign}`, { state: 'closed' });
  const paused = await programme();
  await paused.acme.call('PATCH', `/enrollments/${paused.place}`, { status: 'paused' });
  const slugs = [off.slug, closed.slug, paused.slug, 'nobody-at-all', 'x', 'a'.repeat(90)];
  const pages = new Set<string>();
  for (const slug of slugs) {
    const [page, sent] = [await visit(`/join/${slug}`), await form(slug, zoe)];
    t.same([page.statusCode, sent.statusCode], [404, 404], slug);
    pages.add(page.body).add(sent.body);
    t.match(await json(slug, zoe), { statusCode: 404, headers: { 'content-type': /problem\+json/ } });
  }
  t.equal(pages.size, 1);
  t.equal((await affiliates(off.acme)).length, 1);
  const changed = await off.acme.call('PATCH', `/campaigns/${off.campaign}`, { recruitingLink: true });
  t.match(changed.body, { recruitingLink: true });
  t.equal((await visit(`/join/${off.slug}`)).statusCode, 200);
});

t.test('the page runs nothing, and bad input is told beside its field', async (t) => {
  const { acme, slug } = await programme();
  const { headers } = await visit(`/join/${slug}`);
  t.match(headers['content-security-policy'], /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/);
  t.match(headers, { 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'x-frame-options': 'DENY' });
  for (const [fields, field] of [
    [{ name: '', email: 'a@example.com' }, 'name'],
    [{ name: '  \u00a0 ', email: 'a@example.com' }, 'name'],
    [{ name: 'a'.repeat(201), email: 'a@example.com' }, 'name'],
    [{ name: 'a\u0007b', email: 'a@example.com' }, 'name'],
    [{ name: 'Zoe', email: 'nowhere' }, 'email'],
    [{ name: 'Zoe' }, 'email'],
    [{ name: 'Zoe', email: `"><script>@x` }, 'email'],
  ] as const) {
    const answer = await form(slug, fields);
    t.equal(answer.statusCode, 400, JSON.stringify(fields));
    t.match(answer.body, `id="${field}-wrong"`);
    t.notMatch(answer.body, /<script>/);
    t.match(await json(slug, fields), { statusCode: 400, headers: { 'content-type': /problem\+json/ } });
  }
  t.equal((await json(slug, { ...zoe, admin: true })).statusCode, 400, 'what nobody asked for is refused');
  t.match(await json(slug, { name: 'Api', email: 'api@example.com' }), { statusCode: 202 });
  t.equal((await form(slug, { ...zoe, homepage: 'https://spam.example' })).statusCode, 303, 'a robot is thanked');
  t.same((await affiliates(acme)).map(({ name }) => name).toSorted(), ['Ann', 'Api'], 'and is no affiliate');
  t.equal((await form(slug, { name: 'a', email: `${'x'.repeat(20_000)}@example.com` })).statusCode, 413);
});

t.test('one address applies ten times in a row, and then waits', async (t) => {
  const { slug } = await programme();
  const from = anybody();
  const statuses = [];
  for (let n = 0; n < 12; n++) {
    statuses.push((await form(slug, { name: 'A', email: `a${n}@example.com` }, from)).statusCode);
  }
  t.same(statuses, [...Array<number>(10).fill(303), 429, 429]);
  t.equal((await form(slug, zoe)).statusCode, 303, 'another one does not');
});
