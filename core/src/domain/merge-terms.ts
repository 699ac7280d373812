import type { AnyModel } from '../contract/lanes.ts';
import { deepFrozen } from './deep-frozen.ts';
import type { TermsUsed } from './stored-fact.ts';
import type { CommissionTerms, PartialCommissionTerms, TermsLevels } from './terms.ts';

export interface MergedTerms {
  readonly terms: CommissionTerms;
  /** Which level gave which fields: `holdDays`, `models.cps.rate` … */
  readonly used: readonly TermsUsed[];
}

type Models = ReadonlyMap<string, AnyModel>;

/** One field of the terms: of a model's, or of the commission terms themselves (`model` null). */
interface Field {
  readonly model: string | null;
  readonly name: string;
  readonly value: unknown;
}

interface Level extends Omit<TermsUsed, 'fields'> {
  readonly fields: readonly Field[];
}

/**
 * The terms of one enrollment: affiliate > tier > group > campaign, field by field; what a level leaves out comes from the next (C1). A field of
 * a model's terms marked `'x-follows': 'rate'` in its schema belongs to the rate: once a level sets the rate, what lower levels say of such
 * a field no longer holds, so that the campaign's product and coupon rates do not undercut an affiliate's own.
 */
export function mergeTerms(levels: TermsLevels, models: Models = noModels): MergedTerms {
  let known = worked.get(models);
  if (known === undefined) worked.set(models, (known = new WeakMap()));
  let merged = known.get(levels);
  if (merged === undefined) known.set(levels, (merged = deepFrozen(merge(levels, models))));
  return merged;
}

const noModels: Models = new Map();

/**
 * What was merged of the very same levels for the very same models, as long as both are there: many payments of an enrollment follow the same terms.
 * Nothing but time depends on it: what is shared is frozen, so that no model can leave anything in it for the next payment.
 */
const worked = new WeakMap<Models, WeakMap<TermsLevels, MergedTerms>>();

function merge(levels: TermsLevels, models: Models): MergedTerms {
  const taken = new Map<string, Field>();
  const used: TermsUsed[] = [];
  for (const { fields, ...level } of ladderOf(levels)) {
    const given = fields.filter((field) => !taken.has(pathOf(field)) && !leaderTaken(field, taken, models));
    if (given.length > 0) used.push({ ...level, fields: given.map(pathOf) });
    for (const field of given) taken.set(pathOf(field), field);
  }
  return { terms: assemble([...taken.values()], modelsOf(levels), missingIn(levels, models)), used };
}

/** The levels that are there, the most particular first. */
function ladderOf({ affiliate, tier, group, campaign }: TermsLevels): readonly Level[] {
  const rung = (
    level: TermsUsed['level'],
    version: { readonly id: string; readonly version: number },
    terms: PartialCommissionTerms,
  ) => ({
    level,
    termsId: version.id,
    version: version.version,
    fields: fieldsOf(terms),
  });
  return [
    ...(affiliate === undefined ? [] : [rung('affiliate', affiliate, affiliate.terms)]),
    ...(tier === undefined ? [] : [rung('tier', tier, tier.terms)]),
    ...(group === undefined ? [] : [rung('group', group, group.terms)]),
    rung('campaign', campaign, campaign.terms.commission),
  ];
}

/** A budget is the campaign's, and no matter of levels (C5). */
function fieldsOf({ models = {}, budget: _budget, ...own }: Partial<CommissionTerms>): readonly Field[] {
  const named = (model: string | null, terms: object): Field[] =>
    Object.entries(terms).flatMap(([name, value]: [string, unknown]) =>
      value === undefined ? [] : [{ model, name, value }],
    );
  return [...named(null, own), ...Object.entries(models).flatMap(([model, terms]) => named(model, terms))];
}

const pathOf = ({ model, name }: Field): string => (model === null ? name : `models.${model}.${name}`);

/** Whether a level further up has set the field that this one belongs to. */
function leaderTaken({ model, name }: Field, taken: ReadonlyMap<string, Field>, models: Models): boolean {
  if (model === null) return false;
  const leader: unknown = models.get(model)?.terms.properties[name]?.['x-follows'];
  return typeof leader === 'string' && taken.has(pathOf({ model, name: leader, value: null }));
}

/** Every model any level names: a model may be there with no field at all. */
const modelsOf = ({ affiliate, tier, group, campaign }: TermsLevels): readonly string[] => [
  ...new Set(
    [campaign.terms.commission, group?.terms, tier?.terms, affiliate?.terms].flatMap((terms) =>
      Object.keys(terms?.models ?? {}),
    ),
  ),
];

/** The defaults of models that only a level above the campaign's names: what that level leaves out, no other one says. */
const missingIn =
  ({ campaign }: TermsLevels, models: Models) =>
  (model: string): Readonly<Record<string, unknown>> => {
    if (Object.hasOwn(campaign.terms.commission.models, model)) return {};
    return Object.fromEntries(
      Object.entries(models.get(model)?.terms.properties ?? {}).flatMap(([name, { default: value }]) =>
        value === undefined ? [] : [[name, value as unknown]],
      ),
    );
  };

/** The campaign's level is complete, so every field is there. */
function assemble(
  fields: readonly Field[],
  models: readonly string[],
  missing: ReturnType<typeof missingIn>,
): CommissionTerms {
  const of = (model: string | null): Record<string, unknown> =>
    Object.fromEntries(fields.filter((field) => field.model === model).map(({ name, value }) => [name, value]));
  const own = of(null) as Omit<CommissionTerms, 'models'>;
  return { ...own, models: Object.fromEntries(models.map((model) => [model, { ...missing(model), ...of(model) }])) };
}
