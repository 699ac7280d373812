import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Test } from 'tap';
import { eventually } from '../../core/test/fixtures/processes.ts';
import { onlyLong } from './support/long.ts';
import { type Brand, type Servers, startServers } from './support/servers.ts';
import { type Answered, programme, type Shop, signed } from './support/shop.ts';

const many = <T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)));

/** How many answers had each status. */
const tally = (answers: readonly Answered[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

/** As a careful client: a server too busy to answer is asked again. */
async function patiently(call: () => Promise<Answered>): Promise<Answered> {
  for (;;) {
    const answer = await call();
    if (answer.status !== 503) return answer;
    await sleep(100);
  }
}

const fresh = (): string => `order-${randomBytes(6).toString('hex')}`;
const sale = (id: string, more: object = {}) => ({
  externalEventId: id,
  amount: 10_000,
  currency: 'USD',
  affiliateSlug: 'jane',
  ...more,
});

/** Two servers; a caller reaches either. */
async function setUp(t: Test) {
  const place = await startServers(t, 2);
  const acme = await place.brand();
  const made = await programme(acme);
  const shops = place.origins.map((origin) => acme.at(origin));
  return { place, acme, ...made, at: (n: number): Shop => shops[n % shops.length] as Shop };
}

/** Nothing is due any more, and nothing is wrong. */
async function atRest({ rows, differences }: Servers, { organizationId }: Brand): Promise<readonly unknown[]> {
  await eventually(
    'everything is settled',
    async () => {
      const [left] = await rows<{ n: string }>(
        `select (select count(*) from fairlead.inbox where state = 'received')
        + (select count(*) from fairlead.revisit where due_at < now() and reason <> 'clock') as n`,
      );
      return Number(left?.n) === 0;
    },
    60_000,
  );
  return differences(organizationId);
}

const owed = async ({ rows }: Servers, { organizationId }: Brand): Promise<number> => {
  const [row] = await rows<{ sum: string }>(
    `select coalesce(sum(amount), 0) as sum from fairlead.balance where organization_id = $1 and account in ('pending', 'payable')`,
    [organizationId],
  );
  return Number(row?.sum);
};

void onlyLong('I1: fifty identical sales at once, at two servers: one is new', async (t) => {
  const { place, acme, at } = await setUp(t);
  for (let round = 0; round < 5; round++) {
    const id = fresh();
    const answers = await many(50, (n) => patiently(() => at(n).call('POST', '/sales', sale(id))));
    t.same(tally(answers), { 200: 49, 201: 1 });
    t.equal(new Set(answers.map(({ body }) => body['id'])).size, 1);
    t.equal(answers.filter(({ body }) => body['deduped'] === true).length, 49);
  }
  t.equal(await owed(place, acme), 5 * 2000);
  t.same(await atRest(place, acme), []);
});

void onlyLong('I3: one webhook-id twenty times at once: one answer, replayed', async (t) => {
  const { place, acme, at } = await setUp(t);
  const { key, signingSecret } = await acme.made('/api-keys', { name: 's', scopes: ['track', 'manage'], signed: true });
  const headers = (body: string, id: string) => ({
    authorization: `Bearer ${String(key)}`,
    ...signed(String(signingSecret), body, { id }),
  });
  for (const [path, body] of [
    ['/sales', sale(fresh())],
    ['/leads', { customer: { externalId: 'u1' }, affiliateSlug: 'jane' }],
    ['/refunds', { externalRefundId: 'r1', externalEventId: fresh(), amount: 100, currency: 'USD' }],
    ['/clicks', { affiliateSlug: 'jane' }],
    ['/affiliates', { name: 'New', email: 'new@affiliates.test' }],
  ] as const) {
    const text = JSON.stringify(body);
    const id = `msg_${fresh()}`;
    const answers = await many(20, (n) => at(n).call('POST', path, text, headers(text, id)));
    const good = answers.filter(({ status }) => status < 300);
    const others = answers.filter(({ status }) => status >= 300);
    t.equal(new Set(good.map(({ text }) => text)).size, 1, `${path}: one answer`);
    t.equal(good.filter(({ headers }) => headers.get('webhook-replayed') === null).length, 1, `${path}: one new`);
    t.ok(
      others.every(({ body }) => body['code'] === 'request_in_progress'),
      `${path}: ${JSON.stringify(tally(answers))}`,
    );
    const changed = JSON.stringify({ ...body, test: true });
    t.match(await at(0).call('POST', path, changed, headers(changed, id)), { status: 409 }, `${path}: another body`);
  }
  const [{ n } = { n: '' }] = await place.rows<{ n: string }>('select count(*) as n from fairlead.click');
  t.equal(Number(n), 1, 'one click');
  t.same(await atRest(place, acme), []);
});

void onlyLong('R5: a sale and its refund at the same moment, in either order', async (t) => {
  const { place, acme, at } = await setUp(t);
  const rounds = 40;
  await many(rounds, async (round) => {
    const id = fresh();
    const refund = { externalRefundId: `r-${id}`, externalEventId: id, amount: 3300, currency: 'USD' };
    const calls = [
      () => at(0).call('POST', '/sales', sale(id)),
      () => at(1).call('POST', '/refunds', refund),
      () => at(0).call('POST', '/refunds', refund),
    ];
    const answers = await Promise.all((round % 2 === 0 ? calls : calls.toReversed()).map((call) => call()));
    t.ok(
      answers.every(({ status }) => [200, 201, 202].includes(status)),
      JSON.stringify(tally(answers)),
    );
  });
  t.equal(await owed(place, acme), rounds * (2000 - 660));
  t.same(await atRest(place, acme), []);
});

void onlyLong('R1: two refunds, each of everything, at once: the sale is reversed once', async (t) => {
  const { place, acme, at } = await setUp(t);
  for (let round = 0; round < 10; round++) {
    const id = fresh();
    await acme.made('/sales', sale(id));
    const whole = round % 2 === 0 ? { amount: 10_000, currency: 'USD' } : {};
    const answers = await many(2, (n) =>
      at(n).call('POST', '/refunds', { externalRefundId: `${id}-${n}`, externalEventId: id, ...whole }),
    );
    t.comment(JSON.stringify(tally(answers)));
    t.ok(answers.some(({ status }) => status === 201) && answers.every(({ status }) => status < 500));
  }
  t.equal(await owed(place, acme), 0);
  t.same(await atRest(place, acme), []);
});

void onlyLong(
  'A6, A10: paused, removed, archived in the middle of sales: each sale holds what was true at its time',
  async (t) => {
    const { place, acme, at, enrollments, campaignId } = await setUp(t);
    for (const [path, change] of [
      [`/enrollments/${enrollments['jane']}`, { status: 'paused' }],
      [`/enrollments/${enrollments['jane']}`, { status: 'approved' }],
      [`/enrollments/${enrollments['jane']}`, { status: 'removed' }],
      [`/campaigns/${campaignId}`, { state: 'archived' }],
    ] as const) {
      const slug = 'state' in change ? 'bob' : 'jane';
      const told: Answered[] = [];
      const open = new AbortController();
      const callers = many(8, async (n) => {
        while (!open.signal.aborted)
          told.push(await at(n).call('POST', '/sales', sale(fresh(), { affiliateSlug: slug })));
      });
      await sleep(400);
      const changed = await at(1).call('PATCH', path, change);
      t.equal(changed.status, 200, changed.text);
      await sleep(400);
      open.abort();
      await callers;
      t.ok(
        told.every(({ status }) => status === 201),
        JSON.stringify(tally(told)),
      );
    }
    t.same(await atRest(place, acme), []);
  },
);

void onlyLong(
  'I5, C1: a code goes off and on, is asked for by another, and terms change in the middle of sales',
  async (t) => {
    const { place, acme, at, enrollments, campaignId } = await setUp(t);
    const { body } = await acme.call('GET', '/coupons');
    const jane = (body['data'] as { id: string; code: string }[]).find(({ code }) => code === 'JANE');
    const told: Answered[] = [];
    const open = new AbortController();
    const callers = many(8, async (n) => {
      while (!open.signal.aborted)
        told.push(await at(n).call('POST', '/sales', sale(fresh(), { affiliateSlug: undefined, couponCode: 'JANE' })));
    });
    await sleep(300);
    const steps = [
      await acme.call('POST', `/campaigns/${campaignId}/terms`, {
        terms: { commission: { models: { cps: { kind: 'percent', rate: 100_000 } } } },
      }),
      await acme.call('PATCH', `/coupons/${jane?.id}`, { active: false }),
      await acme.call('POST', '/coupons', { enrollmentId: enrollments['bob'], code: 'JANE' }),
      await acme.call('PATCH', `/coupons/${jane?.id}`, { active: true }),
      await acme.call('POST', `/enrollments/${enrollments['jane']}/terms`, { terms: { models: { cps: { rate: 1 } } } }),
    ];
    await sleep(300);
    open.abort();
    await callers;
    // I5: a code is never given to another, even after it was switched off.
    t.same(
      steps.map(({ status }) => status),
      [201, 200, 409, 200, 201],
    );
    t.ok(
      told.every(({ status }) => status === 201),
      JSON.stringify(tally(told)),
    );
    t.same(await atRest(place, acme), []);
  },
);

void onlyLong('a key that is revoked under load is refused for good within five seconds', async (t) => {
  const { place, acme, at } = await setUp(t);
  const made = await acme.made('/api-keys', { name: 'short-lived', scopes: ['track'] });
  const headers = { authorization: `Bearer ${String(made['key'])}` };
  const open = new AbortController();
  let revoked = 0;
  const late: number[] = [];
  const others = new Set<number>();
  const callers = many(8, async (n) => {
    while (!open.signal.aborted) {
      const asked = performance.now();
      const { status } = await at(n).call('POST', '/sales', sale(fresh()), headers);
      if (status === 201 && revoked !== 0) late.push(asked - revoked);
      else if (status !== 201) others.add(status);
    }
  });
  await sleep(300);
  const { status, text } = await acme.call('POST', `/api-keys/${String(made['id'])}/revoke`);
  t.ok(status < 300, `${status} ${text}`);
  revoked = performance.now();
  await sleep(6_500);
  open.abort();
  await callers;
  t.ok(Math.max(0, ...late) <= 5_100, `last taken ${Math.round(Math.max(0, ...late))} ms after`);
  t.same([...others], [401]);
  t.same(await atRest(place, acme), []);
});
