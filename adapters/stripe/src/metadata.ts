import type { CouponGiven } from '@fairlead/core/plugin';
import { type Carried, carriedBy, type Names } from '@fairlead/core/reading';
import { type Node, optionalText } from './read.ts';

/**
 * Evidence in metadata. `places` are `metadata` hashes in the order they are believed; a subscription has two of them, its own
 * (`subscription_data.metadata` at checkout) and the invoice's or session's, and integrators fill either. A name is asked in all
 * places before the next name is.
 */
export function carried(
  names: Names,
  places: readonly (Node | undefined)[],
  {
    clickIds = [],
    coupons = [],
  }: {
    readonly clickIds?: readonly (string | undefined)[];
    readonly coupons?: readonly CouponGiven[];
  } = {},
): Carried {
  const values = (name: string): readonly string[] =>
    told(places.map((place) => (place === undefined ? undefined : optionalText(place, name))));
  return carriedBy(names, values, { clickIds: told(clickIds), coupons });
}

/** Trimmed, and what is left of them. */
const told = (values: readonly (string | undefined)[]): readonly string[] =>
  values.map((value) => value?.trim() ?? '').filter((value) => value !== '');
