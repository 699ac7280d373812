import { commissionModelKit } from '@fairlead/core/testing';
import t from 'tap';
import { model } from '../src/index.ts';

t.test('the commission model kit', async (t) =>
  commissionModelKit(t, model, {
    terms: [{ rate: 200_000 }, { rate: 0 }, { rate: 125_000, cap: { unit: 5_000_000, currency: 'USD' } }],
    refused: [
      { terms: {}, path: '/rate', code: 'missing' },
      { terms: { rate: 1_000_001 }, path: '/rate', code: 'above_100_percent' },
      { terms: { rate: 1, cap: { unit: -1, currency: 'USD' } }, path: '/cap/unit', code: 'out_of_range' },
    ],
  }),
);
