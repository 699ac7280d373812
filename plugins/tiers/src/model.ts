import { defineTermsModel, operand } from '@fairlead/core/plugin';
import { check } from './check.ts';
import { Terms } from './terms.ts';
import { thresholdOf } from './threshold.ts';

/** Rates that grow with what an affiliate sold before, in a month, a quarter, a year or ever (C6). The whole sale takes one rate. */
export const model = defineTermsModel({
  id: 'tiers',
  lane: 'terms',
  title: 'Tiers',
  terms: Terms,
  check,
  accepts: (kind) => kind === 'sale',
  changes: ({ steps = [], changes }) =>
    steps.map(({ rate, flat }, index) => ({
      path: `/steps/${index}`,
      models: { [changes]: flat === undefined ? { kind: 'percent', rate } : { kind: 'flat', flat } },
    })),
  asks({ terms: { measure, period, steps = [] } }) {
    const [first] = steps;
    if (first === undefined) return null;
    return { measure, period, currency: measure === 'volume' ? (first.volume?.currency ?? null) : null };
  },
  pick({ terms: { measure, period, steps = [] } }, standing) {
    if (standing === null) return { change: null, values: { measure, period, step: null } };
    const thresholds = steps.map((step) => thresholdOf(step, measure));
    const change = thresholds.findLastIndex((from) => from !== null && standing.value >= from);
    const [reached, next] = [thresholds[change] ?? null, thresholds[change + 1] ?? null];
    return {
      change: change < 0 ? null : change,
      values: {
        measure,
        period,
        from: standing.from,
        until: standing.until,
        currency: standing.currency,
        standing: operand(standing.value),
        step: change < 0 ? null : change + 1,
        reached: reached === null ? null : operand(reached),
        next: next === null ? null : operand(next),
      },
    };
  },
});
