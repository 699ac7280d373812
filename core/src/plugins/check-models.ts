import type { TermsIssue } from '../contract/commission.ts';
import type { AnyModel } from '../contract/lanes.ts';
import { checkValue } from './check-value.ts';
import type { Registries } from './registries.ts';
import { notLoaded, toTermsIssue } from './terms-issue.ts';
import { partialTerms } from './terms-schema.ts';

/** Terms by model id. */
export type ModelTerms = Readonly<Record<string, Terms>>;
type Terms = Readonly<Record<string, unknown>>;

type Result = { readonly terms: Terms } | { readonly issues: readonly TermsIssue[] };

/** The terms of each model by its own schema, completed, and by its own checks. `at` is their JSON pointer in the document. */
export const checkModels = ({ models }: Registries, given: ModelTerms, at: string) =>
  checkEach(models, given, at, (model, terms) => {
    const shape = checkValue(model.terms, terms);
    if (!shape.ok) return { issues: shape.issues.map(toTermsIssue) };
    const issues = model.check?.(shape.value) ?? [];
    return issues.length > 0 ? { issues } : { terms: shape.value };
  });

/** As `checkModels` for terms with holes. The models' own checks see this level over the one `below`, completed; without it, nothing. */
export const checkPartialModels = ({ models }: Registries, given: ModelTerms, at: string, below?: ModelTerms) =>
  checkEach(models, given, at, (model, terms) => {
    const shape = checkValue(partialTerms(model.terms), terms, { complete: false });
    if (!shape.ok) return { issues: shape.issues.map(toTermsIssue) };
    if (below !== undefined) {
      const effective = checkValue(model.terms, { ...below[model.id], ...(shape.value as Terms) });
      const issues = effective.ok ? (model.check?.(effective.value) ?? []) : effective.issues.map(toTermsIssue);
      if (issues.length > 0) return { issues };
    }
    return { terms: shape.value };
  });

function checkEach(
  models: Registries['models'],
  given: ModelTerms,
  at: string,
  check: (model: AnyModel, terms: Terms) => Result,
): { readonly terms: ModelTerms; readonly issues: readonly TermsIssue[] } {
  const issues: TermsIssue[] = [];
  const checked: [string, Terms][] = [];
  for (const [id, terms] of Object.entries(given)) {
    const model = models.get(id);
    const result = model ? check(model, terms) : { issues: [unknownModel(id, models)] };
    if ('terms' in result) checked.push([id, result.terms]);
    else issues.push(...result.issues.map((issue) => ({ ...issue, path: `${at}/${escapePointer(id)}${issue.path}` })));
  }
  return { terms: Object.freeze(Object.fromEntries(checked)), issues };
}

const unknownModel = (id: string, models: Registries['models']): TermsIssue => ({
  path: '',
  code: 'unknown_model',
  ...notLoaded('commission model', id, models.keys()),
});

/** RFC 6901. */
export const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
