import { termsModelKit } from '@fairlead/core/testing';
import t from 'tap';
import { model } from '../src/model.ts';
import type { Terms } from '../src/terms.ts';

const usd = (unit: number) => ({ unit, currency: 'USD' });
const ladder = [
  { sales: 10, rate: 250_000 },
  { sales: 50, rate: 300_000 },
];

t.test('kit', async (t) =>
  termsModelKit(t, model, {
    terms: [
      { measure: 'count', steps: ladder },
      { measure: 'count', period: 'lifetime', steps: [{ sales: 0, flat: usd(5_000_000) }] },
      { period: 'quarter', steps: [{ volume: usd(10_000_000_000), rate: 250_000 }] },
    ],
    refused: [
      { terms: {}, path: '/steps', code: 'missing' },
      { terms: { measure: 'count', steps: [{ rate: 1 }] }, path: '/steps/0/sales', code: 'missing' },
      { terms: { steps: [{ sales: 3, rate: 1 }] }, path: '/steps/0/sales', code: 'other_measure' },
      { terms: { measure: 'count', steps: [{ sales: 3 }] }, path: '/steps/0/rate', code: 'missing' },
      {
        terms: { measure: 'count', steps: [{ sales: 3, rate: 1, flat: usd(1) }] },
        path: '/steps/0/flat',
        code: 'both_given',
      },
      { terms: { measure: 'count', steps: ladder.toReversed() }, path: '/steps/1/sales', code: 'not_above_before' },
      { terms: { measure: 'count', steps: [ladder[0], ladder[0]] }, path: '/steps/1/sales', code: 'not_above_before' },
      {
        terms: {
          steps: [
            { volume: usd(1), rate: 1 },
            { volume: { unit: 2_000_000, currency: 'EUR' }, rate: 2 },
          ],
        },
        path: '/steps/1/volume/currency',
        code: 'currency_differs',
      },
      {
        terms: { steps: [{ volume: { unit: 1, currency: 'DOLLARS' }, rate: 1 }] },
        path: '/steps/0/volume/currency',
        code: 'wrong_format',
      },
    ],
  }),
);

const picked = (value: bigint, terms: Partial<Terms>) =>
  model.pick(
    {
      kind: 'sale',
      occurredAt: '2026-03-01T12:00:00.000Z',
      currency: 'USD',
      subscription: false,
      slot: 1,
      terms: { measure: 'count', period: 'month', changes: 'cps', ...terms },
    },
    { measure: terms.measure ?? 'count', period: 'month', currency: null, value, from: null, until: null },
  );

t.test('C6: a threshold is reached when the standing is as much, and the highest one reached holds', async (t) => {
  t.match(picked(9n, { steps: ladder }), {
    change: null,
    values: { standing: 9, reached: null, next: 10, step: null },
  });
  t.match(picked(10n, { steps: ladder }), { change: 0, values: { standing: 10, reached: 10, next: 50, step: 1 } });
  t.match(picked(49n, { steps: ladder }), { change: 0 });
  t.match(picked(5_000n, { steps: ladder }), { change: 1, values: { reached: 50, next: null, step: 2 } });
});

t.test('C6: a volume is compared in minor units of its own currency', async (t) => {
  const steps = [{ volume: { unit: 100_000_000, currency: 'JPY' }, rate: 250_000 }];
  t.match(picked(99n, { measure: 'volume', steps }), { change: null, values: { next: 100 } });
  t.match(picked(100n, { measure: 'volume', steps }), { change: 0, values: { reached: 100 } });
});

t.test('C1: a step gives the kind with the amount, so that it means the same over any terms', async (t) => {
  const changes = model.changes({
    measure: 'count',
    period: 'month',
    changes: 'cps',
    steps: [...ladder, { sales: 99, flat: usd(1) }],
  });
  t.same(changes[0], { path: '/steps/0', models: { cps: { kind: 'percent', rate: 250_000 } } });
  t.same(changes[2], { path: '/steps/2', models: { cps: { kind: 'flat', flat: usd(1) } } });
});
