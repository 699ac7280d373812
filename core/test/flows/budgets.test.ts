import { fx } from '@fairlead/fx';
import t from 'tap';
import { openStore } from '../../src/store/database.ts';
import { recordRates } from '../../src/store/exchange-rates.ts';
import type { CampaignOptions } from '../../src/testing/brand-options.ts';
import { testEngine } from '../../src/testing/engine.ts';
import { scenario, type Scenario } from '../../src/testing/scenario.ts';
import { bundled, house } from './house.ts';

const { scene, store, url } = await house(t, 20);

const cps = { kind: 'percent', rate: 200_000, renewals: 'first' };
const sub_affiliates = { rate: 100_000, allowAbove100: false };
const usd = (major: number) => ({ unit: major * 1_000_000, currency: 'USD' });
const affiliates = ['ann', { name: 'jane', recruiter: 'ann' }, 'bob'];
const campaign = (
  budget: { amount: { unit: number; currency: string }; per: 'month' | 'all' } | null,
  commission: CampaignOptions['commission'] = {},
): { campaigns: CampaignOptions[] } => ({
  campaigns: [{ slug: 'main', affiliates, commission: { models: { cps }, ...commission, budget } }],
});
const sell = (s: Scenario, id: string, told = {}, name = 'bob') =>
  s.sale(id, { evidence: { slugs: [s.slug(name)] }, ...told });
const march = (day: string) => ({ occurredAt: `2026-03-${day}T12:00:00.000Z` });

/** Of every sale, in the order they were told: what is earned, less what was taken back. */
const earned = async (s: Scenario): Promise<bigint[]> =>
  (await s.books()).conversions
    .toSorted((a, b) => (a.paymentId < b.paymentId ? -1 : 1))
    .map(({ commission, reversed }) => commission - reversed);

t.test(
  'C5: a line is cut to what is left, later ones to nothing; what is taken back makes room for later lines only',
  async (t) => {
    const s = await scene(campaign({ amount: usd(50), per: 'all' }));
    for (const id of ['a', 'b', 'c', 'd']) await sell(s, id);
    t.same(await earned(s), [2_000n, 2_000n, 1_000n, 0n]);
    await s.refund('r', 'a');
    t.same(await earned(s), [0n, 2_000n, 1_000n, 0n], 'what was cut stays cut');
    await sell(s, 'e');
    await sell(s, 'f');
    t.same(await earned(s), [0n, 2_000n, 1_000n, 0n, 2_000n, 0n]);
  },
);

t.test('C5: the working tells what was left', async (t) => {
  const s = await scene(campaign({ amount: usd(30), per: 'all' }));
  await sell(s, 'a');
  const { outcome } = await sell(s, 'b');
  t.match(outcome.lines[0]?.line.steps.at(-1), {
    op: 'budget',
    values: { currency: 'USD', whole: 3_000, left: 1_000, before: 2_000, reached: true, result: 1_000 },
  });
});

t.test('C5: a budget for each month begins anew with the UTC month of the payment', async (t) => {
  const s = await scene(campaign({ amount: usd(30), per: 'month' }));
  await sell(s, 'a', march('01'));
  await sell(s, 'b', march('31'));
  await sell(s, 'c', { occurredAt: '2026-04-01T00:00:00.000Z' });
  await sell(s, 'd', { occurredAt: '2026-03-31T23:59:59.000Z' });
  t.same(await earned(s), [2_000n, 1_000n, 2_000n, 0n]);
});

t.test('C5, C8: overrides count, come after the base line, and follow what is left of it', async (t) => {
  const s = await scene(campaign({ amount: usd(43), per: 'all' }, { models: { cps, sub_affiliates } }));
  await sell(s, 'a', {}, 'jane');
  t.same((await s.books()).balances, { 'ann.pending': 200n, 'jane.pending': 2_000n });
  await sell(s, 'b', {}, 'jane');
  t.same(
    (await s.books()).balances,
    { 'ann.pending': 300n, 'jane.pending': 4_000n },
    '21.00 were left: 20.00 and 1.00',
  );
});

