import { type TermsIssue, wholeRate } from '@fairlead/core/plugin';
import type { Stretch, Terms } from './terms.ts';

/** What the schema cannot say: each stretch pays one thing, only the last is without end, and more than 100% is meant only if told so. */
export function check({ schedule, allowAbove100 }: Terms): readonly TermsIssue[] {
  if (schedule === undefined) {
    const message = 'a subscription needs a schedule, such as [{ "rate": 200000 }] for 20% of every payment';
    return [{ path: '/schedule', code: 'missing', message }];
  }
  return schedule.flatMap((stretch, index) => {
    const last = index === schedule.length - 1;
    return issuesOf(stretch, last, allowAbove100).map((issue) => ({
      ...issue,
      path: `/schedule/${index}${issue.path}`,
    }));
  });
}

function issuesOf({ lasts, rate, flat }: Stretch, last: boolean, allowAbove100: boolean): readonly TermsIssue[] {
  const issues: TermsIssue[] = [];
  if ((rate === undefined) === (flat === undefined)) {
    const message = 'a stretch pays a rate or a flat amount: give one of the two';
    issues.push({
      path: rate === undefined ? '/rate' : '/flat',
      code: rate === undefined ? 'missing' : 'both_given',
      message,
    });
  }
  if (typeof lasts !== 'number' && !last) {
    issues.push({
      path: '/lasts',
      code: 'without_end',
      message: 'what comes after a stretch without end is never reached',
    });
  }
  if (rate !== undefined && rate > wholeRate && !allowAbove100) {
    const message = `the rate ${rate} is more than 100% (1000000): lower it, or set allowAbove100`;
    issues.push({ path: '/rate', code: 'above_100_percent', message });
  }
  return issues;
}
