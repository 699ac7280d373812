import t from 'tap';
import type { ConversionPage, Explanation, LeadAnswer, ManualChange, Overview } from '../../src/contract/api/index.ts';
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
