import { derivedModelKit } from '@fairlead/core/testing';
import t from 'tap';
import { model } from '../src/model.ts';

t.test('kit', async (t) =>
  derivedModelKit(t, model, {
    terms: [{ rate: 100_000 }, { rate: 0 }, { rate: 1_500_000, allowAbove100: true }],
    refused: [
      { terms: {}, path: '/rate', code: 'missing' },
      { terms: { rate: 1_000_001 }, path: '/rate', code: 'above_100_percent' },
      { terms: { rate: -1 }, path: '/rate', code: 'out_of_range' },
      { terms: { rate: '10%' }, path: '/rate', code: 'wrong_type' },
    ],
  }),
);

t.test('C8: half_up(line × rate), with the working', async (t) => {
  const derived = model.derive({
    kind: 'sale',
    occurredAt: '2026-03-01T12:00:00.000Z',
    currency: 'USD',
    terms: { rate: 125_000, allowAbove100: false },
    line: { model: 'cps', amount: 1_012n },
    convert: () => null,
  });
  t.same(derived, {
    earns: true,
    amount: 127n,
    steps: [{ op: 'override', values: { line: 1_012, ppm: 125_000, exact: '126.5', result: 127 } }],
  });
});
