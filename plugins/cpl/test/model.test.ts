import type { CommissionInput, LeadKnown } from '@fairlead/core/plugin';
import { commissionModelKit } from '@fairlead/core/testing';
import t from 'tap';
import { model } from '../src/model.ts';
import type { Terms } from '../src/terms.ts';

const amount = { unit: 2_500_000, currency: 'USD' };
const lead = (
  known: Partial<LeadKnown> = {},
  terms: Partial<Terms> = {},
  given: Partial<CommissionInput<Terms>> = {},
) =>
  model.compute({
    kind: 'lead',
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
    lead: { paidAt: null, earlier: null, verdict: null, ...known },
    terms: { amount, validation: false, ...terms },
    convert: () => null,
    ...given,
  });

t.test('kit', async (t) =>
  commissionModelKit(t, model, {
    terms: [{ amount }, { amount: { unit: 12_500, currency: 'EUR' }, validation: true }],
    refused: [
      { terms: {}, path: '/amount', code: 'missing' },
      { terms: { amount: { unit: -1, currency: 'USD' } }, path: '/amount/unit', code: 'out_of_range' },
      { terms: { amount: { unit: 1, currency: 'XXY' } }, path: '/amount/currency', code: 'wrong_format' },
    ],
  }),
);

t.test('C3: a lead earns its amount; accepts nothing else', async (t) => {
  t.match(lead(), { earns: true, amount: 250n, steps: [{ op: 'flat' }] });
  t.same(
    (['sale', 'lead', 'click', 'event', 'bonus'] as const).filter((kind) => model.accepts(kind)),
    ['lead'],
  );
});

t.test('C3: none for one who has paid, whatever somebody says of the lead', async (t) => {
  const paidAt = '2026-02-01T00:00:00.000Z';
  for (const verdict of [null, 'validated', 'rejected'] as const) {
    t.same(lead({ paidAt, verdict }), { earns: false, reason: 'has_paid', values: { paidAt } });
  }
});

t.test('C3: once per customer and campaign', async (t) => {
  const earlier = { id: 'first', at: '2026-02-01T00:00:00.000Z' };
  t.same(lead({ earlier }), { earns: false, reason: 'lead_before', values: earlier });
});

t.test('C3: with validation on it earns when validated, and never while rejected', async (t) => {
  t.match(lead({}, { validation: true }), { earns: 'not_yet', reason: 'awaits_validation' });
  t.match(lead({ verdict: 'validated' }, { validation: true }), { earns: true, amount: 250n });
  t.match(lead({ verdict: 'rejected' }, { validation: true }), { earns: false, reason: 'lead_rejected' });
  t.match(
    lead({ verdict: 'rejected' }),
    { earns: false, reason: 'lead_rejected' },
    'also where nobody had to validate it',
  );
});

t.test('A5: what only a page told of waits for somebody’s word, whatever the terms say', async (t) => {
  const byPage = true;
  t.same(lead({ byPage }), { earns: 'not_yet', reason: 'awaits_validation', values: { byPage } });
  t.match(lead({ byPage, verdict: 'validated' }), { earns: true, amount: 250n });
  t.match(lead({ byPage, verdict: 'rejected' }), { earns: false, reason: 'lead_rejected' });
});

t.test('M5: an amount in another currency than the campaign’s is converted, or waits for a rate', async (t) => {
  const eur = { currency: 'EUR' };
  t.match(lead({}, {}, { ...eur, convert: ({ unit }) => ({ amount: unit / 20_000n, values: { crossed: 'half' } }) }), {
    earns: true,
    amount: 125n,
  });
  t.match(lead({}, {}, eur), { earns: 'no_rate' });
});
