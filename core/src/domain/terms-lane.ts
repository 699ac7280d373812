import type { Step } from '../contract/commission.ts';
import type {
  AnyModel,
  Picked,
  Standing,
  StandingAsked,
  TermsChange,
  TermsInput,
  TermsModel,
} from '../contract/lanes.ts';
import type { FoundEnrollment } from './context.ts';
import { byText } from './facts-of.ts';
import { brokenBy } from './faulty-model.ts';
import { sameContent } from './json.ts';
import { type MergedTerms, mergeTerms } from './merge-terms.ts';
import { spanOf, standingPeriods } from './standing-period.ts';
import type { StandingRead } from './stored-fact.ts';
import type { PartialCommissionTerms } from './terms.ts';

/** What has to be read of an enrollment before it can be decided what it earns (C6). */
export type StandingWanted = Omit<StandingRead, 'type' | 'occurredAt' | 'value'>;

export interface TermsLaneRequest {
  readonly enrollment: FoundEnrollment;
  readonly models: ReadonlyMap<string, AnyModel>;
  readonly event: Omit<TermsInput<unknown>, 'terms'>;
  /** What was read of it at first credit, or just now. */
  readonly read: readonly StandingRead[];
}

/** The terms of one enrollment for one event, with what its tier gives. */
export interface TermsLane extends MergedTerms {
  /** Why a tier is reached or not, by the models it may change. */
  readonly steps: ReadonlyMap<string, readonly Step[]>;
  /** Not read yet: decide again with it. */
  readonly wanted: readonly StandingWanted[];
}

/**
 * The terms lane: every model of it that the terms name may give a tier, above groups and below what is agreed with the affiliate (C1). Throws
 * `FaultyModel` where one breaks its contract.
 */
export function termsLane({ enrollment, models, event, read }: TermsLaneRequest): TermsLane {
  const merged = mergeTerms(enrollment.terms, models);
  const asked = Object.keys(merged.terms.models).flatMap((id) => {
    const model = models.get(id);
    return model?.lane === 'terms' && model.accepts(event.kind) ? [model] : [];
  });
  if (asked.length === 0) return { ...merged, steps: none, wanted: [] };
  const wanted: StandingWanted[] = [];
  const steps = new Map<string, Step[]>();
  const given: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const model of asked.sort((a, b) => byText(a.id, b.id))) {
    const input = Object.freeze({ ...event, terms: merged.terms.models[model.id] ?? {} });
    const question = asksOf(model, input);
    const standing = question === null ? null : answerOf(question, enrollment.id, event.occurredAt, read);
    if (standing !== null && 'wanted' in standing) {
      wanted.push(standing.wanted);
      continue;
    }
    const { change, values } = pickOf(model, input, standing);
    const changes = changesOf(model, input);
    for (const id of new Set(changes.flatMap((one) => Object.keys(one.models)))) {
      steps.set(id, [...(steps.get(id) ?? []), { op: model.id, values }]);
    }
    // Of several models that change one field, the first by name holds.
    const picked = change === null ? {} : (changes[change]?.models ?? {});
    for (const [id, terms] of Object.entries(picked)) given[id] = { ...terms, ...given[id] };
  }
  if (wanted.length > 0) return { ...merged, steps, wanted };
  return { ...withTier(enrollment, models, merged, given, asked), steps, wanted };
}

/** Whether a model these terms name, by themselves, may ask where an enrollment stands. */
export const asksStanding = (
  terms: Pick<PartialCommissionTerms, 'models'>,
  models: ReadonlyMap<string, AnyModel>,
): boolean => Object.keys(terms.models ?? {}).some((id) => models.get(id)?.lane === 'terms');

type Input = TermsInput<Readonly<Record<string, unknown>>>;

const none: ReadonlyMap<string, readonly Step[]> = new Map();

function withTier(
  { terms }: FoundEnrollment,
  models: ReadonlyMap<string, AnyModel>,
  merged: MergedTerms,
  given: NonNullable<PartialCommissionTerms['models']>,
  asked: readonly TermsModel[],
): MergedTerms {
  if (Object.keys(given).length === 0) return merged;
  // A tier is of the version that says what the tiers are.
  const says = merged.used.find(({ fields }) =>
    asked.some(({ id }) => fields.some((field) => field.startsWith(`models.${id}.`))),
  );
  const version = says ?? { termsId: terms.campaign.id, version: terms.campaign.version };
  return mergeTerms(
    { ...terms, tier: { id: version.termsId, version: version.version, terms: { models: given } } },
    models,
  );
}

/** The standing as it was read, or what is to be read. */
function answerOf(
  { measure, period, currency }: StandingAsked,
  enrollmentId: string,
  occurredAt: string,
  read: readonly StandingRead[],
): Standing | { readonly wanted: StandingWanted } {
  const { from, until } = spanOf(occurredAt, period);
  const known = read.find(
    (one) =>
      one.enrollmentId === enrollmentId &&
      one.measure === measure &&
      one.period === period &&
      one.currency === currency &&
      one.from === from,
  );
  const question = { measure, period, currency, from, until };
  return known === undefined ? { wanted: { enrollmentId, ...question } } : { ...question, value: known.value };
}

function asksOf(model: TermsModel, input: Input): StandingAsked | null {
  const asked = twice(model, 'asks', () => model.asks(input));
  if (asked === null) return null;
  const { measure, period, currency } = asked;
  const known = measure === 'volume' ? typeof currency === 'string' : measure === 'count' && currency === null;
  if (!known || !standingPeriods.includes(period)) {
    throw brokenBy(
      model.id,
      'asks for a standing that is neither a volume in a currency nor a count, in a known period',
    );
  }
  return asked;
}

function pickOf(model: TermsModel, input: Input, standing: Standing | null): Picked {
  const picked = twice(model, 'pick', () => model.pick(input, standing));
  const { change, values } = picked;
  const most = changesOf(model, input).length;
  const sound = change === null || (Number.isInteger(change) && change >= 0 && change < most);
  if (!sound) throw brokenBy(model.id, `picked the change ${String(change)} of ${most}`);
  if (typeof values !== 'object' || values === null) throw brokenBy(model.id, 'gave no values for what it picked');
  return picked;
}

const changesOf = (model: TermsModel, input: Input): readonly TermsChange[] =>
  twice(model, 'changes', () => model.changes(input.terms));

/** Runs it twice and compares: it must be pure. */
function twice<V>(model: TermsModel, what: string, run: () => V): V {
  let first: V;
  try {
    first = run();
    if (first === undefined) throw new TypeError(`${what} answered undefined`);
    if (sameContent(first, run())) return first;
  } catch (error) {
    throw brokenBy(model.id, `threw: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw brokenBy(model.id, `answered ${what} in two different ways from the same input`);
}
