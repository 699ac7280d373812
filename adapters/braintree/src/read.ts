import { isCurrency, parseDecimal } from '@fairlead/core/money';
import { Unreadable } from '@fairlead/core/plugin';
import { missing, type Node, optionalText, text } from '@fairlead/core/reading';

/** Reading a Braintree object: what is the same of every processor, and here what is Braintree's own. */
export { child, children, isRecord, type Node, node, optionalText, present, text } from '@fairlead/core/reading';

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
