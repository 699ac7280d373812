import { fx } from '@fairlead/fx';
import t from 'tap';
import type { ConversionPage, Explanation } from '../../src/contract/api/index.ts';
import { recordRates } from '../../src/store/exchange-rates.ts';
import { noon } from '../../src/testing/facts.ts';
import { house } from '../flows/house.ts';
import { type Office, office } from './fixtures/office.ts';

const here = await house(t);

const explained = async (o: Office): Promise<Explanation> => {
  const { body } = await o.get<ConversionPage>('/conversions');
  return (await o.get<Explanation>(`/conversions/${body.data[0]?.id}/explain`)).body;
};
/** The last day the bank published before the sale. */
const published = (o: Office): string => o.engine.rateSources.get('ecb')?.lastBefore(noon.slice(0, 10)) ?? '';

t.test(
  'X1: explain tells gross, base and every line in the home currency, with the rate and the reversal at it',
  async (t) => {
    const o = await office(t, here, {}, [fx()]);
    await o.sale('o1', { currency: 'GBP', amount: 12_500n, evidence: { slugs: [o.slug('jane')] } });
    const waiting = await explained(o);
    t.match(waiting.home, {
      currency: 'USD',
      state: 'pending',
      gross: null,
      lines: [{ amount: null, reversed: null }],
    });

    const day = published(o);
    await recordRates(here.store, 'ecb', [{ day, rates: { USD: '1.1684', GBP: '0.87058' } }]);
    await o.refund('r1', 'o1', 3_125n);
    const { home, lines } = await explained(o);
    t.match(lines, [{ amount: 2_500, reversed: 625, currency: 'GBP' }]);
    t.same(home, {
      currency: 'USD',
      state: 'converted',
      reason: null,
      awaits: null,
      rate: { source: 'ecb', day, from: 'GBP', to: 'USD', fromRate: '0.87058', toRate: '1.1684' },
      gross: 16_776,
      base: 16_776,
      reversed: 4_194,
      lines: [{ key: lines[0]?.key, amount: 3_355, reversed: 839 }],
    });
  },
);

t.test('X2: a currency nobody publishes is unavailable, and the home currency is itself', async (t) => {
  const o = await office(t, here, {}, [fx()]);
  await o.sale('o1', { currency: 'VES', evidence: { slugs: [o.slug('jane')] } });
  t.match((await explained(o)).home, { state: 'unavailable', reason: 'not_published', gross: null });
  const plain = await office(t, here);
  await plain.sale('o1', { evidence: { slugs: [plain.slug('jane')] } });
  t.match((await explained(plain)).home, {
    state: 'same',
    rate: null,
    gross: 10_000,
    lines: [{ amount: 2_000, reversed: 0 }],
  });
});
