import { isCurrency, parseDecimal } from '@fairlead/core/money';
import { Unreadable } from '@fairlead/core/plugin';

/**
 * Reading a Braintree object without trusting its shape. A `Node` knows its path, so that an `Unreadable` names the place:
 * `subscription.transactions[0].amount: an amount is missing`. What nobody asked for is not looked at.
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

/** The objects in an array. */
export function children(from: Node, field: string): readonly Node[] {
  const value = from.fields[field];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) =>
    isRecord(item) ? [{ path: `${from.path}.${field}[${index}]`, fields: item }] : [],
  );
}

export function time(from: Node, ...fields: readonly [string, ...string[]]): string {
  return optionalTime(from, ...fields) ?? missing(from, fields[0], 'a time');
}

/** The first of the fields that tells a time; some are days. Braintree's times are in UTC. */
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

/** The object's `currencyIsoCode`. */
export function currencyOf(from: Node): string {
  const currency = text(from, 'currencyIsoCode').toUpperCase();
  if (!isCurrency(currency))
    throw new Unreadable(`${from.path}.currencyIsoCode`, `${currency} is not an ISO 4217 currency`);
  return currency;
}

export function amount(from: Node, field: string, currency: string): bigint {
  return optionalAmount(from, field, currency) ?? missing(from, field, 'an amount');
}

/** A decimal text in ISO minor units (M1). A digit that would be lost is never rounded away: the delivery is quarantined. */
export function optionalAmount(from: Node, field: string, currency: string): bigint | undefined {
  const value = from.fields[field];
  if (value === null || value === undefined || value === '') return undefined;
  try {
    return parseDecimal(typeof value === 'string' ? value : '', currency);
  } catch {
    const shown = typeof value === 'string' || typeof value === 'number' ? value : typeof value;
    throw new Unreadable(
      `${from.path}.${field}`,
      `${shown} is no amount of ${currency}, or does not fit it without losing a digit`,
    );
  }
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
