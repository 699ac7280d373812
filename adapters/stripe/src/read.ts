import { Unreadable } from '@fairlead/core/plugin';

/**
 * Reading a Stripe object without trusting its shape. A `Node` knows its path, so that an `Unreadable` names the place:
 * `data.object.lines.data[3].amount: not an integer`.
 *
 * Three habits hold everywhere: a field that may be null may also be absent; a field that may be an id may also be the expanded
 * object (`expand[]`); what nobody asked for is not looked at.
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

export function id(from: Node, field: string): string {
  return optionalId(from, field) ?? missing(from, field, 'an id');
}

/** The id of another object, whether the field holds the id or the object itself. */
export function optionalId(from: Node, field: string): string | undefined {
  const value = from.fields[field];
  return isRecord(value) ? optionalText(node(value, `${from.path}.${field}`), 'id') : optionalText(from, field);
}

export function child(from: Node, field: string): Node | undefined {
  const value = from.fields[field];
  return isRecord(value) ? { path: `${from.path}.${field}`, fields: value } : undefined;
}

/** Follows several fields down, as far as there are objects. */
export function descend(from: Node, ...path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((at, field) => at && child(at, field), from);
}

/** The objects in an array; ids standing where an object would be after `expand[]` are passed over. */
export function children(from: Node, field: string): readonly Node[] {
  const value = from.fields[field];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) =>
    isRecord(item) ? [{ path: `${from.path}.${field}[${index}]`, fields: item }] : [],
  );
}

/** Never through a float: `parse` keeps what a number would lose as a bigint. */
export function integer(from: Node, field: string): bigint {
  return optionalInteger(from, field) ?? missing(from, field, 'an integer');
}

export function optionalInteger(from: Node, field: string): bigint | undefined {
  const value = from.fields[field];
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  throw new Unreadable(`${from.path}.${field}`, 'not an integer');
}

/** Stripe's times are whole seconds since 1970; ours are RFC 3339 in UTC. */
export function time(from: Node, field: string): string {
  return optionalTime(from, field) ?? missing(from, field, 'a time');
}

export function optionalTime(from: Node, field: string): string | undefined {
  const seconds = optionalInteger(from, field);
  if (seconds === undefined) return undefined;
  // Beyond year 9999 the text form changes, and no payment lies there.
  if (seconds < 0n || seconds > 253_402_300_799n) throw new Unreadable(`${from.path}.${field}`, 'not a time');
  return new Date(Number(seconds) * 1000).toISOString();
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
