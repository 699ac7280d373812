import type { TermsIssue } from '../contract/commission.ts';
import { checkValue } from './check-value.ts';
import { escapePointer, type ModelTerms } from './check-models.ts';
import type { Registries } from './registries.ts';
import { notLoaded, toTermsIssue } from './terms-issue.ts';
import { partialTerms } from './terms-schema.ts';

/**
 * Every change that models of the terms lane may ever pick, held against the models it changes (C1): what is refused in a campaign is refused in
 * a tier, at its place.
 *
 * @param given whose models are looked at, `at` being their JSON pointer
 * @param all the terms of all models as they will apply
 */
export function checkChanges(
  { models }: Registries,
  given: ModelTerms,
  all: ModelTerms,
  at: string,
): readonly TermsIssue[] {
  return Object.keys(given).flatMap((id) => {
    const model = models.get(id);
    if (model?.lane !== 'terms') return [];
    const own = checkValue(model.terms, all[id]);
    if (!own.ok) return [];
    return model.changes(own.value).flatMap(({ path, models: changed }) =>
      Object.entries(changed).flatMap(([target, terms]) =>
        issuesOf(models, target, terms, all[target]).map((issue) => ({
          ...issue,
          path: `${at}/${escapePointer(id)}${path}${issue.path}`,
        })),
      ),
    );
  });
}

function issuesOf(
  models: Registries['models'],
  target: string,
  terms: Readonly<Record<string, unknown>>,
  below: Readonly<Record<string, unknown>> | undefined,
): readonly TermsIssue[] {
  const model = models.get(target);
  if (model === undefined) {
    return [{ path: '', code: 'unknown_model', ...notLoaded('commission model', target, models.keys()) }];
  }
  if (below === undefined) {
    const message = `the campaign does not use the commission model '${target}': switch it on, or change another`;
    return [{ path: '', code: 'model_not_used', message }];
  }
  const shape = checkValue(partialTerms(model.terms), terms, { complete: false });
  if (!shape.ok) return shape.issues.map(toTermsIssue);
  const effective = checkValue(model.terms, { ...below, ...terms });
  return effective.ok ? (model.check?.(effective.value) ?? []) : effective.issues.map(toTermsIssue);
}
