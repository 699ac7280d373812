import type { CommissionInput, EventKnown } from '@fairlead/core/plugin';
import { commissionModelKit } from '@fairlead/core/testing';
import t from 'tap';
import { model } from '../src/model.ts';
import type { Terms } from '../src/terms.ts';

const amount = { unit: 3_000_000, currency: 'USD' };
const events = [
  { event: 'trial_started', amount },
  { event: 'plan.chosen', amount: { unit: 10_000_000, currency: 'USD' } },
];
const told = (event: Partial<EventKnown>, given: Partial<CommissionInput<Terms>> = {}) =>
  model.compute({
    kind: 'event',
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
    event: { name: 'trial_started', earlier: null, ...event },
    terms: { events },
    convert: () => null,
    ...given,
  });

t.test('kit', async (t) =>
  commissionModelKit(t, model, {
    terms: [{ events }, { events: [{ event: 'ten_sales', amount }] }],
    refused: [
      { terms: {}, path: '/events', code: 'missing' },
      { terms: { events: [] }, path: '/events', code: 'out_of_range' },
      { terms: { events: [{ event: 'Trial Started', amount }] }, path: '/events/0/event', code: 'wrong_format' },
      { terms: { events: [...events, { event: 'plan.chosen', amount }] }, path: '/events/2/event', code: 'repeated' },
    ],
  }),
);

t.test('C3: each name pays its own amount, once per customer and name', async (t) => {
  t.match(told({}), { earns: true, amount: 300n });
  t.match(told({ name: 'plan.chosen' }), { earns: true, amount: 1_000n });
  t.match(told({ name: 'other' }), { earns: false, reason: 'event_not_paid_for', values: { event: 'other' } });
  const earlier = { id: 'first', at: '2026-02-01T00:00:00.000Z' };
  t.match(told({ earlier }), { earns: false, reason: 'event_before', values: earlier });
  t.match(told({}, { currency: 'EUR' }), { earns: 'no_rate' });
});
