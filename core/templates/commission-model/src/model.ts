import { defineModel, wholeRate } from '@fairlead/core/plugin';
import { atMost, percentage } from '@fairlead/core/working';
import { Terms } from './terms.ts';

/** Part of a sale, up to an amount. `percentage` and `atMost` tell their working, from which anybody can compute it again. */
export const model = defineModel({
  id: 'sample_pay',
  lane: 'base',
  title: 'Sample Pay',
  terms: Terms,
  // What a schema cannot say; told at that field of the form.
  check: ({ rate }) =>
    rate <= wholeRate
      ? []
      : [{ path: '/rate', code: 'above_100_percent', message: 'more than 100% (1000000): lower it' }],
  accepts: (kind) => kind === 'sale',
  compute(sale) {
    if (sale.terms.rate === 0) return { earns: false, reason: 'no_rate_agreed', values: {} };
    return atMost(sale, percentage(sale, sale.terms.rate), sale.terms.cap);
  },
});
