import { fx } from '@fairlead/fx';
import t from 'tap';
import type {
  BalancePage,
  ConversionPage,
  ConversionSummary,
  Overview,
  PaymentSummary,
} from '../../src/contract/api/index.ts';
import { recordRates } from '../../src/store/exchange-rates.ts';
import { noon } from '../../src/testing/facts.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from '../flows/house.ts';
import { type Office, office } from './fixtures/office.ts';

const here = await house(t);
const day = noon.slice(0, 10);

/** Sales of three currencies, one of them on two days with rates that differ, and one in a currency nobody publishes. */
async function furnished(): Promise<Office> {
  const o = await office(t, here, {}, [fx()]);
  const lastBefore = (time: string): string => o.engine.rateSources.get('ecb')?.lastBefore(time.slice(0, 10)) ?? '';
  const early = before(noon, { days: 7 });
  await recordRates(here.store, 'ecb', [
    { day: lastBefore(early), rates: { USD: '1.2', GBP: '0.9', JPY: '150' } },
    { day: lastBefore(noon), rates: { USD: '1.1684', GBP: '0.87058', JPY: '163.31' } },
  ]);
  const by = (name: string) => ({ evidence: { slugs: [o.slug(name)] } });
  await o.sale('usd', { ...by('jane') });
  await o.sale('gbp', { ...by('jane'), currency: 'GBP', amount: 12_500n });
  await o.sale('gbp early', { ...by('jane'), currency: 'GBP', amount: 333n, occurredAt: early });
  await o.sale('jpy', { ...by('bob'), currency: 'JPY', amount: 999n });
  await o.sale('ves', { ...by('bob'), currency: 'VES' });
  await o.sale('lost', { currency: 'GBP', amount: 10_000n });
  await o.sale('trial', { ...by('bob'), currency: 'GBP', mode: 'test' });
  await o.refund('r1', 'gbp', 3_125n);
  return o;
}

t.test('X1: totals of all currencies in the home currency are the sums of what each row says', async (t) => {
  const o = await furnished();
  const { data } = (await o.get<ConversionPage>('/conversions')).body;
  const of = (id: string) => data.find(({ externalEventId }) => externalEventId === id)?.home;
  t.same(of('gbp'), {
    currency: 'USD',
    state: 'converted',
    amount: 16_776,
    refundedAmount: 4_194,
    commission: 3_355,
    reversedCommission: 839,
  });
  t.same(of('gbp early')?.amount, 444, 'at the rate of its own day');
  t.match(of('ves'), { state: 'unavailable', amount: null, commission: null });
  t.match(of('usd'), { state: 'same', amount: 10_000, commission: 2_000 });

  const summary = (await o.get<ConversionSummary>('/conversions/summary')).body;
  const sum = (member: 'amount' | 'refundedAmount' | 'commission' | 'reversedCommission'): number =>
    data.reduce((total, { home }) => total + (home[member] ?? 0), 0);
  t.same(summary.home, {
    currency: 'USD',
    amount: sum('amount'),
    refundedAmount: sum('refundedAmount'),
    commission: sum('commission'),
    reversedCommission: sum('reversedCommission'),
    leftOut: { pending: 0, unavailable: 1 },
  });
  t.equal(sum('commission'), 2_000 + 3_355 + 89 + 143);
  const jane = (await o.get<ConversionSummary>(`/conversions/summary?affiliateId=${o.affiliate('jane')}`)).body;
  t.match(jane.home, { commission: 2_000 + 3_355 + 89, leftOut: { unavailable: 0 } });
  t.match((await o.get<ConversionSummary>('/conversions/summary?currency=USD')).body.home, { amount: 10_000 });
});

