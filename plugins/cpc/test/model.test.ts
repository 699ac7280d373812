import type { CommissionInput } from '@fairlead/core/plugin';
import { commissionModelKit } from '@fairlead/core/testing';
import t from 'tap';
import { model } from '../src/model.ts';
import type { Terms } from '../src/terms.ts';

const amount = { unit: 12_500, currency: 'USD' };
const hour = (clicks: number, given: Partial<CommissionInput<Terms>> = {}) =>
  model.compute({
    kind: 'click',
    occurredAt: '2026-03-01T12:00:00.000Z',
    currency: 'USD',
    gross: 0n,
    base: 0n,
    baseKind: 'net',
    items: [],
    coupon: null,
    subscription: false,
    slot: 1,
    anchor: '2026-03-01T12:00:00.000Z',
    clicks,
    terms: { amount },
    convert: () => null,
    ...given,
  });

t.test('kit', async (t) =>
  commissionModelKit(t, model, {
    terms: [{ amount }, { amount: { unit: 4, currency: 'JPY' } }],
    refused: [
      { terms: {}, path: '/amount', code: 'missing' },
      { terms: { amount: { unit: 0.5, currency: 'USD' } }, path: '/amount/unit', code: 'wrong_type' },
    ],
  }),
);

t.test('C3, M2: the clicks of an hour are added up and rounded once, half up', async (t) => {
  const earned = (clicks: number): bigint => {
    const computed = hour(clicks);
    return computed.earns === true ? computed.amount : -1n;
  };
  t.same([1, 2, 3, 4, 1_000].map(earned), [1n, 3n, 4n, 5n, 1_250n], 'not 1, 2, 3, 4, 1000 cents');
  t.match(hour(2), {
    steps: [{ op: 'each', values: { unit: 12_500, currency: 'USD', count: 2, exact: '2.5', result: 3 } }],
  });
  const known = { currency: 'KWD', terms: { amount: { unit: 1_250, currency: 'KWD' } } };
  t.match(hour(2, known), { amount: 3n, steps: [{ values: { exact: '2.5' } }] }, 'by the digits of the currency');
});

t.test('M5: converted once for all of them, or no rate', async (t) => {
  const convert = ({ unit }: { readonly unit: bigint }) => ({ amount: unit / 20_000n, values: {} });
  t.match(hour(800, { currency: 'EUR', convert }), { earns: true, amount: 500n });
  t.match(hour(800, { currency: 'EUR' }), { earns: 'no_rate' });
});
