import type { CommissionInput } from '@fairlead/core/plugin';
import { commissionModelKit } from '@fairlead/core/testing';
import * as fc from 'fast-check';
import t from 'tap';
import { model } from '../src/model.ts';
import { plusMonths } from '../src/months.ts';
import type { Terms } from '../src/terms.ts';

const usd = (unit: number) => ({ unit, currency: 'USD' });

t.test('kit', async (t) =>
  commissionModelKit(t, model, {
    terms: [
      { schedule: [{ rate: 200_000 }] },
      { schedule: [{ lasts: 3, rate: 400_000 }, { rate: 200_000 }], delay: 2 },
      { counted: 'months', schedule: [{ lasts: 12, flat: usd(5_000_000) }], cap: usd(3_000_000) },
      { schedule: [{ rate: 1_500_000 }], allowAbove100: true },
    ],
    refused: [
      { terms: {}, path: '/schedule', code: 'missing' },
      { terms: { schedule: [] }, path: '/schedule', code: 'out_of_range' },
      { terms: { schedule: [{ lasts: 3 }] }, path: '/schedule/0/rate', code: 'missing' },
      { terms: { schedule: [{ rate: 1, flat: usd(1) }] }, path: '/schedule/0/flat', code: 'both_given' },
      { terms: { schedule: [{ rate: 1 }, { rate: 2 }] }, path: '/schedule/0/lasts', code: 'without_end' },
      { terms: { schedule: [{ lasts: 0, rate: 1 }] }, path: '/schedule/0/lasts', code: 'not_one_of' },
      { terms: { schedule: [{ rate: 2_000_000 }] }, path: '/schedule/0/rate', code: 'above_100_percent' },
    ],
  }),
);

/** What a payment of 100.00 of a subscription pays. */
const compute = (known: Partial<Terms>, sale: Partial<CommissionInput<Terms>> = {}) =>
  model.compute({
    kind: 'sale',
    occurredAt: '2026-01-31T12:00:00.000Z',
    currency: 'USD',
    gross: 10_000n,
    base: 10_000n,
    baseKind: 'net',
    items: [],
    coupon: null,
    subscription: true,
    slot: 1,
    anchor: '2026-01-31T12:00:00.000Z',
    terms: { counted: 'payments', delay: 0, cap: null, allowAbove100: false, ...known },
    convert: () => null,
    ...sale,
  });
const paid = (known: Partial<Terms>, sale: Partial<CommissionInput<Terms>> = {}) => {
  const computed = compute(known, sale);
  return computed.earns === true ? computed.amount : computed.earns === false ? computed.reason : 'no_rate';
};

t.test('C4: the first N payments earn, then none', async (t) => {
  const schedule = [{ lasts: 3, rate: 200_000 }];
  t.same(
    [1, 2, 3, 4].map((slot) => paid({ schedule }, { slot })),
    [2_000n, 2_000n, 2_000n, 'schedule_ended'],
  );
});

t.test('C4: a delay of N lets the first N earn nothing, and the count begins after it', async (t) => {
  const schedule = [{ lasts: 2, rate: 200_000 }];
  t.same(
    [1, 2, 3, 4].map((slot) => paid({ schedule, delay: 1 }, { slot })),
    ['within_delay', 2_000n, 2_000n, 'schedule_ended'],
  );
});

t.test('C4: months are counted from the first payment, ends of months clamped from it', async (t) => {
  const terms: Partial<Terms> = {
    counted: 'months',
    schedule: [
      { lasts: 1, rate: 400_000 },
      { lasts: 1, rate: 200_000 },
    ],
  };
  const on = (occurredAt: string) => paid(terms, { occurredAt, slot: 2 });
  t.equal(on('2026-02-27T23:59:59.999Z'), 4_000n);
  t.equal(on('2026-02-28T00:00:00.000Z'), 2_000n, '31 January and one month is 28 February');
  t.equal(on('2026-03-30T23:59:59.999Z'), 2_000n);
  t.equal(on('2026-03-31T00:00:00.000Z'), 'schedule_ended', 'and two are 31 March');
});

t.test('C4: the anchor is a date in UTC', async (t) => {
  const terms: Partial<Terms> = { counted: 'months', schedule: [{ lasts: 1, rate: 400_000 }] };
  const anchor = '2026-01-31T23:30:00.000-02:00';
  t.equal(paid(terms, { anchor, occurredAt: '2026-02-28T12:00:00.000Z' }), 4_000n, 'it was 1 February there');
});

t.test('it tells where in the schedule a payment stands, and then the working', async (t) => {
  const computed = compute(
    {
      schedule: [
        { lasts: 3, rate: 400_000 },
        { lasts: null, rate: 200_000 },
      ],
      delay: 1,
    },
    { slot: 5 },
  );
  t.match(computed, {
    amount: 2_000n,
    steps: [{ op: 'stretch', values: { stretch: 2, payment: 1, slot: 5 } }, { op: 'base' }, { op: 'rate' }],
  });
});

t.test('one-off orders are not its business', async (t) => {
  t.equal(paid({ schedule: [{ lasts: null, rate: 200_000 }] }, { subscription: false }), 'no_subscription');
});

t.test(
  'C4: months never end later than as many months of 31 days, and never before the month that is meant',
  async () => {
    const day = fc
      .integer({ min: 0, max: 20_000 })
      .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 240 }), (from, months) => {
        const to = plusMonths(from, months);
        const monthOf = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
        return (
          monthOf(to) === monthOf(from) + months &&
          Number(to.slice(8)) <= Number(from.slice(8)) &&
          to <= plusMonths(from, months + 1)
        );
      }),
    );
  },
);
