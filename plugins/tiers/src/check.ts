import type { TermsIssue } from '@fairlead/core/plugin';
import { thresholdOf } from './threshold.ts';
import type { Step, Terms } from './terms.ts';

/** What the schema cannot say: each step has a threshold of the measure and pays one thing, and thresholds go up in one currency. */
export function check({ measure, steps }: Terms): readonly TermsIssue[] {
  if (steps === undefined) {
    const message = 'tiers need steps, such as [{ "sales": 10, "rate": 250000 }] for 25% from the eleventh sale on';
    return [{ path: '/steps', code: 'missing', message }];
  }
  return steps.flatMap((step, index) =>
    [...shapeOf(step, measure), ...orderOf(step, steps[index - 1], measure)].map((issue) => ({
      ...issue,
      path: `/steps/${index}${issue.path}`,
    })),
  );
}

function shapeOf(step: Step, measure: Terms['measure']): readonly TermsIssue[] {
  const issues: TermsIssue[] = [];
  const [wanted, other] = measure === 'volume' ? (['volume', 'sales'] as const) : (['sales', 'volume'] as const);
  if (step[wanted] === undefined) {
    const message = `steps by ${measure === 'volume' ? 'net volume' : 'number of sales'} begin at a ${wanted}`;
    issues.push({ path: `/${wanted}`, code: 'missing', message });
  }
  if (step[other] !== undefined) {
    const message = `the steps are measured by ${measure}: leave ${other} out, or change the measure`;
    issues.push({ path: `/${other}`, code: 'other_measure', message });
  }
  if ((step.rate === undefined) === (step.flat === undefined)) {
    const code = step.rate === undefined ? 'missing' : 'both_given';
    const path = step.rate === undefined ? '/rate' : '/flat';
    issues.push({ path, code, message: 'a step pays a rate or a flat amount: give one of the two' });
  }
  return issues;
}

function orderOf(step: Step, before: Step | undefined, measure: Terms['measure']): readonly TermsIssue[] {
  if (before === undefined) return [];
  const path = measure === 'volume' ? '/volume' : '/sales';
  if (measure === 'volume' && step.volume && before.volume && step.volume.currency !== before.volume.currency) {
    const message = `all thresholds are in one currency, and the step before is in ${before.volume.currency}`;
    return [{ path: `${path}/currency`, code: 'currency_differs', message }];
  }
  const [from, last] = [thresholdOf(step, measure), thresholdOf(before, measure)];
  if (from === null || last === null || from > last) return [];
  const message = 'each threshold lies above the one before, so that one step holds at a time';
  return [{ path, code: 'not_above_before', message }];
}
