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
    { state: 'awaiting', customerExternalId: 'u0', isTest: false },
    { state: 'awaiting', customerExternalId: 'u1' },
    { state: 'awaiting', customerExternalId: 'u2', credits: [{ affiliateName: 'bob', commission: 0 }] },
    {
      state: 'none',
      customerExternalId: 'u3',
      credits: [{ affiliateName: 'carl', campaignName: 'free', commission: 250 }],
    },
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

t.test(
  'F92: leads stand by when somebody signed up, whenever that was told, or by what they earn, in list and CSV',
  async (t) => {
    const paying = { ...cpl, validation: false };
    const o = await office(t, here, {
      campaigns: [
        { slug: 'main', commission: { models: { cpl: paying } } },
        {
          slug: 'more',
          commission: { models: { cpl: { ...paying, amount: { unit: 4_000_000, currency: 'USD' } } } },
          affiliates: ['carl'],
        },
      ],
    });
    // Told in another order than they happened in, two of them in the same moment (then the one learned of later is the newer), and one a thousandth of a second before these.
    const told = [
      ['c', noon, 'jane'],
      ['e', after(noon, { days: -2 }), 'carl'],
      ['a', after(noon, { hours: 1 }), 'bob'],
      ['d', new Date(Date.parse(noon) - 1).toISOString(), 'carl'],
      ['b', noon, 'bob'],
    ] as const;
    for (const [externalId, occurredAt, name] of told)
      await o.lead({ externalId }, { occurredAt, evidence: { slugs: [o.slug(name)] } });
    const names = ({ data }: LeadPage): string => data.map(({ customerExternalId }) => customerExternalId).join('');
    const through = async (query: string): Promise<string> => {
      let found = '';
      let cursor: string | null = null;
      do {
        const { body }: { body: LeadPage } = await o.get<LeadPage>(
          `/leads?take=2&${query}${cursor === null ? '' : `&cursor=${cursor}`}`,
        );
        found += names(body);
        cursor = body.nextCursor;
      } while (cursor !== null);
      return found;
    };
    const csv = async (query: string): Promise<string> => {
      const text = await (await fetch(`${o.address}/v1/leads.csv?${query}`, { headers: o.headers() })).text();
      const [heading = '', ...rows] = text.trimEnd().split('\r\n');
      const column = heading.split(',').indexOf('customer_external_id');
      return rows.map((row) => row.split(',')[column]).join('');
    };
    for (const [query, order] of [
      ['', 'abcde'],
      ['sort=-occurredAt', 'abcde'],
      ['sort=occurredAt', 'edcba'],
      [`since=${noon}`, 'abc'],
      [`sort=occurredAt&until=${noon}`, 'ed'],
    ] as const) {
      const listed = await through(query);
      t.equal(listed, order, query);
      t.equal(await csv(query), listed, `${query}, as CSV`);
    }
    t.match(await through('sort=-commission'), /^(de|ed)[abc]{3}$/);
    t.match(await through('sort=commission'), /^[abc]{3}(de|ed)$/);
    t.equal(new Set(await through('sort=commission')).size, 5, 'each once');
    t.equal(await csv('sort=commission'), await through('sort=commission'));

    const { nextCursor } = (await o.get<LeadPage>('/leads?take=2')).body;
    for (const query of [
      `sort=occurredAt&cursor=${nextCursor}`,
      `sort=-commission&cursor=${nextCursor}`,
      `cursor=${Buffer.from('["leads:-occurredAt","x","y"]').toString('base64url')}`,
      'sort=created',
      'sort=amount',
    ])
      t.match(await o.get(`/leads?${query}`), { status: 400, body: { code: 'invalid_request' } }, query);
  },
);
