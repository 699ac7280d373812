import type { Milestone } from '../contract/commission.ts';
import type { Context } from './context.ts';
import type { Outcome, Rules } from './decided.ts';
import { mergeTerms } from './merge-terms.ts';

/** A milestone an enrollment may have reached, with so many sales. */
export interface Goal extends Milestone {
  readonly enrollmentId: string;
}

/** What the credited enrollments can reach by a sale whose hold just ended: by the terms of that sale (C3, F64). */
export function goalsOf(
  { mode, found }: Pick<Context, 'mode' | 'found'>,
  { state, decision, newFacts }: Pick<Outcome, 'state' | 'decision' | 'newFacts'>,
  models: Rules['models'],
): readonly Goal[] {
  const closes = state.kind === 'payment' && mode === 'live' && newFacts.some(({ type }) => type === 'credit.closed');
  if (!closes) return [];
  return decision.shares.flatMap(({ enrollmentId }) => {
    const enrollment = found.enrollments.find(({ id }) => id === enrollmentId);
    if (enrollment === undefined) return [];
    const { terms } = mergeTerms(enrollment.terms, models);
    return Object.entries(terms.models).flatMap(([id, own]) => {
      const model = models.get(id);
      const milestones = model?.lane === 'base' && model.accepts('bonus') ? model.milestones?.(own) : undefined;
      return (milestones ?? []).map((milestone) => ({ enrollmentId, ...milestone }));
    });
  });
}
