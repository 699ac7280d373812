import assert from 'node:assert/strict';

/** Deep equality that tells the rule and the mend before the difference: with a message of its own `node:assert` leaves the difference out. */
export function assertSame(actual: unknown, expected: unknown, message: string): void {
  try {
    assert.deepEqual(actual, expected);
  } catch (error) {
    const told = `${message}\n${(error as Error).message}`;
    throw new assert.AssertionError({ message: told, actual, expected, operator: 'deepStrictEqual' });
  }
}
