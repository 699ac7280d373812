import * as fc from 'fast-check';
import type { Test } from 'tap';

/** Checks a property and says with which seed, whether it holds or not: the same histories can be run again. */
export async function holds<T>(t: Test, property: fc.IRawProperty<T>, numRuns = 1000): Promise<void> {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const result = await fc.check(property as fc.IAsyncProperty<T>, { numRuns, seed });
  const { failed, errorInstance } = result;
  const why = errorInstance instanceof Error ? `\n${errorInstance.message}` : '';
  t.equal(failed, false, failed ? `${fc.defaultReportMessage(result)}${why}` : `holds, seed ${seed}`);
}
