import type { CommissionInput } from '@fairlead/core/plugin';
import { commissionModelKit } from '@fairlead/core/testing';
import t from 'tap';
import { model } from '../src/model.ts';
import type { Terms } from '../src/terms.ts';

const usd = (unit: number) => ({ unit, currency: 'USD' });

t.test('kit', async (t) =>
  commissionModelKit(t, model, {
    terms: [
      { rate: 200_000 },
      { rate: 125_000, renewals: 'every', cap: usd(50_000_000) },
      { rate: 1_500_000, allowAbove100: true },
      { rate: 200_000, products: [{ product: 'plan', rate: 400_000 }], coupons: [{ code: 'sarah20', rate: 300_000 }] },
      { kind: 'flat', flat: usd(5_000_000) },
      { kind: 'flat', flat: { unit: 12_500, currency: 'KWD' }, cap: { unit: 300_000_000, currency: 'JPY' } },
    ],
    refused: [
      { terms: {}, path: '/rate', code: 'missing' },
      { terms: { kind: 'flat', rate: 200_000 }, path: '/flat', code: 'missing' },
      { terms: { rate: 1_000_001 }, path: '/rate', code: 'above_100_percent' },
      {
        terms: { rate: 1, products: [{ product: 'a', rate: 1_000_001 }] },
        path: '/products/0/rate',
        code: 'above_100_percent',
      },
      {
        terms: {
          rate: 1,
          products: [
            { product: 'a', rate: 1 },
            { product: 'a', rate: 2 },
          ],
        },
        path: '/products/1/product',
        code: 'repeated',
      },
      {
        terms: {
          rate: 1,
          coupons: [
            { code: 'a', rate: 1 },
            { code: 'A', rate: 2 },
          ],
        },
        path: '/coupons/1/code',
        code: 'repeated',
      },
      {
        terms: { kind: 'flat', flat: usd(1), coupons: [{ code: 'A', rate: 2 }] },
        path: '/coupons',
        code: 'not_with_flat',
      },
      { terms: { rate: -1 }, path: '/rate', code: 'out_of_range' },
      { terms: { rate: 0.2 }, path: '/rate', code: 'wrong_type' },
      { terms: { rate: 10_000_001, allowAbove100: true }, path: '/rate', code: 'out_of_range' },
      { terms: { kind: 'flat', flat: { unit: 1, currency: 'usd' } }, path: '/flat/currency', code: 'wrong_format' },
      { terms: { kind: 'flat', flat: { unit: 1, currency: 'XXQ' } }, path: '/flat/currency', code: 'wrong_format' },
      { terms: { rate: 1, cap: { unit: 0.5, currency: 'USD' } }, path: '/cap/unit', code: 'wrong_type' },
      { terms: { rate: 1, renewals: 'never' }, path: '/renewals', code: 'not_one_of' },
      { terms: { rate: 1, rates: 2 }, path: '/rates', code: 'unknown_field' },
    ],
  }),
);

const terms = (known: Partial<Terms>): Terms => ({
  kind: 'percent',
  renewals: 'first',
  cap: null,
  allowAbove100: false,
  products: [],
  coupons: [],
  ...known,
});

/** What a sale of 120.00, of which 100.00 is the base, earns under these terms. */
const compute = (known: Partial<Terms>, sale: Partial<CommissionInput<Terms>> = {}) =>
  model.compute({
    kind: 'sale',
    occurredAt: '2026-03-01T12:00:00.000Z',
    currency: 'USD',
    gross: 12_000n,
    base: 10_000n,
    baseKind: 'net',
    items: [],
    coupon: null,
    subscription: false,
    slot: 1,
    anchor: '2026-03-01T12:00:00.000Z',
    terms: terms(known),
    convert: () => null,
    ...sale,
  });

t.test('C3: 20% of a base of 100.00 is 20.00, with its working', async (t) => {
  t.same(compute({ rate: 200_000 }), {
    earns: true,
    amount: 2000n,
    steps: [
      { op: 'base', values: { kind: 'net', gross: 12_000, result: 10_000 } },
      { op: 'rate', values: { base: 10_000, ppm: 200_000, exact: '2000', result: 2000 } },
    ],
  });
});

t.test('M2: rounded once, half up, the exact result told', async (t) => {
  const rounded = (base: bigint, rate: number) => compute({ rate }, { base });
  t.match(rounded(1005n, 125_000), { amount: 126n, steps: [{}, { values: { exact: '125.625', result: 126 } }] });
  t.match(rounded(1n, 500_000), { amount: 1n, steps: [{}, { values: { exact: '0.5' } }] });
  t.match(rounded(1n, 499_999), { amount: 0n, steps: [{}, { values: { exact: '0.499999' } }] });
});

