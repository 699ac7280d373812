import type { RefundState } from '../contract/refund-policy.ts';

/** An exact rational, in lowest terms, its denominator above 0. */
export type Fraction = RefundState['reversedBase'];

export const zero: Fraction = { numerator: 0n, denominator: 1n };

export const whole = (numerator: bigint): Fraction => ({ numerator, denominator: 1n });

export const add = (a: Fraction, b: Fraction): Fraction =>
  a.denominator === b.denominator
    ? reduced(a.numerator + b.numerator, a.denominator)
    : reduced(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

/** `a × numerator / denominator`; the denominator is above 0. */
export const times = (a: Fraction, numerator: bigint, denominator: bigint): Fraction =>
  reduced(a.numerator * numerator, a.denominator * denominator);

export function reduced(numerator: bigint, denominator: bigint): Fraction {
  if (denominator === 1n) return { numerator, denominator };
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}

/** For traces: `2400`, or `n/d` where it is no whole number. */
export const fractionText = ({ numerator, denominator }: Fraction): string =>
  denominator === 1n ? numerator.toString() : `${numerator}/${denominator}`;
