import type { CouponGiven, CustomerKeys, Reading } from '@fairlead/core/plugin';
import {
  type Carried,
  carriedBy,
  child,
  customerKeys,
  type Names,
  type Node,
  optionalText,
} from '@fairlead/core/reading';

/** What the reader of one kind of object is given. */
export interface Told {
  readonly type: string;
  /** `data` of the event. */
  readonly object: Node;
  /** When the event happened: used only where the object has no time of its own. */
  readonly occurredAt: string;
  readonly names: Names;
}

export type ObjectReader = (told: Told) => Reading;

/** The click id, customer and campaign in `notes`, free data that an integrator fills. */
export const carried = (names: Names, object: Node, coupons: readonly CouponGiven[] = []): Carried => {
  const notes = child(object, 'notes');
  const valueOf = (name: string): string => (notes && optionalText(notes, name)?.trim()) ?? '';
  return carriedBy(names, (name) => [valueOf(name)].filter((value) => value !== ''), { coupons });
};

/** The buyer as an object names them, and by the brand's own id where `notes` carry one. */
export function buyer(customer: Node | undefined, externalId: string | undefined): CustomerKeys | undefined {
  const told = (field: string) => customer && optionalText(customer, field);
  return customerKeys({ externalId, processorId: told('id'), email: told('email'), name: told('name') });
}
