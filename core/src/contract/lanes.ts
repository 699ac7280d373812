import type { Static, TObject } from '@sinclair/typebox';
import type { Values } from './attribution.ts';
import type { CommissionInput, CommissionModel, Computed, EarningKind } from './commission.ts';
import type { Currency } from './money.ts';

/** What models of every lane have: the key of their terms in a campaign, and the terms themselves. */
export type ModelFace<T extends TObject = TObject> = Pick<
  CommissionModel<T>,
  'id' | 'title' | 'terms' | 'check' | 'accepts'
>;

/**
 * A model of the terms lane picks further terms for one event, by where the enrollment stands: a tier. They hold above those of groups and
 * campaigns and below those agreed with the affiliate (C1). Pure, as all models; one that breaks its contract parks the payment with its name.
 */
export interface TermsModel<T extends TObject = TObject> extends ModelFace<T> {
  readonly lane: 'terms';
  /** Every change it may ever pick, so that each is checked against the models it changes when the terms are edited. */
  changes(terms: Static<T>): readonly TermsChange[];
  /** What it has to know of the enrollment; null: nothing. Read once, when the payment is first credited, and kept with it (C6). */
  asks(input: TermsInput<Static<T>>): StandingAsked | null;
  /** `standing`: the answer, null where it asked nothing. */
  pick(input: TermsInput<Static<T>>, standing: Standing | null): Picked;
}

/** Terms by model id, each partial. */
export interface TermsChange {
  /** Where it stands in the terms of its own model, as a JSON pointer. */
  readonly path: string;
  readonly models: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface TermsInput<T> {
  readonly kind: EarningKind;
  readonly occurredAt: string;
  readonly currency: Currency;
  readonly subscription: boolean;
  readonly slot: number;
  readonly terms: T;
}

export interface StandingAsked {
  /** `volume`: Σ (base − reversed base) in `currency`, minor units; `count`: sales that are not returned in full. */
  readonly measure: 'volume' | 'count';
  /** The UTC month, quarter or year the event lies in, or all time. */
  readonly period: StandingPeriod;
  /** Of a volume: sales in other currencies are converted, each by X2. Null for a count. */
  readonly currency: Currency | null;
}

export type StandingPeriod = 'month' | 'quarter' | 'year' | 'lifetime';

/** The enrollment's sales and renewals in this campaign within the period that were credited before this one (C6). */
export interface Standing extends StandingAsked {
  readonly value: bigint;
  /** The period, `until` exclusive; null: without an end on that side. */
  readonly from: string | null;
  readonly until: string | null;
}

/** `change`: which of `changes(terms)`, from 0; null: none. `values` tell why, as a step of the lines of the models it may change. */
export interface Picked {
  readonly change: number | null;
  readonly values: Values;
}

/** Keeps a model's terms type for its functions while the registry holds models of every kind. */
export const defineTermsModel = <T extends TObject>(model: TermsModel<T>): TermsModel<T> => model;

/**
 * A model of the derived lane makes a line from a line: what the recruiter of an enrollment earns by what it earned (C8). The terms are those
 * of the recruiter's own enrollment. Of several that a campaign uses, the first by id that earns makes the one line there is.
 */
export interface DerivedModel<T extends TObject = TObject> extends ModelFace<T> {
  readonly lane: 'derived';
  derive(input: DerivedInput<Static<T>>): Computed;
}

export interface DerivedInput<T>
  extends Pick<CommissionInput<T>, 'kind' | 'occurredAt' | 'currency' | 'terms' | 'convert'> {
  /** The base line, after its cap, its split and the budget; minor units of `currency`. */
  readonly line: { readonly model: string; readonly amount: bigint };
}

/** Keeps a model's terms type for `derive` while the registry holds models of every kind. */
export const defineDerivedModel = <T extends TObject>(model: DerivedModel<T>): DerivedModel<T> => model;

/** A commission model of any lane. */
export type AnyModel = CommissionModel | TermsModel | DerivedModel;
