import { Unreadable } from '@fairlead/core/plugin';
import { isRecord, missing, node, type Node, optionalText } from '@fairlead/core/reading';

/**
 * Reading a Stripe object: what is the same of every processor, and here what is Stripe's own. A field that may be an id may also be the expanded
 * object (`expand[]`); ids standing where an object would be after that are passed over.
 */
export { child, children, descend, type Node, node, optionalText, present, text } from '@fairlead/core/reading';

export function id(from: Node, field: string): string {
  return optionalId(from, field) ?? missing(from, field, 'an id');
}

/** The id of another object, whether the field holds the id or the object itself. */
export function optionalId(from: Node, field: string): string | undefined {
  const value = from.fields[field];
  return isRecord(value) ? optionalText(node(value, `${from.path}.${field}`), 'id') : optionalText(from, field);
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
