import type { CouponGiven } from '@fairlead/core/plugin';
import { type Carried, carriedBy, type Names } from '@fairlead/core/reading';
import type { Node } from './read.ts';

/**
 * Evidence in the `custom_data` of one object: any JSON an integrator put there, of which the values directly within it are read, numbers as
 * the digits they are.
 */
export const carried = (names: Names, data: Node | undefined, coupons: readonly CouponGiven[] = []): Carried =>
  carriedBy(names, (name) => [value(data, name)].filter((given) => given !== ''), { coupons });

function value(data: Node | undefined, name: string): string {
  const given = data !== undefined && Object.hasOwn(data.fields, name) ? data.fields[name] : undefined;
  if (typeof given === 'string') return given.trim();
  return typeof given === 'bigint' || Number.isSafeInteger(given) ? String(given) : '';
}
