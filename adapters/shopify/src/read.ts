import { Unreadable } from '@fairlead/core/plugin';

/**
 * Reading a Shopify object without trusting its shape. A `Node` knows its path, so that an `Unreadable` names the place:
 * `order.refunds[0].transactions[1].amount: an amount is missing`. What nobody asked for is not looked at.
 */
export interface Node {
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function node(value: unknown, path: string): Node {
  if (!isRecord(value)) throw new Unreadable(path, 'not an object');
  return { path, fields: value };
}

/** A text that must be there and not be empty. */
export function text(from: Node, field: string): string {
  return optionalText(from, field) ?? missing(from, field, 'a text');
}

/** Null, absent, empty and anything that is not a text are all "not told". */
export function optionalText(from: Node, field: string): string | undefined {
  const value = from.fields[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number's digits as they were written: ids have up to 64 bits and never pass through a float (`parse`). */
export function optionalId(from: Node, field: string): string | undefined {
  const value = from.fields[field];
  if (value === null || value === undefined) return undefined;
  const exact =
    typeof value === 'bigint' ||
    typeof value === 'string' ||
    (typeof value === 'number' && Number.isSafeInteger(value));
  const digits = exact ? String(value) : '';
  if (/^\d{1,20}$/.test(digits)) return digits;
  throw new Unreadable(`${from.path}.${field}`, 'not an id');
}

export const gid = (kind: string, id: string): string => `gid://shopify/${kind}/${id}`;

/**
 * The object's own global id. Topics are not signed: an object of another kind than the topic says is refused here.
 *
 * @throws Unreadable
 */
export function ownGid(from: Node, kind: string): string {
  const id = optionalId(from, 'id') ?? missing(from, 'id', 'an id');
  const told = optionalText(from, 'admin_graphql_api_id');
  if (told !== undefined && told !== gid(kind, id)) {
    throw new Unreadable(`${from.path}.admin_graphql_api_id`, `not ${gid(kind, id)}`);
  }
  return gid(kind, id);
}

export function child(from: Node, field: string): Node | undefined {
  const value = from.fields[field];
  return isRecord(value) ? { path: `${from.path}.${field}`, fields: value } : undefined;
}

/** The objects in an array. */
export function children(from: Node, field: string): readonly Node[] {
  const value = from.fields[field];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) =>
    isRecord(item) ? [{ path: `${from.path}.${field}[${index}]`, fields: item }] : [],
  );
}

export function optionalBoolean(from: Node, field: string): boolean {
  return from.fields[field] === true;
}

export function time(from: Node, ...fields: readonly [string, ...string[]]): string {
  return optionalTime(from, ...fields) ?? missing(from, fields[0], 'a time');
}

/** The first of the fields that tells a time, in UTC. Shopify writes the shop's own offset, and a day alone for some. */
export function optionalTime(from: Node, ...fields: readonly string[]): string | undefined {
  const field = fields.find((name) => optionalText(from, name) !== undefined);
  if (field === undefined) return undefined;
  return instant(text(from, field)) ?? missing(from, field, 'a time');
}

export function instant(written: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/.test(written)) return undefined;
  const date = new Date(written);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Leaves out what is undefined: an optional field of a fact is absent, never undefined, so that equal facts have equal content. */
export function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}

export type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function missing(from: Node, field: string, what: string): never {
  throw new Unreadable(`${from.path}.${field}`, `${what} is missing`);
}
