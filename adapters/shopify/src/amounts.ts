import { isCurrency, parseDecimal } from '@fairlead/core/money';
import { Unreadable } from '@fairlead/core/plugin';
import { child, missing, type Node, optionalText } from './read.ts';

export interface Money {
  readonly amount: bigint;
  readonly currency: string;
}

/** Which side of a `…_set`: `shop` is the currency the brand keeps its books in, `presentment` the one the buyer saw and paid in. */
export type Side = 'shop' | 'presentment';

/** One side of a `…_set`; undefined where it is not told. */
export function moneyOf(from: Node, field: string, side: Side = 'shop'): Money | undefined {
  const set = child(from, field);
  const money = set && child(set, `${side}_money`);
  if (money === undefined) return undefined;
  const currency = currencyOf(money, 'currency_code') ?? currencyOf(money, 'currency');
  return currency === undefined ? undefined : { amount: amount(money, 'amount', currency), currency };
}

/** An ISO 4217 currency; `XXX`, which Shopify's sample deliveries hold, is none and is as good as not told. */
export function currencyOf(from: Node, field: string): string | undefined {
  const currency = optionalText(from, field)?.toUpperCase();
  if (currency === undefined || currency === 'XXX') return undefined;
  if (!isCurrency(currency)) throw new Unreadable(`${from.path}.${field}`, `${currency} is not an ISO 4217 currency`);
  return currency;
}

export function amount(from: Node, field: string, currency: string): bigint {
  return optionalAmount(from, field, currency) ?? missing(from, field, 'an amount');
}

/** A decimal text in ISO minor units (M1). A digit that would be lost is never rounded away: the delivery is quarantined. */
export function optionalAmount(from: Node, field: string, currency: string): bigint | undefined {
  const value = from.fields[field];
  if (value === null || value === undefined || value === '') return undefined;
  // A whole number has lost nothing; one with decimals has been a float.
  const whole = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : '';
  const written = typeof value === 'string' ? value : whole;
  try {
    return parseDecimal(written, currency);
  } catch {
    const shown = typeof value === 'string' || typeof value === 'number' ? value : typeof value;
    throw new Unreadable(
      `${from.path}.${field}`,
      `${shown} is no amount of ${currency}, or does not fit it without losing a digit`,
    );
  }
}

/** Σ of one field of objects on one side; undefined where one does not tell it, or in another currency. */
export function sumOf(list: readonly Node[], field: string, currency: string, side: Side = 'shop'): bigint | undefined {
  let total = 0n;
  for (const item of list) {
    const money = moneyOf(item, field, side);
    if (money?.currency !== currency) return undefined;
    total += money.amount;
  }
  return total;
}
