import { defineModel } from '@fairlead/core/plugin';
import { atMost, fixed, percentage } from '@fairlead/core/working';
import { check } from './check.ts';
import { stretchOf } from './stretch.ts';
import { Terms } from './terms.ts';

/** What each payment of a subscription pays: all of them, the first N, for N months, after a delay, by a schedule (C4). */
export const model = defineModel({
  id: 'recurring',
  lane: 'base',
  title: 'Subscriptions',
  terms: Terms,
  check,
  accepts: (kind) => kind === 'sale',
  compute(sale) {
    const { delay, schedule, cap } = sale.terms;
    if (!sale.subscription) return { earns: false, reason: 'no_subscription', values: {} };
    if (schedule === undefined) return { earns: false, reason: 'incomplete_terms', values: { missing: 'schedule' } };
    if (sale.slot <= delay) return { earns: false, reason: 'within_delay', values: { slot: sale.slot, delay } };
    const { stretch, values } = stretchOf(sale, schedule);
    if (stretch === undefined) return { earns: false, reason: 'schedule_ended', values };
    const { rate, flat } = stretch;
    const agreed = flat === undefined ? rate !== undefined && percentage(sale, rate) : fixed(sale, flat);
    if (!agreed) return { earns: false, reason: 'incomplete_terms', values: { missing: 'rate' } };
    if (agreed.earns === 'no_rate') return agreed;
    return atMost(sale, { ...agreed, steps: [{ op: 'stretch', values }, ...agreed.steps] }, cap);
  },
});
