import type { Computed } from '../contract/commission.ts';
import type { AnyModel, DerivedInput, DerivedModel } from '../contract/lanes.ts';
import { purely } from './compute.ts';
import type { FoundEnrollment } from './context.ts';
import { byText } from './facts-of.ts';
import { brokenBy } from './faulty-model.ts';
import { mergeTerms, type MergedTerms } from './merge-terms.ts';
import type { Line } from './stored-fact.ts';

export interface DerivedRequest {
  readonly lines: readonly Line[];
  readonly enrollments: ReadonlyMap<string, FoundEnrollment>;
  readonly models: ReadonlyMap<string, AnyModel>;
  readonly event: Pick<DerivedInput<unknown>, 'kind' | 'occurredAt' | 'currency' | 'convert'>;
}

/**
 * The derived lane: at most one line for each base line, earned by whoever recruited its enrollment, of one level (C8). A recruiter who is not
 * approved in the campaign when it happened earns nothing. Throws `FaultyModel` where a model breaks its contract.
 *
 * @returns null where a rate is missing: nothing may be posted then (M5)
 */
export function derivedLane({ lines, enrollments, models, event }: DerivedRequest): readonly Line[] | null {
  const derived: Line[] = [];
  for (const line of lines) {
    const recruiter = recruiterOf(line, enrollments);
    if (recruiter === null) continue;
    const merged = mergeTerms(recruiter.terms, models);
    for (const model of derivedIn(merged, models, event.kind)) {
      const terms = merged.terms.models[model.id] ?? {};
      const computed = derive(model, { ...event, terms, line: { model: line.model, amount: line.amount } });
      if (computed.earns === 'no_rate') return null;
      if (computed.earns !== true) continue;
      derived.push(overrideOf(line, recruiter, model.id, merged, computed));
      break;
    }
  }
  return derived;
}

function recruiterOf(line: Line, enrollments: DerivedRequest['enrollments']): FoundEnrollment | null {
  const { recruiter } = enrollments.get(line.enrollmentId) ?? {};
  if (line.role !== 'base' || recruiter === undefined) return null;
  const { status, campaignId, affiliateId } = recruiter;
  const may = status === 'approved' && campaignId === line.campaignId && affiliateId !== line.affiliateId;
  return may ? recruiter : null;
}

const derivedIn = (
  { terms }: MergedTerms,
  models: DerivedRequest['models'],
  kind: DerivedInput<unknown>['kind'],
): readonly DerivedModel[] =>
  Object.keys(terms.models)
    .sort(byText)
    .flatMap((id) => {
      const model = models.get(id);
      return model?.lane === 'derived' && model.accepts(kind) ? [model] : [];
    });

function derive(model: DerivedModel, input: DerivedInput<Readonly<Record<string, unknown>>>): Computed {
  const outcome = purely((given: typeof input) => model.derive(given), input);
  if ('fault' in outcome) throw brokenBy(model.id, outcome.fault);
  return outcome.computed;
}

/** Its reversals are measured as its parent's are (R8), and its working begins with its parent's. */
const overrideOf = (
  parent: Line,
  recruiter: FoundEnrollment,
  model: string,
  { used }: MergedTerms,
  { amount, steps }: Extract<Computed, { earns: true }>,
): Line => ({
  key: `${recruiter.id}/${model}/${parent.key}`,
  enrollmentId: recruiter.id,
  affiliateId: recruiter.affiliateId,
  campaignId: recruiter.campaignId,
  model,
  role: 'override',
  parent: parent.key,
  amount,
  base: parent.base,
  baseKind: parent.baseKind,
  weight: 1_000_000,
  terms: used
    .map((level) => ({ ...level, fields: level.fields.filter((field) => field.startsWith(`models.${model}.`)) }))
    .filter(({ fields }) => fields.length > 0),
  steps: [...parent.steps, ...steps],
});
