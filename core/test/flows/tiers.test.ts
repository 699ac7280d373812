import { fx } from '@fairlead/fx';
import t from 'tap';
import { recordRates } from '../../src/store/exchange-rates.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { house } from './house.ts';

const { scene, store } = await house(t);

/** 20%, and more by sales of the month: 25% after two, 30% after three. */
const byCount = {
  measure: 'count',
  period: 'month',
  changes: 'cps',
  steps: [
    { sales: 2, rate: 250_000 },
    { sales: 3, rate: 300_000 },
  ],
};
const cps = { kind: 'percent', rate: 200_000, renewals: 'first', cap: null, allowAbove100: false };
const usd = (unit: number, currency = 'USD') => ({ unit, currency });
const byVolume = {
  measure: 'volume',
  period: 'quarter',
  changes: 'cps',
  steps: [{ volume: usd(200_000_000), rate: 250_000 }],
};
const campaign = (tiers: object) => [{ slug: 'main', commission: { models: { cps, tiers } as never } }];

const sell = (s: Scenario, id: string, day: string, told = {}) =>
  s.sale(id, { occurredAt: `${day}T12:00:00.000Z`, evidence: { slugs: [s.slug('jane')] }, ...told });
/** In the order they were told. */
const earned = async (s: Scenario): Promise<bigint[]> =>
  (await s.books()).conversions
    .toSorted((a, b) => (a.paymentId < b.paymentId ? -1 : 1))
    .map(({ commission, reversed }) => commission - reversed);

t.test('C6: the whole sale takes the rate of the sales credited before it, in its own UTC month', async (t) => {
  const s = await scene({ campaigns: campaign(byCount) });
  for (const [id, day] of [
    ['a', '2026-03-01'],
    ['b', '2026-03-31'],
    ['c', '2026-03-02'],
    ['d', '2026-03-03'],
    ['e', '2026-04-01'],
  ] as const) {
    await sell(s, id, day);
  }
  t.same(await earned(s), [2_000n, 2_000n, 2_500n, 3_000n, 2_000n]);
});

t.test(
  'C6: a volume is what remains of the bases; a refund lowers the period of its own sale and never re-rates',
  async (t) => {
    const s = await scene({ campaigns: campaign(byVolume) });
    await sell(s, 'a', '2026-01-31', { amount: 24_000n, tax: 4_000n });
    await sell(s, 'b', '2026-02-01');
    t.same(await earned(s), [4_000n, 2_500n], '200.00 is reached by exactly 200.00');
    await s.refund('re', 'a', 12_000n, { occurredAt: '2026-04-02T12:00:00.000Z' });
    t.same(await earned(s), [2_000n, 2_500n], 'the second sale keeps its rate');
    await sell(s, 'c', '2026-03-31');
    await sell(s, 'd', '2026-04-01');
    t.same(
      await earned(s),
      [2_000n, 2_500n, 2_500n, 2_000n],
      '100.00 + 100.00 in the quarter; a new quarter begins at 0',
    );
  },
);

t.test('C6: the standing read at first credit holds, whatever is told of the sale later', async (t) => {
  const s = await scene({ campaigns: campaign(byCount) });
  const { intake } = await sell(s, 'a', '2026-03-01');
  for (const id of ['b', 'c', 'd']) await sell(s, id, '2026-03-02');
  await s.decide(intake.paymentId, { type: 'credit.denied', occurredAt: '2026-03-03T12:00:00.000Z' });
  await s.decide(intake.paymentId, { type: 'credit.reinstated', occurredAt: '2026-03-04T12:00:00.000Z' });
  t.same(await earned(s), [2_000n, 2_000n, 2_500n, 3_000n]);
  await s.pass({ days: 400 });
  t.same(await earned(s), [2_000n, 2_000n, 2_500n, 3_000n]);
});

t.test('C6: whoever the sale is moved to has a standing of their own', async (t) => {
  const s = await scene({ campaigns: campaign(byCount) });
  for (const id of ['a', 'b']) await sell(s, id, '2026-03-01');
  const { intake } = await sell(s, 'c', '2026-03-01');
  const moved = {
    type: 'credit.assigned',
    occurredAt: '2026-03-05T12:00:00.000Z',
    enrollmentId: s.enrollment('bob'),
  } as const;
  t.equal((await s.decide(intake.paymentId, moved)).outcome.lines[0]?.line.amount, 2_000n);
});

