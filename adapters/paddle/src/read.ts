import { Unreadable } from '@fairlead/core/plugin';
import { missing, type Node, optionalText } from '@fairlead/core/reading';

/** Reading a Paddle object: what is the same of every processor, and here what is Paddle's own. */
export { child, children, descend, type Node, node, optionalText, present, text } from '@fairlead/core/reading';

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

function unlike(from: Node, field: string, what: string): never {
  throw new Unreadable(`${from.path}.${field}`, `not ${what}`);
}
