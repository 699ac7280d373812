import type { Static, TObject } from '@sinclair/typebox';
import type { Values } from './attribution.ts';
import type { Currency } from './money.ts';

/**
 * A commission model computes what one enrollment earns from one credited event. Pure: same input, same output; a throw, a foreign
 * currency, a negative or non-integer amount parks the payment with the plugin named, and nothing is posted.
 *
 * Models stand in three fixed lanes: `terms` picks or changes the terms, `base` makes a line from the event, `derived` makes lines
 * from lines. Each lane sees the output of the one before.
 */
export interface CommissionModel<T extends TObject = TObject> {
  /** The key of its terms in a campaign: `cps`. */
  readonly id: string;
  readonly lane: 'base';
  readonly title: string;
  /**
   * Terms edited by an operator, drawn as a form. Rates are integer parts per million, unit amounts integer millionths (M2). Levels of
   * terms are merged field by field; a field marked `'x-follows': 'rate'` comes only from levels down to the one that set `rate` (C1).
   */
  readonly terms: TObject & T;
  /** Checks what a schema cannot say (a rate needs its kind …). Paths are JSON pointers into the terms. */
  check?(terms: Static<T>): readonly TermsIssue[];
  accepts(kind: EarningKind): boolean;
  /**
   * Of a model that accepts `bonus`: the milestones that its terms pay for and that are reached by so many sales of the enrollment in the
   * campaign, past their hold and not returned. The core looks whenever the hold of a sale ends; others are reached when a person says so.
   */
  milestones?(terms: Static<T>): readonly Milestone[];
  compute(input: CommissionInput<Static<T>>): Computed;
}

export interface Milestone {
  readonly name: string;
  readonly sales: number;
}

export interface TermsIssue {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export type EarningKind = 'sale' | 'lead' | 'click' | 'event' | 'bonus';

export interface CommissionInput<T> {
  readonly kind: EarningKind;
  readonly occurredAt: string;
  readonly currency: Currency;
  /** G of C2, minor units. */
  readonly gross: bigint;
  /** The commission base by the campaign's choice: B of C2 (net), or G (gross). */
  readonly base: bigint;
  readonly baseKind: 'net' | 'gross';
  readonly items: readonly {
    readonly productId?: string;
    readonly name?: string;
    readonly quantity: number;
    readonly base: bigint;
  }[];
  /** The redeemed code that credited it, upper case: `code` of what the step `coupon` claimed with. */
  readonly coupon: string | null;
  readonly subscription: boolean;
  /** Which payment above 0 of its subscription this is, from 1, as read at first credit; 1 for a one-off order. */
  readonly slot: number;
  /** When its subscription's first credited payment above 0 was made, from which months are counted (C4); its own time where it is the first. */
  readonly anchor: string;
  /** Of a lead (C3). */
  readonly lead?: LeadKnown;
  /** Of an hour of clicks: how many counted, each the first of its visitor (C3). */
  readonly clicks?: number;
  /** Of a customer event (C3). */
  readonly event?: EventKnown;
  /** Of a bonus: the milestone that was reached (C3). */
  readonly milestone?: { readonly name: string };
  readonly terms: T;
  /** Converts an amount of the terms into the event's currency by X2; null: no rate, the payment is parked `no_rate` (M5). */
  convert(amount: { readonly unit: bigint; readonly currency: Currency }): Converted | null;
}

/** What a lead earns by, beside its terms (C3). */
export interface LeadKnown {
  /** When its customer first paid, where that was no later than the lead itself; null: they had not. */
  readonly paidAt: string | null;
  /** An earlier lead of the same customer in the same campaign: known by another key then, and joined since (A5). */
  readonly earlier: Earlier | null;
  /** What a person said of it last; null: nobody said anything yet. */
  readonly verdict: 'validated' | 'rejected' | null;
  /** Nobody but pages told of it, by a key that everybody can read there: nothing to pay for before it is validated (A5). */
  readonly byPage?: true;
}

/** What a customer event earns by, beside its terms (C3). */
export interface EventKnown {
  readonly name: string;
  /** An earlier event of this name of the same customer in the same campaign. */
  readonly earlier: Earlier | null;
}

export interface Earlier {
  readonly id: string;
  readonly at: string;
}

/** An amount in the event's currency, minor units, with the rates it was crossed by (X2). */
export interface Converted {
  readonly amount: bigint;
  readonly values: Values;
}

/** What an enrollment would earn alone, before a split, after its cap (M3). */
export type Computed =
  | {
      readonly earns: true;
      /** Minor units of the event's currency, rounded once, half up (M2). */
      readonly amount: bigint;
      readonly steps: readonly Step[];
    }
  | { readonly earns: false; readonly reason: string; readonly values: Values }
  /** Nothing until a person or a further fact says so: the credit stays open, however long ago its hold ended. */
  | { readonly earns: 'not_yet'; readonly reason: string; readonly values: Values }
  | { readonly earns: 'no_rate'; readonly values: Values };

/**
 * One line of working, so that a pocket calculator can follow it: `{ op: 'rate', base: 12000, ppm: 200000, exact: '2400', result: 2400 }`.
 * Amounts are minor units as integers; `exact` is the unrounded result as a decimal or a fraction `n/d`.
 */
export interface Step {
  readonly op: string;
  readonly values: Values;
}

/** Keeps a model's terms type for `compute` while the registry holds models of every kind. */
export const defineModel = <T extends TObject>(model: CommissionModel<T>): CommissionModel<T> => model;
