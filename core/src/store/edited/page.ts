import type { EntityName, FilterQuery } from '@mikro-orm/postgresql';
import { Problem } from '../../contract/errors.ts';
import type { Editor } from './edit.ts';

export interface PageQuery {
  readonly take: number;
  readonly cursor?: string;
  /** A name of `sortings`, with `-` before it for the other way round. Default `-created`. */
  readonly sort?: string;
}

export interface PageOf<E> {
  readonly rows: readonly E[];
  readonly nextCursor: string | null;
  /** Rows on all pages together. */
  readonly total: number;
}

export interface Listing<E> {
  readonly entity: EntityName<E>;
  readonly where?: FilterQuery<E>;
  /** Columns of text, by the name they are sorted by; `created` is always there: ids begin with their time. */
  readonly sortings?: Readonly<Record<string, keyof E & string>>;
}

/**
 * One page, stable while rows are added: it continues behind the last row seen, never by counting.
 *
 * @throws Problem `invalid_request` for a cursor of another list or order
 */
export async function pageOf<E extends { readonly id: string }>(
  em: Editor,
  { entity, where = {}, sortings = {} }: Listing<E>,
  { take, cursor, sort = '-created' }: PageQuery,
): Promise<PageOf<E>> {
  const down = sort.startsWith('-');
  const column = sortings[down ? sort.slice(1) : sort] ?? 'id';
  const way = down ? 'desc' : 'asc';
  const behind = cursor === undefined ? [] : [after<E>(readCursor(cursor, sort), column, down ? '$lt' : '$gt')];
  const total = await em.count(entity, where as never);
  const orderBy = [{ [column]: way }, { id: way }] as never;
  const found = await em.find(entity, { $and: [where, ...behind] } as never, { orderBy, limit: take + 1 });
  const rows = found.slice(0, take);
  const last = rows.at(-1);
  const more = found.length > take && last !== undefined;
  return { rows, nextCursor: more ? writeCursor(sort, last[column as keyof E], last.id) : null, total };
}

interface Position {
  readonly value: string;
  readonly id: string;
}

function after<E>({ value, id }: Position, column: string, beyond: '$gt' | '$lt'): FilterQuery<E> {
  const rest = { [column]: value, id: { [beyond]: id } };
  return (column === 'id' ? { id: { [beyond]: id } } : { $or: [{ [column]: { [beyond]: value } }, rest] }) as never;
}

const writeCursor = (sort: string, value: unknown, id: string): string =>
  Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');

function readCursor(cursor: string, sort: string): Position {
  const parts = parsed(cursor);
  const [of, value, id] = parts;
  if (parts.length === 3 && of === sort && isStorable(value) && isUuid(id)) return { value, id };
  const message = 'is not a nextCursor of this list in this order';
  throw new Problem('invalid_request', `cursor ${message}: begin again without one`, {
    errors: [{ in: 'query', path: '/cursor', message }],
  });
}

function parsed(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

const isStorable = (value: unknown): value is string =>
  typeof value === 'string' && value.isWellFormed() && !value.includes('\0');

const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
