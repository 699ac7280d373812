import t from 'tap';
import type {
  ConversionPage,
  Explanation,
  LeadAnswer,
  LeadBulkResult,
  LeadPage,
  LeadSummary,
  ManualChange,
  Overview,
} from '../../src/contract/api/index.ts';
import { after } from '../../src/testing/time.ts';
import { noon } from '../../src/testing/facts.ts';
import { house } from '../flows/house.ts';
import { office } from './fixtures/office.ts';

const here = await house(t);
const cpl = { amount: { unit: 2_500_000, currency: 'USD' }, validation: true };
const reason = 'called them';

t.test('C3: a lead is validated by a person with a reason, and earns; its explanation tells so', async (t) => {
  const o = await office(t, here, { campaigns: [{ slug: 'main', commission: { models: { cpl } } }] });
  const { intake } = await o.lead({ externalId: 'u1' }, { evidence: { slugs: [o.slug('jane')] } });
  const lead = `/leads/${intake.paymentId}`;
  const waiting = await o.get<Explanation>(`/payments/${intake.paymentId}/explain`);
  t.match(waiting.body, {
    payment: { kind: 'lead', currency: null, notes: ['awaits_validation'] },
    lines: [],
    unearned: [{ model: 'cpl', reason: 'awaits_validation' }],
    verdict: null,
    recomputed: { differences: 0 },
  });
  const done = await o.post<ManualChange>(`${lead}/validate`, { reason });
  t.match(done, {
    status: 200,
    body: { state: 'credited', commissions: [{ model: 'cpl', amount: 250, currency: 'USD' }] },
  });
  t.match((await o.get<Explanation>(`/payments/${intake.paymentId}/explain`)).body, {
    payment: { currency: 'USD', gross: 0 },
    verdict: { verdict: 'validated', reason, actor: /^key:/ },
    lines: [{ model: 'cpl', amount: 250, base: 0, currency: 'USD', steps: [{ op: 'flat', values: { result: 250 } }] }],
    unearned: [],
    home: { currency: 'USD', state: 'same' },
    recomputed: { differences: 0 },
  });
  t.match((await o.get<ConversionPage>('/conversions?type=lead')).body.data, [
    { type: 'lead', currency: 'USD', amount: 0, commission: 250 },
  ]);
  const day = noon.slice(0, 10);
  t.match((await o.get<Overview>(`/overview?from=${day}&to=${day}`)).body, {
    leads: { count: 1 },
    totals: [{ currency: 'USD', sales: 0, commission: 250 }],
    topAffiliates: [{ affiliateName: 'jane', sales: 0, commission: 250 }],
  });
  const rejected = await o.post<ManualChange>(`${lead}/reject`, { reason });
  t.match(rejected.body, { commissions: [], status: 'pending' });
});

t.test('C3: what is no open lead, and a verdict without a reason, is refused', async (t) => {
  const o = await office(t, here, { campaigns: [{ slug: 'main', commission: { models: { cpl } } }] });
  const sale = await o.sale('o1', { evidence: { slugs: [o.slug('jane')] } });
  const { intake } = await o.lead({ externalId: 'u2' }, { evidence: { slugs: [o.slug('jane')] } });
  const nowhere = '01900000-0000-7000-8000-000000000000';
  for (const [path, body, status, code] of [
    [`/leads/${sale.intake.paymentId}/validate`, { reason }, 404, 'not_found'],
    [`/leads/${nowhere}/reject`, { reason }, 404, 'not_found'],
    [`/leads/lead/reject`, { reason }, 400, 'invalid_request'],
    [`/leads/${intake.paymentId}/validate`, {}, 400, 'invalid_request'],
    [`/leads/${intake.paymentId}/validate`, { reason: '' }, 400, 'invalid_request'],
    [`/leads/${intake.paymentId}/validate`, { reason, amount: 1 }, 400, 'invalid_request'],
  ] as const) {
    t.match(await o.post<LeadAnswer>(path, body), { status, body: { code } }, `${path} ${JSON.stringify(body)}`);
  }
  t.equal((await o.post(`/leads/${intake.paymentId}/validate`, { reason })).status, 200);
  t.match(await o.post(`/leads/${intake.paymentId}/validate`, { reason }), {
    status: 409,
    body: { code: 'illegal_transition', legal: ['reject'] },
  });
});

