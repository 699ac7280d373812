import { exponentOf, isCurrency } from '@fairlead/core/money';

/** Percent as typed, in parts per million: `12.5` is 125 000. Null: no plain decimal with at most four digits behind the point. */
export const rateOfPercent = (text: string): number | null => scaled(text, 4);

/** Parts per million as percent: 125 000 is `12.5`. */
export const percentOfRate = (rate: number): string => unscaled(rate, 4, 0);

/** An agreed amount as typed, in millionths of the major unit: `5.00` is 5 000 000. Null: no plain decimal with at most six digits. */
export const millionthsOf = (text: string): number | null => scaled(text, 6);

/** Millionths as major units, with at least the digits of the currency: 5 000 000 is `5.00` USD. */
export const majorOf = (millionths: number, currency: string): string =>
  unscaled(millionths, 6, isCurrency(currency) ? exponentOf(currency) : 0);

/** The same to be read: `1,500.00`. */
export const groupedMajor = (millionths: number, currency: string): string =>
  majorOf(millionths, currency).replace(/^\d+/, (whole) => whole.replaceAll(/\B(?=(\d{3})+$)/g, ','));

/** An amount as typed, in minor units of its currency: `5.00` USD is 500. Null: no plain decimal, or with more digits than the currency has. */
export const minorOf = (text: string, currency: string): number | null =>
  isCurrency(currency) ? scaled(text, exponentOf(currency)) : null;

/** By digits alone, so that nothing is rounded. */
function scaled(text: string, digits: number): number | null {
  const [, whole, fraction = ''] = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || fraction.length > digits) return null;
  return Number(BigInt(whole + fraction.padEnd(digits, '0')));
}

function unscaled(value: number, digits: number, atLeast: number): string {
  const text = String(value).padStart(digits + 1, '0');
  const point = text.length - digits;
  const fraction = text.slice(point).replace(/0+$/, '').padEnd(atLeast, '0');
  return fraction === '' ? text.slice(0, point) : `${text.slice(0, point)}.${fraction}`;
}
