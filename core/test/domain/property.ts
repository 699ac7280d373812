import * as fc from 'fast-check';
import type { Test } from 'tap';

/** Long runs look twenty times as far: FAIRLEAD_LONG=1. */
export const times = process.env['FAIRLEAD_LONG'] === '1' ? 20 : 1;

/** FAIRLEAD_SEED repeats a run. */
export const seed = Number(process.env['FAIRLEAD_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Asserts a property over many random cases, and says by which seed they can be had again. */
export function holds<T extends [unknown, ...unknown[]]>(
  t: Test,
  runs: number,
  property: fc.IPropertyWithHooks<T>,
): void {
  t.comment(`FAIRLEAD_SEED=${seed}, ${runs * times} cases`);
  fc.assert(property, { seed, numRuns: runs * times });
  t.pass(`held in ${runs * times} cases`);
}
