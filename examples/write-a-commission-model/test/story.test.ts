import t from 'tap';
import { house } from '../../../core/test/flows/house.ts';
import { bands } from '../src/index.ts';

// A brand whose campaign pays by this model. After each test the house decides everything again from its facts, and holds the books to it.
const { scene } = await house(t);
const terms = { rate: 100_000, upTo: { unit: 100_000_000, currency: 'USD' }, beyond: 50_000 };

t.test('a sale of 250.00 pays 17.50, and a refund of half of it takes back half', async (t) => {
  const shop = await scene({ campaigns: [{ slug: 'main', commission: { models: { bands: terms } } }] }, [bands()]);
  const sale = await shop.sale('order_1', { amount: 25_000n, evidence: { slugs: [shop.slug('jane')] } });
  t.match(sale.outcome.lines, [{ line: { model: 'bands', amount: 1_750n } }]);
  await shop.refund('refund_1', 'order_1', 12_500n);
  t.same((await shop.books()).balances, { 'jane.pending': 875n });
});

t.test('M5: where the band is in another currency and there is no rate, the sale waits', async (t) => {
  const shop = await scene({ campaigns: [{ slug: 'main', commission: { models: { bands: terms } } }] }, [bands()]);
  const sale = await shop.sale('order_1', { currency: 'EUR', evidence: { slugs: [shop.slug('jane')] } });
  t.equal(sale.outcome.standing, 'no_rate');
});
