import t from 'tap';
import type { BonusGiven, ConversionPage, Explanation } from '../../src/contract/api/index.ts';
import { house } from '../flows/house.ts';
import { office } from './fixtures/office.ts';

const here = await house(t);
const usd = (major: number) => ({ unit: major * 1_000_000, currency: 'USD' });
const bonuses = { milestones: [{ name: 'talk', sales: null, amount: usd(100) }] };
const cpa = { events: [{ event: 'trial', amount: usd(3) }] };
const options = { campaigns: [{ slug: 'main', commission: { models: { bonuses, cpa } } }] };
const reason = 'spoke at our conference';

t.test('F64: a bonus is given by a person with a reason, once, and explained', async (t) => {
  const o = await office(t, here, options);
  const path = `/enrollments/${o.enrollment('jane')}/milestones`;
  const given = await o.post<BonusGiven>(path, { name: 'talk', reason });
  t.match(given, { status: 201, body: { state: 'credited', deduped: false, commissions: [{ amount: 10_000 }] } });
  t.match(await o.post<BonusGiven>(path, { name: 'talk', reason }), {
    status: 200,
    body: { paymentId: given.body.paymentId, deduped: true },
  });
  t.match((await o.get<ConversionPage>('/conversions?type=bonus')).body.data, [
    { type: 'bonus', externalEventId: 'talk', affiliateName: 'jane', commission: 10_000, amount: 0 },
  ]);
  t.match((await o.get<Explanation>(`/payments/${given.body.paymentId}/explain`)).body, {
    payment: { kind: 'bonus', currency: 'USD' },
    decision: { reason: 'milestone_reached', asked: [] },
    lines: [{ model: 'bonuses', amount: 10_000, steps: [{ op: 'flat' }] }],
    facts: [{ type: 'milestone.reached', actor: /^key:/, reason }, {}],
    recomputed: { differences: 0 },
  });
});

t.test('F64: a bonus of any amount is given over HTTP, and explained', async (t) => {
  const o = await office(t, here);
  const path = `/enrollments/${o.enrollment('jane')}/milestones`;
  const given = await o.post<BonusGiven>(path, { amount: 1_250, reason });
  t.match(given, {
    status: 201,
    body: { deduped: false, commissions: [{ amount: 1_250, currency: 'USD', model: 'by_hand' }] },
  });
  t.match((await o.get<ConversionPage>('/conversions?type=bonus')).body.data, [
    { externalEventId: /^given_/, commission: 1_250, currency: 'USD' },
  ]);
  t.match((await o.get<Explanation>(`/payments/${given.body.paymentId}/explain`)).body, {
    lines: [{ model: 'by_hand', amount: 1_250, steps: [{ op: 'given', values: { currency: 'USD', result: 1_250 } }] }],
    facts: [{ fact: { amount: 1_250 }, reason }, {}],
    recomputed: { differences: 0 },
  });
  for (const body of [
    { reason },
    { amount: 0, reason },
    { amount: 1.5, reason },
    { amount: 2 ** 53, reason },
    { amount: 5 },
  ]) {
    t.equal((await o.post(path, body)).status, 400, JSON.stringify(body));
  }
});

t.test('F64: what cannot be given is refused, with the place', async (t) => {
  const o = await office(t, here, options);
  const jane = `/enrollments/${o.enrollment('jane')}/milestones`;
  const nobody = '/enrollments/01900000-0000-7000-8000-000000000000/milestones';
  for (const [path, body, status, problem] of [
    [jane, { name: 'walk', reason }, 422, { code: 'unknown_reference', errors: [{ path: '/name' }] }],
    [jane, { name: 'Not A Name', reason }, 400, { code: 'invalid_request', errors: [{ path: '/name' }] }],
    [jane, { name: 'talk' }, 400, { code: 'invalid_request' }],
    [nobody, { name: 'talk', reason }, 404, { code: 'not_found' }],
    ['/enrollments/jane/milestones', { name: 'talk', reason }, 400, { code: 'invalid_request' }],
  ] as const) {
    t.match(await o.post(path, body), { status, body: problem }, `${path} ${JSON.stringify(body)}`);
  }
  t.same((await o.books()).payments, []);
});

t.test('F38: an event is listed by its name, and explained', async (t) => {
  const o = await office(t, here, options);
  const { intake } = await o.event('trial', { externalId: 'u1' }, { evidence: { slugs: [o.slug('jane')] } });
  t.match((await o.get<ConversionPage>('/conversions?type=event')).body.data, [
    { type: 'event', externalEventId: 'trial', commission: 300, currency: 'USD', customerExternalId: 'u1' },
  ]);
  t.match((await o.get<Explanation>(`/payments/${intake.paymentId}/explain`)).body, {
    payment: { kind: 'event', currency: 'USD' },
    lines: [{ model: 'cpa', amount: 300 }],
    recomputed: { differences: 0 },
  });
});
