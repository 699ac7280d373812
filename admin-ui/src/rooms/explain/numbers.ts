import { exponentOf, isCurrency } from '@fairlead/core/money';
import { percentOfRate } from '../../kit/form/decimals.ts';

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** `3000`, `625.5` or `100/3`, as the trace tells what was not rounded. */
export function fractionOf(text: string): Fraction {
  const [over = '0', under = '1'] = text.split('/');
  return { over: wholeOf(over) * 10n ** digitsOf(under), under: wholeOf(under) * 10n ** digitsOf(over) };
}

const digitsOf = (text: string): bigint => BigInt(text.split('.')[1]?.length ?? 0);
const wholeOf = (text: string): bigint => BigInt(text.replace('.', ''));

export const areEqual = (a: Fraction, b: Fraction): boolean => a.over * b.under === b.over * a.under;

/**
 * An amount in minor units that was not rounded, in major units: `6.25`, `0.625`, `5.438815…`. At least the digits of the currency; what
 * does not end is cut after six, and says so.
 */
export function exactText(exact: string, currency: string): string {
  const digits = BigInt(isCurrency(currency) ? exponentOf(currency) : 2);
  const { over, under } = fractionOf(exact);
  const divisor = under * 10n ** digits;
  const sign = over < 0n ? '−' : '';
  const positive = over < 0n ? -over : over;
  const scaled = (positive * 1_000_000n) / divisor;
  const ends = (positive * 1_000_000n) % divisor === 0n;
  const text = scaled.toString().padStart(7, '0');
  const fraction = ends ? text.slice(-6).replace(/0+$/, '').padEnd(Number(digits), '0') : text.slice(-6);
  const whole = text.slice(0, -6).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}${ends ? '' : '…'}`;
}

/** Minor units in major units, without the currency: for formulas. */
export const plain = (minor: number | bigint, currency: string): string => exactText(String(minor), currency);

/** Whether rounding changed it. */
export const isWhole = (exact: string): boolean => {
  const { over, under } = fractionOf(exact);
  return over % under === 0n;
};

/** Parts per million as percent: 250 000 is `25%`. */
export const percentText = (ppm: number): string => `${percentOfRate(ppm)}%`;