t.test('C3: leads are listed by what was said of them, counted, exported and judged many at a time', async (t) => {
  const o = await office(t, here, {
    campaigns: [
      { slug: 'main', commission: { models: { cpl } } },
      { slug: 'free', commission: { models: { cpl: { ...cpl, validation: false } } }, affiliates: ['carl'] },
    ],
  });
  const at = (days: number) => ({ occurredAt: after(noon, { days: -days }) });
  const leads = [];
  for (const [n, name] of ['jane', 'jane', 'bob', 'carl'].entries()) {
    const { intake } = await o.lead({ externalId: `u${n}` }, { evidence: { slugs: [o.slug(name)] }, ...at(n) });
    leads.push(intake.paymentId);
  }
  await o.lead({ externalId: 'nobody' });
  await o.lead({ externalId: 't' }, { evidence: { slugs: [o.slug('jane')] } }, 'test');
  const list = async (query = '') => (await o.get<LeadPage>(`/leads${query}`)).body.data;
  t.match(await list(), [
    {
      state: 'none',
      customerExternalId: 'u3',
      credits: [{ affiliateName: 'carl', campaignName: 'free', commission: 250 }],
    },
    { state: 'awaiting', customerExternalId: 'u2', credits: [{ affiliateName: 'bob', commission: 0 }] },
    { state: 'awaiting', customerExternalId: 'u1' },
    { state: 'awaiting', customerExternalId: 'u0', isTest: false },
  ]);
  t.match((await o.get<Overview>('/overview')).body.needs, [
    { code: 'leads_awaiting_validation', count: 3, list: 'leads', filters: { state: 'awaiting' } },
  ]);
  const ids = [leads[0], leads[1], leads[3], '01900000-0000-7000-8000-000000000000'];
  const { body } = await o.post<LeadBulkResult>('/leads/bulk', { ids, verdict: 'validated', reason });
  t.same(
    body.data.map(({ changed, code }) => [changed, code]),
    [
      [true, null],
      [true, null],
      [true, null],
      [false, 'not_found'],
    ],
  );
  const twice = await o.post<LeadBulkResult>('/leads/bulk', { ids: [leads[0]], verdict: 'validated', reason });
  t.match(twice.body.data, [{ changed: false, code: 'illegal_transition' }]);
  t.same((await o.get<LeadSummary>('/leads/summary?state=rejected')).body.byState, {
    awaiting: 1,
    validated: 3,
    rejected: 0,
    none: 0,
  });
  t.same(
    (await list('?state=awaiting')).map(({ id }) => id),
    [leads[2]],
  );
  t.equal((await list(`?affiliateId=${o.affiliate('jane')}`)).length, 2);
  t.equal((await list(`?campaignId=${o.campaign('free')}&state=validated,none`)).length, 1);
  t.equal((await list('?isTest=true')).length, 1);
  t.equal((await list('?q=u1')).length, 1);
  t.equal((await list(`?to=${after(noon, { days: -3 }).slice(0, 10)}`)).length, 1);
  const first = await o.get<LeadPage>('/leads?take=3');
  t.equal((await list(`?take=3&cursor=${first.body.nextCursor}`)).length, 1);
  t.match(await o.get('/leads?state=accepted'), { status: 400 });
  t.match(await o.post('/leads/bulk', { ids: [], verdict: 'validated', reason }), { status: 400 });
  t.match(await o.post('/leads/bulk', { ids: [leads[0]], verdict: 'maybe', reason }), { status: 400 });
  const csv = await (await fetch(`${o.address}/v1/leads.csv?state=validated`, { headers: o.headers() })).text();
  t.match(csv.split('\r\n')[0], /^id,state,occurred_at/);
  t.equal(csv.trim().split('\r\n').length, 4);
  t.match(csv, /validated.*jane.*USD,2\.50/);
});
