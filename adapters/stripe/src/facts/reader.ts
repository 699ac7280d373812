import type { CustomerKeys, Evidence, Fact, LeadCaptured, Reading } from '@fairlead/core/plugin';
import type { Names } from '@fairlead/core/reading';
import { type Node, present } from '../read.ts';

/** What the reader of one kind of object is given. */
export interface Told {
  /** `event.data.object`. */
  readonly object: Node;
  /** `event.created`: when this state of the object was true. Never part of a payment, which a later read must state identically. */
  readonly asOf: string;
  readonly names: Names;
}

export type ObjectReader = (told: Told) => Reading;

/** Nothing is stated, and this is why. */
export const nothing = (ignored: string): Reading => ({ facts: [], ignored });

/** Facts, and possibly what was left aside while reading them. */
export const reading = (facts: readonly (Fact | undefined)[], beside: { readonly ignored?: string } = {}): Reading => ({
  facts: facts.filter((fact) => fact !== undefined),
  ...beside,
});

/** Ids that name one payment; fewer than two link nothing. */
export function linked(refs: readonly (string | undefined)[], occurredAt: string): Fact | undefined {
  const known = [...new Set(refs.filter((ref) => ref !== undefined))];
  return known.length < 2 ? undefined : { type: 'identifiers.linked', refs: known, occurredAt };
}

/** What an object that states no money itself knows of a payment stated by another. */
export function learned(
  refs: readonly (string | undefined)[],
  occurredAt: string,
  customer: CustomerKeys | undefined,
  evidence: Evidence,
): Fact | undefined {
  if (customer === undefined && Object.keys(evidence).length === 0) return undefined;
  const known = refs.filter((ref) => ref !== undefined);
  return present({ type: 'evidence.added', refs: known, occurredAt, customer, evidence } as const);
}

/** Somebody who has not paid: of use only where it is known who (A5). */
export function lead(
  via: LeadCaptured['via'],
  occurredAt: string,
  customer: CustomerKeys | undefined,
  evidence: Evidence,
): Fact | undefined {
  return customer && { type: 'lead.captured', via, occurredAt, customer, evidence };
}
