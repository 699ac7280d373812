import * as fc from 'fast-check';
import t, { type Test } from 'tap';
import { inOrganization } from '../../src/store/session.ts';
import { type Answer, type Method, testServer } from './fixtures/server.ts';

const { brand, raw, server } = await testServer(t);
const [mine, theirs] = [await brand(), await brand()];
const nobody = '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11';
const destinationUrl = 'https://example.com/';

async function made({ call }: typeof mine, path: string, body: object): Promise<string> {
  const { status, body: answer } = await call('POST', path, body);
  if (status !== 201) throw new Error(`POST ${path}: ${status} ${JSON.stringify(answer)}`);
  return String(answer['id']);
}

/** One of everything. */
async function furnished(brand: typeof mine, slug: string) {
  const campaigns = await made(brand, '/campaigns', { name: 'Main', slug: 'main', state: 'active', destinationUrl });
  const groups = await made(brand, '/groups', { campaignId: campaigns, name: 'Gold' });
  const affiliates = await made(brand, '/affiliates', { name: 'Jane', email: 'jane@example.com' });
  const enrollments = await made(brand, '/enrollments', { campaignId: campaigns, affiliateId: affiliates, slug });
  const links = await made(brand, '/links', { enrollmentId: enrollments, slug: `${slug}-2` });
  const coupons = await made(brand, '/coupons', { enrollmentId: enrollments, code: 'JANE20' });
  const credentials = { signingSecret: 'a-secret' };
  const connections = await made(brand, '/connections', { adapter: 'acme', mode: 'live', credentials });
  const apiKeys = await made(brand, '/api-keys', { name: 'Signed', signed: true });
  return { campaigns, groups, affiliates, enrollments, links, coupons, connections, 'api-keys': apiKeys };
}

const own = await furnished(mine, 'mine');
const others = await furnished(theirs, 'theirs');
type Room = keyof typeof own;
const rooms = Object.keys(own) as readonly Room[];

/** A change that is right, by the room it is made in; whatever is wrong is put into a copy of it. */
const changes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '/organization': { name: 'Acme', homeCurrency: 'EUR', timeZone: 'UTC', graceDays: 1 },
  [`/campaigns/${own.campaigns}`]: { name: 'Main', state: 'active', destinationUrl, reason: 'why', version: 1 },
  [`/groups/${own.groups}`]: { name: 'Gold' },
  [`/affiliates/${own.affiliates}`]: { name: 'Jane', email: 'jane@example.com' },
  [`/enrollments/${own.enrollments}`]: {
    status: 'approved',
    slug: 'mine',
    groupId: null,
    reason: 'why',
    denyPending: false,
    validFrom: '2026-01-01T00:00:00Z',
  },
  [`/links/${own.links}`]: { slug: 'mine-2', name: null, destinationUrl },
  [`/coupons/${own.coupons}`]: { active: true },
  [`/connections/${own.connections}`]: { name: 'A', account: null, settings: {}, credentials: {}, active: true },
};
const additions: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '/campaigns': { name: 'X', slug: 'xxx', state: 'draft', destinationUrl, currency: 'USD', terms: {} },
  [`/campaigns/${own.campaigns}/terms`]: {
    terms: { attribution: {}, commission: {} },
    validFrom: '2026-01-01T00:00:00Z',
  },
  '/groups': { campaignId: own.campaigns, name: 'X', terms: {} },
  [`/groups/${own.groups}/terms`]: { terms: { holdDays: 1, models: {} }, validFrom: '2026-01-01T00:00:00Z' },
  '/affiliates': { name: 'X', email: 'x@example.com' },
  '/enrollments': {
    campaignId: own.campaigns,
    affiliateId: own.affiliates,
    slug: 'xxx',
    status: 'pending',
    groupId: own.groups,
  },
  [`/enrollments/${own.enrollments}/terms`]: { terms: { base: 'net' } },
  '/links': { enrollmentId: own.enrollments, slug: 'xxx-3', name: 'X', destinationUrl },
  '/coupons': { enrollmentId: own.enrollments, code: 'XXX', validFrom: '2026-01-01T00:00:00Z' },
  '/connections': {
    adapter: 'acme',
    name: 'X',
    mode: 'live',
    account: 'a',
    settings: {},
    credentials: { signingSecret: 'abc' },
  },
  '/api-keys': { name: 'X', mode: 'live', scopes: ['track'], campaignId: own.campaigns, signed: false },
};
const requests: readonly (readonly [Method, string, Readonly<Record<string, unknown>>])[] = [
  ...Object.entries(changes).map(([path, body]) => ['PATCH', path, body] as const),
  ...Object.entries(additions).map(([path, body]) => ['POST', path, body] as const),
];

