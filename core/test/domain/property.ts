import * as fc from 'fast-check';
import type { Test } from 'tap';
import { type Random, random } from './random.ts';

/** Long runs look twenty times as far: FAIRLEAD_LONG=1. */
export const times = process.env['FAIRLEAD_LONG'] === '1' ? 20 : 1;

/** FAIRLEAD_SEED repeats a run. */
export const seed = Number(process.env['FAIRLEAD_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

// Also where a reporter shows no comments.
console.error(`FAIRLEAD_SEED=${seed}`);

/** Asserts a property over many random cases, and says by which seed they can be had again. */
export function holds<T extends [unknown, ...unknown[]]>(
  t: Test,
  runs: number,
  property: fc.IPropertyWithHooks<T>,
  of = 'cases',
): void {
  t.comment(`FAIRLEAD_SEED=${seed}, ${runs * times} ${of}`);
  fc.assert(property, { seed, numRuns: runs * times });
  t.pass(`held in ${runs * times} ${of}`);
}

const batch = 100;

/** Runs `check` on so many histories, in batches that cost fast-check little; a failure names the seed of the history that failed. */
export const histories = (t: Test, count: number, check: (r: Random) => void): void =>
  holds(
    t,
    count / batch,
    fc.property(fc.nat(20_000_000), (first) => {
      for (let seed = first * batch; seed < (first + 1) * batch; seed++) {
        try {
          check(random(seed));
        } catch (cause) {
          throw new Error(`history ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
        }
      }
    }),
    `batches of ${batch} histories`,
  );
