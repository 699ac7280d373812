import type { CommissionInput } from '@fairlead/core/plugin';
import { commissionModelKit } from '@fairlead/core/testing';
import t from 'tap';
import { model, type Terms } from '../src/index.ts';
import type { Static } from '@sinclair/typebox';

const upTo = { unit: 100_000_000, currency: 'USD' };

t.test('the commission model kit', async (t) =>
  commissionModelKit(t, model, {
    terms: [
      { rate: 100_000, upTo, beyond: 50_000 },
      { rate: 0, upTo, beyond: 200_000 },
      { rate: 125_000, upTo: { unit: 12_500, currency: 'KWD' }, beyond: 333_333 },
    ],
    refused: [
      { terms: {}, path: '/rate', code: 'missing' },
      { terms: { rate: 100_000, upTo }, path: '/beyond', code: 'missing' },
      { terms: { rate: 0.1, upTo, beyond: 1 }, path: '/rate', code: 'wrong_type' },
      { terms: { rate: 100_000, upTo, beyond: 1_000_001 }, path: '/beyond', code: 'above_100_percent' },
      {
        terms: { rate: 1, upTo: { unit: 1, currency: 'usd' }, beyond: 1 },
        path: '/upTo/currency',
        code: 'wrong_format',
      },
    ],
  }),
);

/** A sale of so many cents, in the currency of the terms. */
const sold = (base: bigint): CommissionInput<Static<typeof Terms>> => ({
  kind: 'sale',
  occurredAt: '2026-03-01T12:00:00.000Z',
  currency: 'USD',
  gross: base,
  base,
  baseKind: 'net',
  items: [],
  coupon: null,
  subscription: false,
  slot: 1,
  anchor: '2026-03-01T12:00:00.000Z',
  terms: { rate: 100_000, upTo, beyond: 50_000 },
  convert: ({ unit }) => ({ amount: unit / 10_000n, values: {} }),
});
const earned = (base: bigint): bigint | null => {
  const computed = model.compute(sold(base));
  return computed.earns === true ? computed.amount : null;
};

t.test('10% up to 100.00 and 5% beyond: 100.00 pays 10.00, 250.00 pays 17.50', async (t) => {
  t.equal(earned(10_000n), 1_000n);
  t.equal(earned(25_000n), 1_750n);
  t.equal(earned(0n), 0n);
});

t.test('M2: both parts are rounded together, once', async (t) => {
  // 10.00 and 0.0005 are 10.0005: rounded apart they would be 10.00 and 0.00 or 0.01.
  t.equal(earned(10_001n), 1_000n);
  t.equal(earned(10_010n), 1_001n, '10.00 and 0.005');
});