/** Every change writes its audit, so this tells whether anything was changed. */
async function changesSoFar(organizationId: string): Promise<unknown> {
  const text = 'select count(*)::int as n, max(id)::int as last from audit';
  return inOrganization(server.engine.store, { organizationId, actor: 'core' }, (session) =>
    session.query({ name: 'changes', text }, []),
  );
}

const isRefusal = ({ status, type, body }: Answer): boolean =>
  status >= 400 && status < 500 && type.startsWith('application/problem+json') && typeof body['code'] === 'string';

/** Runs what must be refused, and holds that it changed nothing. */
async function refused(t: Test, what: string, run: () => Promise<Answer>): Promise<void> {
  const answer = await run();
  t.ok(isRefusal(answer), `${what}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
}

void t.test(
  'bodies that are none, of another type, or with unknown members are refused and change nothing',
  async (t) => {
    const before = await changesSoFar(mine.organizationId);
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '1',
      '{"unknown":1}',
      '{"__proto__":{}}',
      '['.repeat(50),
      '{"name":"\\u0000"}',
    ];
    for (const [method, path, body] of requests) {
      for (const payload of [...bodies, JSON.stringify({ ...body, surprise: true })]) {
        await refused(t, `${method} ${path} ${payload.slice(0, 40)}`, () =>
          raw(method, path, payload, mine.liveKey.key),
        );
      }
      await refused(t, `${method} ${path} as latin1`, () =>
        raw(method, path, Buffer.from('{"name":"\xe9"}', 'latin1'), mine.liveKey.key),
      );
    }
    t.same(await changesSoFar(mine.organizationId), before);
  },
);

void t.test('ids of nobody and of another organization are not there, and nothing of theirs changes', async (t) => {
  const before = await changesSoFar(theirs.organizationId);
  for (const room of rooms) {
    for (const id of [nobody, others[room]]) {
      const path = `/${room}/${id}`;
      t.match(await mine.call('GET', path), { status: 404, body: { code: 'not_found' } }, `GET ${path}`);
      const change = changes[`/${room}/${own[room]}`];
      if (change !== undefined) t.match(await mine.call('PATCH', path, change), { status: 404 }, `PATCH ${path}`);
    }
    for (const id of ['x', '%00', `${own[room]}x`, "'; drop table link; --", '%ff']) {
      await refused(t, `GET /${room}/${id}`, () => mine.call('GET', `/${room}/${id}`));
    }
  }
  for (const room of ['campaigns', 'groups', 'enrollments'] as const) {
    const path = `/${room}/${others[room]}/terms`;
    t.match(await mine.call('POST', path, { terms: {} }), { status: 404 }, path);
    t.match(await mine.call('GET', path), { status: 404 }, path);
  }
  t.match(await mine.call('POST', `/api-keys/${others['api-keys']}/revoke`), { status: 404 });
  t.match(await mine.call('POST', `/api-keys/${others['api-keys']}/signing-secret`), { status: 404 });
  t.same(await changesSoFar(theirs.organizationId), before);
});

void t.test('a body may refer to nothing of another organization', async (t) => {
  const before = await changesSoFar(mine.organizationId);
  const rooms: Readonly<Record<string, string>> = {
    campaignId: others.campaigns,
    affiliateId: others.affiliates,
    enrollmentId: others.enrollments,
    groupId: others.groups,
  };
  for (const [method, path, body] of requests) {
    for (const [member, id] of Object.entries(rooms)) {
      if (!(member in body)) continue;
      const answer = await mine.call(method, path, { ...body, [member]: id });
      t.match(
        answer,
        { status: 422, body: { code: 'unknown_reference', errors: [{ path: `/${member}` }] } },
        `${path} ${member}`,
      );
    }
  }
  t.same(await changesSoFar(mine.organizationId), before);
});

void t.test('whatever stands in a member, the server never fails', async (t) => {
  const nasty = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      -1,
      0,
      1.5,
      1e21,
      2 ** 31,
      '',
      ' ',
      '\0',
      '\ud800',
      'x'.repeat(3_000),
      {},
      [],
      [null],
    ),
    fc.constantFrom(
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      '1970-01-01T00:00:00+14:00',
      '2026-02-30T00:00:00Z',
    ),
    fc.constantFrom('javascript:alert(1)', 'http://[', 'https://example.com/\u202e', 'ŉ'.repeat(100), 'ß'.repeat(100)),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const wrong = fc
    .constantFrom(...requests)
    .chain(([method, path, body]) =>
      fc
        .record({ member: fc.constantFrom(...Object.keys(body)), value: nasty })
        .map(({ member, value }) => ({ method, path, body: { ...body, [member]: value } })),
    );
  const seed = Date.now() % 2 ** 31;
  t.comment(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(wrong, async ({ method, path, body }) => {
      const answer = await mine.call(method, path, body);
      if (answer.status >= 400 && !isRefusal(answer))
        throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    }),
    { seed, numRuns: 1_000 },
  );
});
