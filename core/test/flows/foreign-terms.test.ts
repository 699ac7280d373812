import { fx } from '@fairlead/fx';
import t from 'tap';
import { verifyOrganization } from '../../src/flows/verify/index.ts';
import { recordRates } from '../../src/store/exchange-rates.ts';
import { noon } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { house } from './house.ts';

const here = await house(t);

const flat = { unit: 5_000_000, currency: 'EUR' };
const cap = { unit: 10_000_000, currency: 'EUR' };
const setUp = (cps: Readonly<Record<string, unknown>>) =>
  here.scene({ campaigns: [{ slug: 'main', commission: { models: { cps } } }] }, [fx()]);
const publish = (s: Scenario, rates: Readonly<Record<string, string>>) => {
  const day = s.engine.rateSources.get('ecb')?.lastBefore(noon.slice(0, 10)) ?? '';
  return recordRates(here.store, 'ecb', [{ day, rates }]);
};

t.test('M5: without the rate of the day a sale waits, and is credited by itself once it is stored', async (t) => {
  const s = await setUp({ kind: 'flat', flat, renewals: 'first' });
  const evidence = { slugs: [s.slug('jane')] };
  t.match(await s.sale('o1', { evidence }), { outcome: { standing: 'no_rate' } });
  t.same((await s.books()).balances, {});
  await publish(s, { USD: '1.1684', JPY: '186.75' });
  // It is tried again every few minutes. Until then nothing differs that nobody is about to mend.
  const watch = { onDifference: (found: unknown) => t.fail(JSON.stringify(found)), onProgress: () => undefined };
  t.match(await verifyOrganization(s.engine, s.scope.organizationId, watch), { differences: 0, due: 1 });
  await s.pass({ minutes: 11 });
  t.same((await s.books()).balances, { 'jane.pending': 584n }, '5.00 EUR × 1.1684');
});

t.test(
  'M5, X2: flat amounts and caps are converted by the rate of the day before, and the working tells it',
  async (t) => {
    const s = await setUp({ rate: 500_000, renewals: 'first', cap });
    const { outcome } = await s.sale('o1', { currency: 'JPY', amount: 10_000n, evidence: { slugs: [s.slug('jane')] } });
    t.match(outcome, {
      standing: 'credited',
      lines: [
        {
          line: {
            amount: 1_868n,
            steps: [
              {},
              {},
              {
                op: 'cap',
                values: { into: 'JPY', rateSource: 'ecb', fromRate: '1', toRate: '186.75', cap: 1_868, reached: true },
              },
            ],
          },
        },
      ],
    });
  },
);

t.test('M5: a currency nobody publishes is never guessed', async (t) => {
  const s = await setUp({ kind: 'flat', flat, renewals: 'first' });
  t.match(await s.sale('o1', { currency: 'VES', evidence: { slugs: [s.slug('jane')] } }), {
    outcome: { standing: 'no_rate' },
  });
  t.same((await s.books()).balances, {});
});