t.test('C3: a flat amount pays the same whatever the size, rounded to the currency', async (t) => {
  t.match(compute({ kind: 'flat', flat: usd(5_000_000) }), { amount: 500n });
  t.match(compute({ kind: 'flat', flat: usd(5_000_000) }, { base: 1n }), { amount: 500n });
  t.match(compute({ kind: 'flat', flat: usd(12_500) }), { amount: 1n });
  t.match(compute({ kind: 'flat', flat: { unit: 5_000_000, currency: 'JPY' } }, { currency: 'JPY' }), { amount: 5n });
});

t.test('C3: one-time pays the first payment above 0 of a subscription and one-off orders', async (t) => {
  t.match(compute({ rate: 200_000 }, { subscription: true, slot: 1 }), { amount: 2000n });
  t.same(compute({ rate: 200_000 }, { subscription: true, slot: 2 }), {
    earns: false,
    reason: 'renewal_not_covered',
    values: { slot: 2 },
  });
});

t.test('C3: with every renewal, a renewal earns as the first payment did', async (t) => {
  t.match(compute({ rate: 200_000, renewals: 'every' }, { subscription: true, slot: 7 }), { amount: 2000n });
});

t.test('C5: the cap comes after the rate and is told, reached or not', async (t) => {
  t.match(compute({ rate: 200_000, cap: usd(15_000_000) }), {
    amount: 1500n,
    steps: [{}, {}, { op: 'cap', values: { cap: 1500, before: 2000, reached: true, result: 1500 } }],
  });
  t.match(compute({ rate: 200_000, cap: usd(20_000_000) }), {
    amount: 2000n,
    steps: [{}, {}, { values: { reached: false } }],
  });
});

t.test('M5: an amount in another currency is converted, and without a rate nothing is guessed', async (t) => {
  const eur = { unit: 5_000_000, currency: 'EUR' };
  t.match(
    compute({ kind: 'flat', flat: eur }, { convert: () => ({ amount: 540n, values: { rateDay: '2026-02-27' } }) }),
    { amount: 540n, steps: [{ values: { rateDay: '2026-02-27' } }] },
  );
  t.same(compute({ kind: 'flat', flat: eur }), { earns: 'no_rate', values: { ...eur, into: 'USD' } });
  t.same(compute({ rate: 200_000, cap: eur }), { earns: 'no_rate', values: { ...eur, into: 'USD' } });
  t.match(
    compute({ rate: 200_000, cap: eur }, { convert: () => ({ amount: 540n, values: { rateDay: '2026-02-27' } }) }),
    { amount: 540n },
  );
});

t.test('it is asked about sales only', async (t) => {
  t.same(
    (['sale', 'lead', 'click', 'event'] as const).filter((kind) => model.accepts(kind)),
    ['sale'],
  );
});

t.test('terms that a group left incomplete earn nothing, with the reason', async (t) => {
  t.match(compute({}), { earns: false, reason: 'incomplete_terms', values: { missing: 'rate' } });
  t.match(compute({ kind: 'flat' }), { earns: false, reason: 'incomplete_terms', values: { missing: 'flat' } });
});

t.test('C1: coupon before product before rate; parts are exact until their sum is rounded', async (t) => {
  const items = [
    { productId: 'plan', quantity: 1, base: 3_333n },
    { productId: 'seat', quantity: 2, base: 3_333n },
    { name: 'Advice', quantity: 1, base: 3_334n },
  ];
  const known: Partial<Terms> = {
    rate: 100_000,
    products: [{ product: 'plan', rate: 405_000 }],
    coupons: [{ code: 'sarah20', rate: 300_000 }],
  };
  const steps = [
    {},
    { values: { product: 'plan', exact: '1349.865' } },
    {},
    {},
    { op: 'sum', values: { exact: '2016.565' } },
  ];
  t.match(compute(known, { items }), { amount: 2_017n, steps });
  t.match(compute(known, { items, coupon: 'SARAH20' }), {
    amount: 3_000n,
    steps: [{}, { values: { coupon: 'sarah20' } }],
  });
  t.match(
    compute(known, { items: items.slice(1) }),
    { amount: 1_000n },
    'no item of such a product: the rate, on the whole base',
  );
});
