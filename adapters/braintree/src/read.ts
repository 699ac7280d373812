import { isCurrency, parseDecimal } from '@fairlead/core/money';
import { Unreadable } from '@fairlead/core/plugin';
import { missing, type Node, text } from '@fairlead/core/reading';

/** Reading a Braintree object: what is the same of every processor, and here what is Braintree's own. */
export {
  child,
  children,
  instant,
  isRecord,
  type Node,
  node,
  optionalText,
  optionalTime,
  present,
  text,
  time,
} from '@fairlead/core/reading';

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
