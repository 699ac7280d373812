import t from 'tap';
import { type CampaignTerms, defaultAttribution, defaultCommission } from '../../src/domain/terms.ts';
import { backtest, type BacktestWatch } from '../../src/flows/backtest.ts';
import { noon, paid, refunded } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from './house.ts';

const { scene } = await house(t);
const quiet: BacktestWatch = { onProgress: () => undefined };
const draft = (
  models: CampaignTerms['commission']['models'],
  more: Partial<CampaignTerms['attribution']> = {},
): CampaignTerms => ({
  attribution: { ...defaultAttribution, ...more },
  commission: { ...defaultCommission, models },
});
const test = async (
  s: Scenario,
  terms: CampaignTerms,
  watch = quiet,
  [from, to] = [before(noon, { days: 100 }), after(noon, { days: 100 })],
) => backtest(s.engine, s.scope, { campaignId: s.campaign('main'), terms, from, to }, watch);
const shown = ({ rows }: Awaited<ReturnType<typeof backtest>>) =>
  rows.map(({ name, currency, before: was, after: would, changed }) => [
    name,
    currency,
    Number(was),
    Number(would),
    changed,
  ]);

t.test(
  'draft terms over history: per affiliate before and after, refunds and closed credits included, nothing posted',
  async (t) => {
    const s = await scene();
    await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
    await s.sale('o2', { amount: 5_000n, evidence: { slugs: [s.slug('jane')] } });
    await s.sale('o3', { evidence: { slugs: [s.slug('bob')] } });
    await s.refund('r1', 'o3', 2_500n);
    await s.pass({ days: 40 });
    const books = await s.books();
    const tested = await test(s, draft({ cps: { kind: 'percent', rate: 300_000, renewals: 'first', cap: null } }));
    t.match(tested, { payments: 3, untrue: 0, undecided: 0 });
    t.same(shown(tested), [
      ['jane', 'USD', 3_000, 4_500, 2],
      ['bob', 'USD', 1_500, 2_250, 1],
    ]);
    t.same(await s.books(), books);
  },
);

t.test('the published terms as a draft change nothing', async (t) => {
  const s = await scene();
  await s.deliver(paid('in', { evidence: { slugs: [s.slug('jane')] } }), refunded('re', 'in', 333n));
  const tested = await test(s, draft({ cps: { kind: 'percent', rate: 200_000, renewals: 'first', cap: null } }));
  t.same(shown(tested), [['jane', 'USD', 1_933, 1_933, 0]]);
});

t.test('A3: another click model moves credit between affiliates; currencies stay apart', async (t) => {
  const s = await scene();
  await s.click('jane', before(noon, { hours: 2 }), { visitor: 7 });
  const clickId = await s.click('bob', before(noon, { hours: 1 }), { visitor: 7 });
  await s.sale('o1', { evidence: { clickIds: [clickId] } });
  await s.sale('o2', { currency: 'EUR', evidence: { clickIds: [clickId] } });
  const tested = await test(
    s,
    draft({ cps: { kind: 'percent', rate: 200_000, renewals: 'first', cap: null } }, { model: 'first_click' }),
  );
  t.same(shown(tested).toSorted(), [
    ['bob', 'EUR', 2_000, 0, 1],
    ['bob', 'USD', 2_000, 0, 1],
    ['jane', 'EUR', 0, 2_000, 1],
    ['jane', 'USD', 0, 2_000, 1],
  ]);
});

t.test('C1: what an affiliate has of its own holds above the draft', async (t) => {
  const terms = { models: { cps: { rate: 500_000 } } };
  const s = await scene({ campaigns: [{ slug: 'main', affiliates: [{ name: 'jane', terms }, 'bob'] }] });
  await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
  const tested = await test(s, draft({ cps: { kind: 'percent', rate: 100_000, renewals: 'first', cap: null } }));
  t.same(shown(tested), [['jane', 'USD', 5_000, 5_000, 0]]);
});

