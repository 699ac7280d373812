import { type Static, type TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { Problem } from '../contract/errors.ts';

/**
 * Where a page ended: the sort keys of its last row, opaque to callers. The next page is what sorts after them, so that rows added meanwhile
 * neither repeat nor hide any (F92).
 */
export const writeCursor = (keys: unknown): string => Buffer.from(JSON.stringify(keys)).toString('base64url');

/**
 * Reads a cursor back; `keys` is the shape the route wrote. Anything else was cut off or is of another list.
 *
 * @throws Problem invalid_request
 */
export function readCursor<T extends TSchema>(keys: T, cursor: string): Static<T> {
  const value = parse(Buffer.from(cursor, 'base64url').toString());
  if (Value.Check(keys, value)) return value;
  throw new Problem(
    'invalid_request',
    'The cursor is not one this list gave: send nextCursor of the page before, whole.',
    {
      errors: [{ in: 'query', path: '/cursor', message: 'is not a cursor of this list' }],
    },
  );
}

function parse(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return json.includes('\\u0000') ? undefined : value;
  } catch {
    return undefined;
  }
}

/** One page of rows read with one more than was asked for, which tells whether there is a next. */
export function pageOf<Row>(
  rows: readonly Row[],
  take: number,
  keysOf: (row: Row) => unknown,
): { data: Row[]; nextCursor: string | null } {
  const data = rows.slice(0, take);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > take && last !== undefined ? writeCursor(keysOf(last)) : null };
}
