import { defineDerivedModel, type TermsIssue, wholeRate } from '@fairlead/core/plugin';
import { partOf } from '@fairlead/core/working';
import { Terms } from './terms.ts';

/** A percentage of each base line of whom one recruited, after its cap and the budget, of one level (C8). */
export const model = defineDerivedModel({
  id: 'sub_affiliates',
  lane: 'derived',
  title: 'Recruiting',
  terms: Terms,
  check,
  accepts: () => true,
  derive({ line, terms: { rate } }) {
    if (rate === undefined) return { earns: false, reason: 'incomplete_terms', values: { missing: 'rate' } };
    return partOf(line.amount, rate);
  },
});

function check({ rate, allowAbove100 }: Terms): readonly TermsIssue[] {
  if (rate === undefined) {
    return [{ path: '/rate', code: 'missing', message: 'recruiting needs a rate, such as 100000 for 10%' }];
  }
  if (rate <= wholeRate || allowAbove100) return [];
  const message = `the rate ${rate} is more than 100% (1000000): lower it, or set allowAbove100`;
  return [{ path: '/rate', code: 'above_100_percent', message }];
}
