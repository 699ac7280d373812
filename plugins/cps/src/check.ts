import { type TermsIssue, wholeRate } from '@fairlead/core/plugin';
import type { Terms } from './terms.ts';

/** What the schema cannot say: a percentage needs a rate, a flat amount its amount, and more than 100% is meant only if told so. */
export function check({ kind, rate, flat, allowAbove100 }: Terms): readonly TermsIssue[] {
  const issues: TermsIssue[] = [];
  if (kind === 'percent' && rate === undefined) {
    issues.push({ path: '/rate', code: 'missing', message: 'a percentage needs a rate, such as 200000 for 20%' });
  }
  if (kind === 'flat' && flat === undefined) {
    const message = 'a flat amount needs its amount, such as { "unit": 5000000, "currency": "USD" } for 5.00 USD';
    issues.push({ path: '/flat', code: 'missing', message });
  }
  if (rate !== undefined && rate > wholeRate && !allowAbove100) {
    const message = `the rate ${rate} is more than 100% (1000000): lower it, or set allowAbove100`;
    issues.push({ path: '/rate', code: 'above_100_percent', message });
  }
  return issues;
}