t.test('only payments of the period; other campaigns and tests are not its business', async (t) => {
  const s = await scene({ campaigns: [{ slug: 'main' }, { slug: 'other' }] });
  const evidence = { slugs: [s.slug('jane')] };
  await s.sale('early', { occurredAt: before(noon, { days: 2 }), evidence });
  await s.sale('in', { evidence });
  await s.sale('late', { occurredAt: after(noon, { hours: 1 }), evidence });
  await s.sale('test', { mode: 'test', evidence });
  const tested = await test(s, draft({}), quiet, [noon, after(noon, { hours: 1 })]);
  t.match(tested, { payments: 1 });
  t.same(shown(tested), [['jane', 'USD', 2_000, 0, 1]]);
});

t.test('what cannot be decided under the draft is counted, and earns nothing', async (t) => {
  const s = await scene();
  await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
  const flat = { unit: 5_000_000, currency: 'EUR' };
  t.match(await test(s, draft({ cps: { kind: 'flat', flat, renewals: 'first', cap: null } })), {
    undecided: 1,
    rows: [{ after: 0n }],
  });
  t.match(await test(s, draft({ unknown: {} })), { undecided: 1 });
});

t.test('it tells how far it is, and ends when told to', async (t) => {
  const s = await scene();
  for (let i = 0; i < 120; i++) await s.sale(`o${i}`, { evidence: { slugs: [s.slug('jane')] } });
  const stop = new AbortController();
  const told: string[] = [];
  const watch: BacktestWatch = {
    signal: stop.signal,
    page: 100,
    onProgress: (done, of) => {
      told.push(`${done} of ${of}`);
      stop.abort(new Error('enough'));
    },
  };
  await t.rejects(test(s, draft({}), watch), { message: 'enough' });
  t.same(told, ['100 of 120']);
});

t.test('C8: what recruiters earn is of the draft too', async (t) => {
  const cps = { kind: 'percent', rate: 200_000, renewals: 'first', cap: null };
  const override = (rate: number) => ({ sub_affiliates: { rate, allowAbove100: false } });
  const affiliates = ['jane', { name: 'bob', recruiter: 'jane' }];
  const s = await scene({
    campaigns: [{ slug: 'main', affiliates, commission: { models: { cps, ...override(100_000) } } }],
  });
  await s.sale('o1', { evidence: { slugs: [s.slug('bob')] } });
  const tested = await test(s, draft({ cps: { ...cps, rate: 300_000 }, ...override(500_000) }));
  t.match(tested, { payments: 1, untrue: 0, undecided: 0 });
  t.same(shown(tested), [
    ['jane', 'USD', 200, 1_500, 1],
    ['bob', 'USD', 2_000, 3_000, 1],
  ]);
  t.same(shown(await test(s, draft({ cps }))), [
    ['jane', 'USD', 200, 0, 1],
    ['bob', 'USD', 2_000, 2_000, 0],
  ]);
});

t.test('many pages, whatever their size, come to the same', async (t) => {
  const s = await scene();
  for (let i = 0; i < 7; i++) await s.sale(`o${i}`, { evidence: { slugs: [s.slug(i % 2 === 0 ? 'jane' : 'bob')] } });
  const terms = draft({ cps: { kind: 'percent', rate: 250_000, renewals: 'first', cap: null } });
  const whole = await test(s, terms);
  t.equal(whole.payments, 7);
  for (const [page, lanes] of [
    [1, 1],
    [2, 3],
    [7, 2],
  ] as const) {
    t.same(await test(s, terms, { ...quiet, page, lanes }), whole, `${page} at once, in ${lanes} lanes`);
  }
});

t.test('C5: what was left of the published budget does not cut what a draft has a larger one for', async (t) => {
  const models = { cps: { kind: 'percent', rate: 200_000, renewals: 'first', cap: null } };
  const budget = (major: number) => ({ amount: { unit: major * 1_000_000, currency: 'USD' }, per: 'all' }) as const;
  const s = await scene({ campaigns: [{ slug: 'main', commission: { models, budget: budget(30) } }] });
  for (const id of ['o1', 'o2', 'o3']) await s.sale(id, { evidence: { slugs: [s.slug('jane')] } });
  const under = async (major: number) => {
    const terms = draft(models);
    return shown(await test(s, { ...terms, commission: { ...terms.commission, budget: budget(major) } }));
  };
  t.same(await under(30), [['jane', 'USD', 3_000, 3_000, 0]], 'the same budget');
  t.same(await under(1_000), [['jane', 'USD', 3_000, 6_000, 2]], 'one that all fits in');
});
