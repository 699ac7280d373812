import assert from 'node:assert/strict';
import type { Values } from '../contract/attribution.ts';

/** Reasons, operations and methods are codes, never sentences, so that every language can tell them. */
export function assertCode(code: string, what: string): void {
  assert.match(code, /^[a-z][a-z0-9_]*$/, `the ${what} '${code}' is not a code such as unknown_code`);
}

/** Ids stand in stored terms and in keys of ledger lines. */
export function assertId(id: string): void {
  assert.match(id, /^[a-z][a-z0-9_]*$/, `the id '${id}' has other characters than lower-case letters, digits and _`);
}

/** Operands survive storage as JSON: flat, integers within 2^53 - 1 (an unrounded result is a string), no undefined. */
export function assertValues(values: Values, reason: string): void {
  for (const [name, value] of Object.entries(values)) {
    const place = `the value '${name}' of '${reason}'`;
    assert.ok(value === null || ['string', 'number', 'boolean'].includes(typeof value), `${place} is ${typeof value}`);
    if (typeof value === 'number') assert.ok(Number.isSafeInteger(value), `${place} is ${value}, not a whole number`);
  }
  assert.deepEqual(JSON.parse(JSON.stringify(values)), { ...values }, `the values of '${reason}' do not survive JSON`);
}
