import { defineModel } from '@fairlead/core/plugin';
import { atMost, fixed } from '@fairlead/core/working';
import { check } from './check.ts';
import { atItsRates } from './rates.ts';
import { Terms } from './terms.ts';

/** Per sale, a percentage of the base or a flat amount (C3), at most the cap (C5). */
export const model = defineModel({
  id: 'cps',
  lane: 'base',
  title: 'Per sale',
  terms: Terms,
  check,
  accepts: (kind) => kind === 'sale',
  compute(sale) {
    const { kind, rate, flat, renewals, cap } = sale.terms;
    if (renewals === 'none' && sale.subscription)
      return { earns: false, reason: 'subscriptions_not_covered', values: {} };
    // C3: one-time covers one-off orders, which have slot 1, and the first payment above 0 of each subscription.
    if (renewals !== 'every' && sale.slot > 1) {
      return { earns: false, reason: 'renewal_not_covered', values: { slot: sale.slot } };
    }
    const agreed = kind === 'flat' ? flat && fixed(sale, flat) : rate !== undefined && atItsRates(sale, rate);
    if (!agreed)
      return { earns: false, reason: 'incomplete_terms', values: { missing: kind === 'flat' ? 'flat' : 'rate' } };
    return agreed.earns === true ? atMost(sale, agreed, cap) : agreed;
  },
});
