import type { CommissionInput } from '@fairlead/core/plugin';
import { commissionModelKit } from '@fairlead/core/testing';
import t from 'tap';
import { model } from '../src/model.ts';
import type { Terms } from '../src/terms.ts';

const amount = { unit: 50_000_000, currency: 'USD' };
const milestones = [
  { name: 'ten_sales', sales: 10, amount },
  { name: 'talk', amount: { unit: 1, currency: 'JPY' } },
];
const reached = (name: string, given: Partial<CommissionInput<Terms>> = {}) =>
  model.compute({
    kind: 'bonus',
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
    milestone: { name },
    terms: { milestones },
    convert: () => null,
    ...given,
  });

t.test('kit', async (t) =>
  commissionModelKit(t, model, {
    terms: [{ milestones }, { milestones: [{ name: 'trial_started', sales: null, amount }] }],
    refused: [
      { terms: {}, path: '/milestones', code: 'missing' },
      { terms: { milestones: [{ name: 'x', sales: 0, amount }] }, path: '/milestones/0/sales', code: 'not_one_of' },
      {
        terms: { milestones: [...milestones, { name: 'talk', amount }] },
        path: '/milestones/2/name',
        code: 'repeated',
      },
    ],
  }),
);

t.test('C3: a milestone pays its bonus; one the terms do not know pays nothing', async (t) => {
  t.match(reached('ten_sales'), { earns: true, amount: 5_000n });
  t.match(reached('twenty_sales'), { earns: false, reason: 'no_such_milestone' });
  t.match(reached('talk'), { earns: 'no_rate' });
});

t.test('C3: those with a number of sales are reached by themselves', async (t) => {
  t.same(model.milestones?.({ milestones }), [{ name: 'ten_sales', sales: 10 }]);
});
