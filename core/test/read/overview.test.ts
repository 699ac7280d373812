import t from 'tap';
import type { Overview } from '../../src/contract/api/index.ts';
import { inOrganization } from '../../src/store/session.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from '../flows/house.ts';
import { type Office, office, spring } from './fixtures/office.ts';

const here = await house(t);
const day = (ago: number): string => after(spring, { days: ago }).slice(0, 10);
const read = async (o: Office, query: string, mode?: 'live' | 'test'): Promise<Overview> => {
  const { status, body } = await o.get<Overview>(`/overview?${query}`, mode);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};

void t.test('totals per currency against the days before, a series, and who earned most', async (t) => {
  const o = await office(t, here);
  const by = (name: string) => ({ slugs: [o.slug(name)] });
  await o.sale('before', { occurredAt: before(spring, { days: 1 }), evidence: by('jane'), amount: 4_000n });
  await o.sale('a', { occurredAt: spring, evidence: by('jane') });
  await o.sale('b', { occurredAt: after(spring, { days: 1 }), evidence: by('bob'), amount: 30_000n });
  await o.sale('eur', { occurredAt: spring, evidence: by('bob'), currency: 'EUR', amount: 500n });
  await o.sale('lost', { occurredAt: spring, amount: 700n });
  await o.sale('trial', { occurredAt: spring, evidence: by('jane'), mode: 'test' });
  await o.lead({ externalId: 'u' }, { occurredAt: spring, evidence: by('jane') });
  await o.refund('r', 'a', 5_000n);
  await o.sale('later', { occurredAt: after(spring, { days: 2 }), evidence: by('jane') });

  const seen = await read(o, `from=${day(0)}&to=${day(1)}`);
  t.match(seen, {
    asOf: /Z$/,
    timeZone: 'UTC',
    period: { from: day(0), to: day(1) },
    before: { from: day(-2), to: day(-1) },
    leads: { count: 1, before: 0 },
    leftOut: { tests: 1 },
  });
  t.same(
    seen.totals.map(({ currency }) => currency),
    ['EUR', 'USD'],
  );
  t.match(seen.totals[1], {
    sales: 2,
    amount: 40_000,
    refundedAmount: 5_000,
    commission: 8_000,
    takenBack: 1_000,
    notCredited: 1,
    notCreditedAmount: 700,
    before: { sales: 1, amount: 4_000, commission: 800, takenBack: 0, notCredited: 0 },
  });
  t.same(seen.series[1], {
    currency: 'USD',
    days: [
      { day: day(0), sales: 1, amount: 10_000, commission: 2_000, takenBack: 1_000 },
      { day: day(1), sales: 1, amount: 30_000, commission: 6_000, takenBack: 0 },
    ],
  });
  t.match(
    seen.topAffiliates.filter(({ currency }) => currency === 'USD'),
    [
      { affiliateName: 'bob', commission: 6_000, takenBack: 0, sales: 1 },
      { affiliateName: 'jane', commission: 2_000, takenBack: 1_000, sales: 1 },
    ],
  );
  t.match((await read(o, `from=${day(0)}&to=${day(1)}&compare=false`)).totals, [{ before: null }, { before: null }]);
  t.match(await read(o, `from=${day(0)}&to=${day(0)}`, 'test'), { totals: [{ sales: 1 }], leftOut: { tests: 0 } });
  const usual = await read(o, '');
  t.equal(usual.period.to, new Date(o.engine.now()).toISOString().slice(0, 10));
  t.match(usual.totals, [{ currency: 'USD', sales: 0, before: { sales: 1 } }], 'the last thirty days were quiet');
});

void t.test('what needs somebody, each with what opens it', async (t) => {
  const o = await office(t, here);
  t.same((await read(o, '')).needs, []);
  await o.sale('lost', { occurredAt: spring });
  const till = await o.connectTill();
  const bad = await o.receive(till, 'evt_1', Buffer.from('no JSON'));
  await o.post(`/inbox/${bad}/replay`);
  const apply = `update enrollment set status = 'pending' where organization_id = $1 and id = $2`;
  await inOrganization(here.store, o.scope, (session) =>
    session.query({ name: 'test_apply', text: apply }, [o.organizationId, o.enrollment('bob')]),
  );
  const { needs } = await read(o, `from=${day(0)}&to=${day(0)}`);
  const codes = needs.map(({ code }) => code);
  for (const code of ['connections_in_trouble', 'unattributed_payments', 'pending_applications'] as const) {
    t.ok(codes.includes(code), `${code} among ${codes.join()}`);
  }
  for (const { list, filters, count, code } of needs.filter((need) => need.list !== 'enrollments')) {
    const query = new URLSearchParams(filters).toString();
    const summary = await o.get<{ count: number }>(`/${list}/summary?${query}`);
    t.equal(summary.body.count, count, `${code}: its filter opens as many`);
  }
});

void t.test('days the wrong way round, too many or too old are 400', async (t) => {
  const o = await office(t, here);
  for (const query of [
    `from=${day(1)}&to=${day(0)}`,
    'from=2020-01-01&to=2026-01-01',
    'from=1970-01-01&to=1970-01-02',
    'from=yesterday',
    'since=2026-01-01T00:00:00Z',
    'compare=perhaps',
  ]) {
    t.match(await o.get(`/overview?${query}`), { status: 400, body: { code: /invalid/ } }, query);
  }
  t.match(await o.get('/overview?from=2024-01-01&to=2024-12-31'), { status: 200 });
  t.match(await o.get('/overview?isTest=false', 'test'), { status: 403 });
});
