import t, { type Test } from 'tap';

/** A test that only `pnpm test:long` runs. Elsewhere the file says that it was left out, and fails nothing. */
export async function onlyLong(name: string, body: (t: Test) => Promise<unknown>): Promise<void> {
  if (process.env['FAIRLEAD_LONG'] === '1') await t.test(name, async (t) => void (await body(t)));
  else await t.test(name, { skip: 'runs with pnpm test:long' });
}