t.test('X1: balances, overview and payments too; X2: what has no rate is counted beside them', async (t) => {
  const o = await furnished();
  const balances = (await o.get<BalancePage>('/balances')).body.data;
  const balance = (currency: string) => balances.find((one) => one.currency === currency)?.home;
  t.match(balance('USD'), { currency: 'USD', pending: 2_000, leftOut: { unavailable: 0 } });
  t.match(balance('GBP'), { pending: 3_355 - 839 + 89, payable: 0, clearing: 0, leftOut: { pending: 0 } });
  t.match(balance('JPY'), { pending: 143 });
  t.match(balance('VES'), { pending: 0, leftOut: { unavailable: 1 } });
  await o.pass({ days: 40 });
  const later = (await o.get<BalancePage>('/balances?currency=GBP')).body.data[0]?.home;
  t.match(later, { pending: 0, payable: 3_355 - 839 + 89 }, 'matured, at the rate it was credited with');

  const { home } = (await o.get<Overview>(`/overview?from=${day}&to=${day}`)).body;
  t.match(home, {
    currency: 'USD',
    sales: 4,
    amount: 10_000 + 16_776 + 715,
    refundedAmount: 4_194,
    commission: 2_000 + 3_355 + 143,
    takenBack: 839,
    notCredited: 1,
    notCreditedAmount: 13_421,
    leftOut: { pending: 0, unavailable: 1 },
  });
  t.match(home.days, [{ day, amount: 10_000 + 16_776 + 715 }]);
  t.match(home.topAffiliates, [
    { affiliateName: 'jane', commission: 5_355, takenBack: 839 },
    { affiliateName: 'bob', commission: 143 },
  ]);
  const payments = (await o.get<PaymentSummary>('/payments/summary')).body;
  t.match(payments.home, {
    amount: 10_000 + 16_776 + 444 + 715 + 13_421,
    reversed: 4_194,
    leftOut: { unavailable: 1 },
  });
  t.match((await o.get<PaymentSummary>('/payments/summary?unattributed=true')).body.home, { amount: 13_421 });
  t.match((await o.get<PaymentSummary>('/payments/summary?unattributed=true&state=credited')).body.home, { amount: 0 });
});

t.test('X2: a rate that is not published yet is waited for', async (t) => {
  const o = await office(t, here, {}, [fx()]);
  const occurredAt = after(noon, { days: 20 });
  await o.pass({ days: 21 });
  await o.sale('gbp', { currency: 'GBP', occurredAt, evidence: { slugs: [o.slug('jane')] } });
  const summary = async () => (await o.get<ConversionSummary>('/conversions/summary')).body.home;
  t.match(await summary(), { amount: 0, commission: 0, leftOut: { pending: 1, unavailable: 0 } });
  t.match((await o.get<BalancePage>('/balances')).body.data[0]?.home, { pending: 0, leftOut: { pending: 1 } });
  const published = o.engine.rateSources.get('ecb')?.lastBefore(occurredAt.slice(0, 10)) ?? '';
  await recordRates(here.store, 'ecb', [{ day: published, rates: { USD: '1.2', GBP: '0.8' } }]);
  t.match(await summary(), { amount: 15_000, commission: 3_000, leftOut: { pending: 0 } });
});

t.test(
  'M1: an amount that is beyond 2^53 only in the home currency is in the total exactly, and told nowhere inexactly',
  async (t) => {
    const o = await furnished();
    const amount = 2n ** 53n - 1n;
    await o.sale('huge', { currency: 'GBP', amount, evidence: { slugs: [o.slug('jane')] } });
    const { data } = (await o.get<ConversionPage>('/conversions?q=huge')).body;
    t.match(data, [{ amount: Number(amount), home: { state: 'converted', amount: null } }]);
    t.match(await o.get(`/conversions/${data[0]?.id}/explain`), { status: 200, body: { home: { gross: null } } });
    const exact = (2n * amount * 116_840n + 87_058n) / (2n * 87_058n);
    const summary = await fetch(`${o.address}/v1/conversions/summary?q=huge`, { headers: o.headers() });
    t.match(await summary.text(), `"home":{"currency":"USD","amount":${exact},`);
  },
);

t.test('CSV tells every row in the home currency, and leaves empty what has no rate', async (t) => {
  const o = await furnished();
  const response = await fetch(`${o.address}/v1/conversions.csv`, { headers: o.headers() });
  const [heading = '', ...rows] = (await response.text()).trimEnd().split('\r\n');
  const at = (name: string): number => heading.split(',').indexOf(name);
  const cells = (id: string) => {
    const row = rows.find((line) => line.includes(`,${id},`))?.split(',') ?? [];
    return ['home_currency', 'home_rate', 'home_amount', 'home_commission', 'home_reversed_commission'].map(
      (name) => row[at(name)],
    );
  };
  t.same(cells('gbp'), ['USD', 'converted', '167.76', '33.55', '8.39']);
  t.same(cells('ves'), ['USD', 'unavailable', '', '', '']);
  t.same(cells('usd'), ['USD', 'same', '100.00', '20.00', '0.00']);
});
