import { Unreadable } from '@fairlead/core/plugin';

/**
 * Reading a Paddle object without trusting its shape. A `Node` knows its path, so that an `Unreadable` names the place:
 * `data.details.totals.tax: not whole minor units`.
 *
 * Two habits hold everywhere: a field that may be null may also be absent; what nobody asked for is not looked at.
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

export function child(from: Node, field: string): Node | undefined {
  const value = from.fields[field];
  return isRecord(value) ? { path: `${from.path}.${field}`, fields: value } : undefined;
}

/** Follows several fields down, as far as there are objects. */
export function descend(from: Node, ...path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((at, field) => at && child(at, field), from);
}

/** The objects in an array. */
export function children(from: Node, field: string): readonly Node[] {
  const value = from.fields[field];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) =>
    isRecord(item) ? [{ path: `${from.path}.${field}[${index}]`, fields: item }] : [],
  );
}

/** A positive count, such as a quantity; left out, one. */
export function count(from: Node, field: string): number {
  const value = from.fields[field] ?? 1;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Unreadable(`${from.path}.${field}`, 'not a count');
}

/** Paddle's times are RFC 3339 with microseconds; ours end at the millisecond. */
export function time(from: Node, field: string): string {
  return optionalTime(from, field) ?? missing(from, field, 'a time');
}

export function optionalTime(from: Node, field: string): string | undefined {
  const given = optionalText(from, field);
  if (given === undefined) return undefined;
  return timeOf(given) ?? unlike(from, field, 'a time');
}

/** RFC 3339 in UTC with milliseconds; undefined where it is none. */
export function timeOf(given: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(given)) return undefined;
  const milliseconds = Date.parse(given.replace(/(\.\d{3})\d+/, '$1').toUpperCase());
  if (Number.isNaN(milliseconds) || milliseconds < 0 || milliseconds > 253_402_300_799_999) return undefined;
  return new Date(milliseconds).toISOString();
}

/** Leaves out what is undefined: an optional field of a fact is absent, never undefined, so that equal facts have equal content. */
export function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}

export type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function missing(from: Node, field: string, what: string): never {
  throw new Unreadable(`${from.path}.${field}`, `${what} is missing`);
}

function unlike(from: Node, field: string, what: string): never {
  throw new Unreadable(`${from.path}.${field}`, `not ${what}`);
}