t.test('C5: what was read holds when it is decided again, and when the hold ends', async (t) => {
  const s = await scene(campaign({ amount: usd(30), per: 'all' }));
  const { intake } = await sell(s, 'a');
  await sell(s, 'b');
  const at = (second: number) => `2026-03-05T12:00:0${second}.000Z`;
  await s.decide(intake.paymentId, { type: 'credit.denied', occurredAt: at(1) });
  t.same(await earned(s), [0n, 1_000n]);
  await s.decide(intake.paymentId, { type: 'credit.reinstated', occurredAt: at(2) });
  t.same(await earned(s), [2_000n, 1_000n]);
  await s.pass({ days: 400 });
  t.same(await earned(s), [2_000n, 1_000n]);
});

t.test('R1: a failed refund gives back what it took, whatever is left by then', async (t) => {
  const s = await scene(campaign({ amount: usd(30), per: 'all' }));
  await sell(s, 'a');
  await s.refund('r', 'a');
  await sell(s, 'b');
  await s.refund('r', 'a', undefined, { status: 'failed' });
  await sell(s, 'c');
  t.same(await earned(s), [2_000n, 2_000n, 0n]);
});

t.test('C5: a budget that comes later counts what was credited before it', async (t) => {
  const s = await scene(campaign(null));
  await sell(s, 'a', march('01'));
  await s.setTerms('2026-03-10T00:00:00.000Z', {
    commission: { models: { cps }, budget: { amount: usd(30), per: 'all' } },
  });
  await sell(s, 'b', march('11'));
  await sell(s, 'c', march('09'));
  t.same(await earned(s), [2_000n, 1_000n, 2_000n], 'what happened before it was never limited');
  await s.refund('r', 'c');
  await s.refund('q', 'a');
  await sell(s, 'd', march('12'));
  t.same(await earned(s), [0n, 1_000n, 0n, 2_000n]);
});

t.test('C9: a test takes nothing of a budget and is not cut', async (t) => {
  const s = await scene(campaign({ amount: usd(10), per: 'all' }));
  const { outcome } = await sell(s, 'test', { mode: 'test' });
  t.equal(outcome.lines[0]?.line.amount, 2_000n);
  await sell(s, 'a');
  t.same((await s.books()).balances, { 'bob.pending': 1_000n });
});

t.test(
  'C5, M5, X2: a budget compares in its own currency, rounded so that it is never exceeded; without a rate a sale waits',
  async (t) => {
    const s = await scene(campaign({ amount: usd(30), per: 'all' }), [fx()]);
    await recordRates(store, 'ecb', [{ day: '2026-03-09', rates: { USD: '1.17', GBP: '0.87' } }]);
    await sell(s, 'a', { ...march('10'), currency: 'EUR' });
    const { outcome } = await sell(s, 'b', { ...march('10'), currency: 'EUR' });
    t.match(outcome.lines[0]?.line.steps.at(-1), { values: { left: 660, rateDay: '2026-03-09', result: 564 } });
    await sell(s, 'c', march('11'));
    t.same(
      await earned(s),
      [2_000n, 564n, 0n],
      '20.00 EUR are 23.40 USD, 5.64 EUR 6.60 (6.5988), which leaves nothing of 30.00',
    );
    t.equal((await sell(s, 'd', { ...march('20'), currency: 'SEK' })).outcome.standing, 'no_rate');
  },
);

t.test('C5: sixteen workers at once never exceed a budget by one unit, and leave nothing of it', async (t) => {
  const s = await scene(
    campaign({ amount: { unit: 333_330_000, currency: 'USD' }, per: 'all' }, { models: { cps, sub_affiliates } }),
  );
  const workers = await Promise.all(Array.from({ length: 16 }, () => openStore({ url, connections: 1 })));
  t.teardown(() => Promise.all(workers.map((one) => one.close())));
  await Promise.all(
    workers.map(async (one, worker) => {
      const own = scenario(testEngine(one, bundled()), s);
      for (let i = 0; i < 3; i++) {
        const amount = BigInt(3_001 + 777 * worker + 91 * i);
        await sell(own, `w${worker}-${i}`, { amount }, worker % 2 === 0 ? 'jane' : 'bob');
        if (i === 1 && worker % 4 === 0) await own.refund(`r${worker}`, `w${worker}-0`, 1_000n);
      }
    }),
  );
  const spent = async (): Promise<bigint> => (await earned(s)).reduce((sum, amount) => sum + amount, 0n);
  t.ok((await spent()) <= 33_333n, `${await spent()} of 33333`);
  await sell(s, 'last', { amount: 100_000_000n });
  t.equal(await spent(), 33_333n);
});
