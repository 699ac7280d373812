import { Unreadable } from './adapter.ts';

/**
 * Reading what a processor sent without trusting its shape. A `Node` knows its path, so that an `Unreadable` names the place:
 * `data.object.lines.data[3].amount: an amount is missing`. A field that may be null may also be absent, and what nobody asked for is not
 * looked at. Amounts, ids and times are each processor's own, and read by its adapter.
 */
export interface Node {
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** @throws Unreadable */
export function node(value: unknown, path: string): Node {
  if (!isRecord(value)) throw new Unreadable(path, 'not an object');
  return { path, fields: value };
}

/** A text that must be there and not be empty. @throws Unreadable */
export function text(from: Node, field: string): string {
  return optionalText(from, field) ?? missing(from, field, 'a text');
}

/** Null, absent, empty and anything that is not a text are all "not told". */
export function optionalText(from: Node, field: string): string | undefined {
  const value = from.fields[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function child(from: Node, field: string): Node | undefined {
  const value = from.fields[field];
  return isRecord(value) ? { path: `${from.path}.${field}`, fields: value } : undefined;
}

/** Follows several fields down, as far as there are objects. */
export function descend(from: Node, ...path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((at, field) => at && child(at, field), from);
}

/** The objects in an array; ids and texts standing where an object could be are passed over. */
export function children(from: Node, field: string): readonly Node[] {
  const value = from.fields[field];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) =>
    isRecord(item) ? [{ path: `${from.path}.${field}[${index}]`, fields: item }] : [],
  );
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

/** @throws Unreadable always: `what` was to be there */
export function missing(from: Node, field: string, what: string): never {
  throw new Unreadable(`${from.path}.${field}`, `${what} is missing`);
}

/** @throws Unreadable */
export function time(from: Node, ...fields: readonly [string, ...string[]]): string {
  return optionalTime(from, ...fields) ?? missing(from, fields[0], 'a time');
}

/** The first of the fields that tells a time, RFC 3339 with its offset or a day alone, as RFC 3339 in UTC. @throws Unreadable */
export function optionalTime(from: Node, ...fields: readonly string[]): string | undefined {
  const field = fields.find((name) => optionalText(from, name) !== undefined);
  if (field === undefined) return undefined;
  return instant(text(from, field)) ?? missing(from, field, 'a time');
}

/** Undefined where it is none. */
export function instant(written: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/.test(written)) return undefined;
  const date = new Date(written);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** JSON as a processor would write it: integers that a double cannot hold keep their digits. */
export function exactBody(value: unknown): Uint8Array {
  const text = JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'bigint' ? (JSON as unknown as RawJson).rawJSON(String(inner)) : inner,
  );
  return new TextEncoder().encode(text);
}

/** Of Node 22 and newer, not in TypeScript's library yet. */
interface RawJson {
  rawJSON(text: string): unknown;
}
