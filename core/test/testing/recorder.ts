import { inspect } from 'node:util';
import type { KitTest } from '../../src/testing/kit-test.ts';

/** Runs a kit and answers the promises that were broken, with what the kit said. */
export async function broken(run: (t: KitTest) => Promise<void>): Promise<ReadonlyMap<string, string>> {
  const failed = new Map<string, string>();
  const recorder: KitTest = {
    async test(name, promise) {
      try {
        await promise(recorder);
      } catch (error) {
        failed.set(name, inspect(error));
      }
    },
  };
  await run(recorder);
  return failed;
}
