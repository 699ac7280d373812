import type { CouponGiven, CustomerKeys, Evidence, Fact, LeadCaptured, Reading } from '@fairlead/core/plugin';
import type { Names } from '@fairlead/core/reading';
import { type Node, optionalText, optionalTime } from '../read.ts';

/** What the reader of one kind of object is given. */
export interface Told {
  /** `data` of the event. */
  readonly object: Node;
  /** `occurred_at` of the event. Used only where the object has no time of its own. */
  readonly occurredAt: string;
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

/**
 * When this state of the object was true: by the object itself, so that a webhook and a later read of the same state are one fact, word for
 * word.
 */
export const asOf = ({ object, occurredAt }: Told): string => optionalTime(object, 'updated_at') ?? occurredAt;

/** Paddle tells the id of a discount (`dsc_…`), not what the buyer typed; `coupon.changed` facts say which code an id stands for. */
export function redeemed(from: Node, field: string): readonly CouponGiven[] {
  const codeId = optionalText(from, field);
  return codeId === undefined ? [] : [{ codeId }];
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
