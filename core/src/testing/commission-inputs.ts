import * as fc from 'fast-check';
import type { CommissionInput, EarningKind, LeadKnown } from '../contract/commission.ts';
import { unitAmount } from '../domain/money.ts';

/** Events of these kinds in currencies of every exponent, with bases from nothing to a trillion minor units. */
export const commissionInputs = (kinds: readonly EarningKind[]): fc.Arbitrary<Omit<CommissionInput<never>, 'terms'>> =>
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      currency: fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'CLF'),
      gross: fc.oneof(fc.bigInt(0n, 200n), fc.bigInt(0n, 10n ** 12n)),
      baseShare: fc.integer({ min: 0, max: 1000 }),
      baseKind: fc.constantFrom('net' as const, 'gross' as const),
      coupon: fc.option(fc.constantFrom('SARAH20', 'TOM10'), { nil: null }),
      subscription: fc.boolean(),
      slot: fc.integer({ min: 1, max: 24 }),
      split: fc.boolean(),
      lead: leads,
      clicks: fc.integer({ min: 1, max: 1_000_000 }),
      name: fc.constantFrom('trial_started', 'ten_sales', 'nobody_agreed_on'),
    })
    .map(({ baseShare, split, slot, lead, clicks, name, ...event }) => {
      const base = event.baseKind === 'gross' ? event.gross : (event.gross * BigInt(baseShare)) / 1000n;
      const half = base / 2n;
      const items = split
        ? [
            { productId: 'plan', quantity: 1, base: half },
            { name: 'Seats', quantity: 3, base: base - half },
          ]
        : [];
      return {
        ...event,
        ...(event.kind === 'lead' ? { lead } : {}),
        ...(event.kind === 'click' ? { clicks } : {}),
        ...(event.kind === 'event' ? { event: { name, earlier: lead.earlier } } : {}),
        ...(event.kind === 'bonus' ? { milestone: { name } } : {}),
        base,
        items,
        slot: event.subscription ? slot : 1,
        anchor: '2025-01-31T12:00:00.000Z',
        occurredAt: '2026-03-01T12:00:00.000Z',
        // One for one: the kit looks at what a model does with a conversion, not at rates.
        convert: ({ unit }) => ({ amount: unitAmount(unit, event.currency), values: {} }),
      };
    });

const leads: fc.Arbitrary<LeadKnown> = fc.record({
  paidAt: fc.constantFrom(null, '2026-02-01T12:00:00.000Z'),
  earlier: fc.constantFrom(null, { id: 'an earlier one', at: '2026-02-01T12:00:00.000Z' }),
  verdict: fc.constantFrom(null, 'validated' as const, 'rejected' as const),
});
