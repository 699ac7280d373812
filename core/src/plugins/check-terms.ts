import type { TermsIssue } from '../contract/commission.ts';
import { type CampaignTerms, defaultOrder, type PartialCommissionTerms } from '../domain/terms.ts';
import { checkChanges } from './check-changes.ts';
import { checkModels, checkPartialModels, type ModelTerms } from './check-models.ts';
import { checkOrder } from './check-order.ts';
import { checkValue } from './check-value.ts';
import { isPlainObject } from './plain.ts';
import type { Registries } from './registries.ts';
import { notLoaded, toTermsIssue } from './terms-issue.ts';
import { campaignSchema, PartialCommission } from './terms-schema.ts';

/** A1's own order, as far as its steps are loaded: what a campaign asks unless it says otherwise. */
export const orderOf = (strategies: Registries['strategies']): readonly string[] =>
  defaultOrder.filter((id) => strategies.has(id));

export type CheckedTerms<T> = { readonly terms: T } | { readonly issues: readonly TermsIssue[] };

/**
 * Checks the terms of a campaign against the loaded plugins and fills in every default, those of the models included. Issues are named
 * together, their paths JSON pointers into the document.
 */
export function checkTerms(registries: Registries, terms: unknown): CheckedTerms<CampaignTerms> {
  const shape = checkValue(campaignSchema(orderOf(registries.strategies)), terms ?? {});
  const models = checkModels(registries, givenModels(terms, 'commission'), '/commission/models');
  if (!shape.ok) return { issues: [...shape.issues.map(toTermsIssue), ...models.issues] };
  const { attribution, commission } = shape.value;
  const issues = [
    ...checkOrder(registries, attribution),
    ...checkRefundPolicy(registries, commission.refundPolicy, '/commission/refundPolicy'),
    ...models.issues,
  ];
  issues.push(
    ...(models.issues.length > 0 ? [] : checkChanges(registries, models.terms, models.terms, '/commission/models')),
  );
  if (issues.length > 0) return { issues };
  return { terms: Object.freeze({ attribution, commission: Object.freeze({ ...commission, models: models.terms }) }) };
}

/**
 * Checks what a group or an affiliate sets of the commission terms. Nothing is filled in: a field left out comes from the level below
 * (C1). With the complete terms `below`, each model's own checks are held against what will apply in the end.
 */
export function checkPartialTerms(
  registries: Registries,
  terms: unknown,
  below?: CampaignTerms['commission'],
): CheckedTerms<PartialCommissionTerms> {
  const shape = checkValue(PartialCommission, terms ?? {}, { complete: false });
  const models = checkPartialModels(registries, givenModels(terms), '/models', below?.models);
  if (!shape.ok) return { issues: [...shape.issues.map(toTermsIssue), ...models.issues] };
  const { models: given, ...rest } = shape.value;
  const policy = rest.refundPolicy;
  const issues = [
    ...(policy === undefined ? [] : checkRefundPolicy(registries, policy, '/refundPolicy')),
    ...models.issues,
    ...(below === undefined || models.issues.length > 0
      ? []
      : checkChanges(registries, models.terms, over(models.terms, below.models), '/models')),
  ];
  if (issues.length > 0) return { issues };
  return { terms: Object.freeze(given === undefined ? rest : { ...rest, models: models.terms }) };
}

/** What a level sets over the one below, completed, by model. */
const over = (given: ModelTerms, below: ModelTerms): ModelTerms => ({
  ...below,
  ...Object.fromEntries(Object.entries(given).map(([id, terms]) => [id, { ...below[id], ...terms }])),
});

/** The models' terms as far as the document has them in the right shape, so that their issues are told beside those of the document. */
function givenModels(document: unknown, ...path: string[]): Readonly<Record<string, Record<string, unknown>>> {
  const models = [...path, 'models'].reduce<unknown>((at, key) => (isPlainObject(at) ? at[key] : undefined), document);
  if (!isPlainObject(models)) return {};
  const entries = Object.entries(models).filter((entry): entry is [string, Record<string, unknown>] =>
    isPlainObject(entry[1]),
  );
  return Object.fromEntries(entries);
}

const checkRefundPolicy = ({ policies }: Registries, id: string, path: string): readonly TermsIssue[] =>
  policies.has(id) ? [] : [{ path, code: 'unknown_refund_policy', ...notLoaded('refund policy', id, policies.keys()) }];
