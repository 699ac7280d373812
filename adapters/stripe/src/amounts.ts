import { exponentOf, fromScale, isCurrency } from '@fairlead/core/money';
import { Unreadable } from '@fairlead/core/plugin';
import { child, children, integer, type Node, optionalInteger, text } from './read.ts';

/**
 * Stripe counts money in units of its own, which are not ISO 4217's everywhere (M1; docs.stripe.com/currencies, read 2026-11):
 * no decimals for the currencies below, three for five, two for all others, and two for ISK and UGX, whose unit has none.
 */
const zeroDecimals = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
const threeDecimals = new Set('BHD JOD KWD OMR TND'.split(' '));
const twoDecimalsAgainstIso = new Set(['ISK', 'UGX']);

/** Decimals of an amount as Stripe sends it; undefined for a currency whose scale at Stripe is not documented and would be a guess. */
export function stripeExponent(currency: string): number | undefined {
  if (zeroDecimals.has(currency)) return 0;
  if (threeDecimals.has(currency)) return 3;
  return twoDecimalsAgainstIso.has(currency) || exponentOf(currency) === 2 ? 2 : undefined;
}

/** The object's `currency`, upper case. */
export function currencyOf(from: Node): string {
  const currency = text(from, 'currency').toUpperCase();
  if (!isCurrency(currency)) throw new Unreadable(`${from.path}.currency`, `${currency} is not an ISO 4217 currency`);
  return currency;
}

/** An amount of a Stripe object in ISO minor units. A digit that would be lost is never rounded away: the delivery is quarantined. */
export function amount(from: Node, field: string, currency: string): bigint {
  return scaled(integer(from, field), `${from.path}.${field}`, currency);
}

export function optionalAmount(from: Node, field: string, currency: string): bigint | undefined {
  const given = optionalInteger(from, field);
  return given === undefined ? undefined : scaled(given, `${from.path}.${field}`, currency);
}

/** The sum of one amount over objects: taxes, discounts. */
export function sum(list: readonly Node[], field: string, currency: string): bigint {
  return list.reduce((total, item) => total + amount(item, field, currency), 0n);
}

/** The same over a list of the object: an empty list is nothing, an absent one is unknown. */
export function optionalSum(from: Node, list: string, field: string, currency: string): bigint | undefined {
  return Array.isArray(from.fields[list]) ? sum(children(from, list), field, currency) : undefined;
}

/**
 * Shipping without its own tax, from a `shipping_cost` (`ShippingCost` of invoices and sessions alike). `amount_subtotal` is before
 * discounts and, where tax is inclusive, with tax; the difference of the totals is right in every case.
 */
export function shippingOf(from: Node, currency: string): bigint | undefined {
  const cost = child(from, 'shipping_cost');
  return cost && amount(cost, 'amount_total', currency) - (optionalAmount(cost, 'amount_tax', currency) ?? 0n);
}

/** The way back, for the simulator: ISO minor units as Stripe sends them. */
export function toStripe(minor: bigint, currency: string): number {
  const unit = 10n ** BigInt(Math.max(0, -finer(currency)));
  if (minor % unit !== 0n)
    throw new RangeError(`Stripe cannot charge ${minor} minor units of ${currency}: it counts in ${unit}s`);
  return Number((minor * BigInt(stepOf(currency))) / unit);
}

/** The least amount that both Stripe and ISO can express, in Stripe's units: 100 for ISK. */
export const stepOf = (currency: string): number => 10 ** Math.max(0, finer(currency));

/** Decimals Stripe has more than ISO. */
const finer = (currency: string): number => (stripeExponent(currency) ?? exponentOf(currency)) - exponentOf(currency);

function scaled(given: bigint, path: string, currency: string): bigint {
  const exponent = stripeExponent(currency);
  if (exponent === undefined)
    throw new Unreadable(path, `how many decimals Stripe sends for ${currency} is not documented`);
  try {
    return fromScale(given, exponent, currency);
  } catch {
    throw new Unreadable(path, `${given} with ${exponent} decimals does not fit ${currency} without losing a digit`);
  }
}
