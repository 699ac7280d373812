import type { Fact, Reading } from '@fairlead/core/plugin';
import type { Names } from '@fairlead/core/reading';
import type { Node } from '../read.ts';

/** What the reader of one kind of object is given. */
export interface Told {
  readonly object: Node;
  /** When this state was true, for objects that do not say so. Never part of a payment, which a later read must state identically. */
  readonly asOf: string;
  readonly names: Names;
  /** The connection is in live mode: a shop's test orders are nothing to it. */
  readonly live: boolean;
}

export type ObjectReader = (told: Told) => Reading;

/** Nothing is stated, and this is why. */
export const nothing = (ignored: string): Reading => ({ facts: [], ignored });

/** Facts, and possibly what was left aside while reading them. */
export const reading = (facts: readonly (Fact | undefined)[], beside: { readonly ignored?: string } = {}): Reading => ({
  facts: facts.filter((fact) => fact !== undefined),
  ...beside,
});
