import type { Currency } from '../contract/money.ts';
import { exponents } from './currencies.ts';
import { InvalidAmount, LossyAmount, UnknownCurrency } from './money-errors.ts';
import { halfUp } from './rounding.ts';

export type { Currency, Money } from '../contract/money.ts';
export { InvalidAmount, LossyAmount, UnknownCurrency } from './money-errors.ts';
export { allocate, halfUp, roundTogether } from './rounding.ts';

/** The largest amount JSON carries exactly (M1). */
export const largestAmount = BigInt(Number.MAX_SAFE_INTEGER);

/** All codes of the pinned ISO 4217 table, sorted. */
export const currencies: readonly Currency[] = [...exponents.keys()].sort();

/** Whether `code` is an active ISO 4217 code; upper case only, as amounts are kept. */
export const isCurrency = (code: string): boolean => exponents.has(code);

/** Decimal digits of the currency's minor unit (M1). Throws `UnknownCurrency`. */
export function exponentOf(currency: Currency): number {
  const exponent = exponents.get(currency);
  if (exponent === undefined) throw new UnknownCurrency(currency);
  return exponent;
}

/** `ppm` parts per million of `amount`, rounded once, half up (M2): 12.5% is 125 000. Both at least 0. */
export const percentOf = (amount: bigint, ppm: bigint | number): bigint => halfUp(amount * BigInt(ppm), 1_000_000n);

/** Minor units of `millionths` of the major unit, rounded once, half up (M2): 12 500 is 0.0125, so 1 cent of a dollar. At least 0. */
export const unitAmount = (millionths: bigint, currency: Currency): bigint =>
  halfUp(millionths * 10n ** BigInt(exponentOf(currency)), 1_000_000n);

/**
 * Reads a decimal in major units exactly: `10.10` USD is 1010n, `1000.0` JPY is 1000n. Zeros beyond the exponent are dropped; a non-zero
 * digit there, an exponent, a thousands separator or anything else that would need guessing throws `LossyAmount` (M1).
 */
export function parseDecimal(text: string, currency: Currency): bigint {
  const exponent = exponentOf(currency);
  const [, sign, whole, fraction = ''] = /^(-?)(\d{1,24})(?:\.(\d{1,24}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new LossyAmount(text, currency, 'not a plain decimal number');
  if (/[1-9]/.test(fraction.slice(exponent))) {
    throw new LossyAmount(text, currency, `more than ${exponent} decimal digits`);
  }
  const minor = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
  return withinJson(sign === '-' ? -minor : minor, text, currency);
}

/** The amount in major units with all digits of its currency: 1050n USD is `10.50`, 5n JPY is `5`. */
export function formatDecimal(amount: bigint, currency: Currency): string {
  const exponent = exponentOf(currency);
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, '0');
  const point = digits.length - exponent;
  const fraction = exponent === 0 ? '' : `.${digits.slice(point)}`;
  return `${amount < 0n ? '-' : ''}${digits.slice(0, point)}${fraction}`;
}

/**
 * An integer amount in a processor's own scale, in ISO minor units. Stripe sends ISK and UGX with two digits (500 is 5 ISK) and MGA with
 * none (5 is 500 in ISO); an amount that is no whole number of minor units throws `LossyAmount` (M1).
 */
export function fromScale(amount: bigint | number | string, processorExponent: number, currency: Currency): bigint {
  const text = String(amount);
  if (!/^-?\d{1,24}$/.test(text) || (typeof amount === 'number' && !Number.isSafeInteger(amount))) {
    throw new LossyAmount(text, currency, 'not an integer');
  }
  const shift = exponentOf(currency) - processorExponent;
  if (shift >= 0) return withinJson(BigInt(text) * 10n ** BigInt(shift), text, currency);
  const scale = 10n ** BigInt(-shift);
  if (BigInt(text) % scale !== 0n) throw new LossyAmount(text, currency, `not a whole multiple of ${scale}`);
  return withinJson(BigInt(text) / scale, text, currency);
}

function withinJson(minor: bigint, text: string, currency: Currency): bigint {
  if (minor > largestAmount || minor < -largestAmount)
    throw new LossyAmount(text, currency, 'beyond 2^53 - 1 minor units');
  return minor;
}

/** Guards an `amount` of JSON: an integer from 0 to 2^53 - 1 (M1). Whether 0 is allowed is the caller's rule. Throws `InvalidAmount`. */
export function toAmount(value: unknown): bigint {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    const shown = typeof value === 'number' ? String(value) : typeof value;
    throw new InvalidAmount(`expected an integer number of minor units, from 0 to 2^53 - 1, not ${shown}`);
  }
  if (value < 0) throw new InvalidAmount(`an amount is at least 0, not ${value}`);
  return BigInt(value);
}
