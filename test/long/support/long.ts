import t, { type Test } from 'tap';

/** A test that only `pnpm test:long` runs. Elsewhere the file says that it was left out, and fails nothing. */
export function onlyLong(name: string, body: (t: Test) => Promise<unknown>): Promise<unknown> {
  const skip = process.env['FAIRLEAD_LONG'] === '1' ? false : 'runs with pnpm test:long';
  return t.test(name, { skip }, async (t) => void (await body(t)));
}