t.test(
  'C1: affiliate custom > tier > group > campaign, field by field; the trace names the tier and what it stands on',
  async (t) => {
    const group = { models: { cps: { rate: 220_000 } } };
    const own = { models: { cps: { rate: 400_000 } } };
    const affiliates = [
      { name: 'jane', group: 'partners' },
      { name: 'bob', terms: own },
    ];
    const s = await scene({ campaigns: [{ ...campaign(byCount)[0]!, groups: { partners: group }, affiliates }] });
    for (const id of ['a', 'b']) await sell(s, id, '2026-03-01');
    const { outcome } = await sell(s, 'c', '2026-03-01');
    t.same(await earned(s), [2_200n, 2_200n, 2_500n]);
    const [line] = outcome.lines.map((one) => one.line);
    t.match(line?.steps[0], {
      op: 'tiers',
      values: {
        standing: 2,
        step: 1,
        reached: 2,
        next: 3,
        from: '2026-03-01T00:00:00.000Z',
        until: '2026-04-01T00:00:00.000Z',
      },
    });
    t.same(
      line?.terms.filter(({ level }) => level === 'tier').map(({ fields }) => fields),
      [['models.cps.kind', 'models.cps.rate']],
    );
    for (const id of ['x', 'y', 'z']) await sell(s, id, '2026-03-01', { evidence: { slugs: [s.slug('bob')] } });
    t.same((await earned(s)).slice(3), [4_000n, 4_000n, 4_000n]);
  },
);

t.test(
  'C1: a group may have tiers where the campaign has none; what it leaves out is as the plugin does by itself',
  async (t) => {
    const tiers = { measure: 'count', steps: byCount.steps };
    const s = await scene({
      campaigns: [
        { slug: 'main', groups: { own: { models: { tiers } } }, affiliates: [{ name: 'jane', group: 'own' }] },
      ],
    });
    for (const id of ['a', 'b', 'c']) await sell(s, id, '2026-03-01');
    t.same(await earned(s), [2_000n, 2_000n, 2_500n]);
  },
);

t.test(
  'C6: denied, withdrawn and returned sales, leads and tests count for nothing; tests have a standing of their own',
  async (t) => {
    const s = await scene({ campaigns: campaign(byCount) });
    await sell(s, 'test', '2026-03-01', { mode: 'test' });
    await s.lead({ externalId: 'x' }, { evidence: { slugs: [s.slug('jane')] } });
    const { intake } = await sell(s, 'denied', '2026-03-01');
    await s.decide(intake.paymentId, { type: 'credit.denied', occurredAt: '2026-03-03T12:00:00.000Z' });
    await sell(s, 'returned', '2026-03-01');
    await s.refund('re', 'returned');
    await sell(s, 'first', '2026-03-01');
    await sell(s, 'second', '2026-03-01');
    const { outcome } = await sell(s, 'third', '2026-03-01');
    t.match(outcome.lines[0]?.line.steps[0], { values: { standing: 2 } });
  },
);

t.test(
  'C6, X2: sales in another currency are converted, each at its own day; without a rate the sale waits',
  async (t) => {
    const s = await scene({ campaigns: campaign(byVolume) }, [fx()]);
    await recordRates(store, 'ecb', [{ day: '2026-01-30', rates: { USD: '1.25', GBP: '0.80' } }]);
    await sell(s, 'a', '2026-01-31', { currency: 'EUR', amount: 16_000n });
    const second = await sell(s, 'b', '2026-02-01');
    t.equal(second.outcome.standing, 'credited');
    t.match(second.outcome.lines[0]?.line.steps[0], { values: { standing: 20_000, step: 1 } });
    await sell(s, 'c', '2026-02-20', { currency: 'SEK', amount: 1_000n });
    const waits = await sell(s, 'd', '2026-02-21');
    t.equal(waits.outcome.standing, 'no_rate');
    t.same(waits.outcome.postings, []);
  },
);

t.test(
  'C6: of many first sales at once, each finds those credited before it: every standing is read once',
  async (t) => {
    const s = await scene({ campaigns: campaign(byCount) });
    const sold = await Promise.all(Array.from({ length: 8 }, (_, i) => sell(s, `s${i}`, '2026-03-01')));
    const standings = sold.map(({ outcome }) => outcome.lines[0]?.line.steps[0]?.values['standing']);
    t.same(standings.toSorted(), [0, 1, 2, 3, 4, 5, 6, 7]);
  },
);
