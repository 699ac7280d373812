import type { Asked, Decision } from '../../domain/stored-fact.ts';

/**
 * Of a payment nobody is credited for, the steps that came closest (F29): first those that named somebody who could not be credited, then
 * those that saw something that did not count (a click that ended two days before, a code nobody owns). A step that saw nothing has no
 * values to tell of.
 */
export function nearestMisses(decision: Decision | null): readonly Asked[] {
  if (decision === null || decision.outcome !== 'nobody') return [];
  const named = decision.asked.filter(({ outcome }) => outcome === 'stopped' || outcome === 'passed_over');
  const seen = decision.asked.filter(({ outcome, values }) => outcome === 'passed' && Object.keys(values).length > 0);
  return [...named, ...seen];
}
