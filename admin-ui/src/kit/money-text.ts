import { exponentOf, isCurrency } from '@fairlead/core/money';

/** Minor units as they arrive: an integer within 2^53, a bigint beyond, or either as text. */
export type Minor = number | bigint | string;

export interface MoneyParts {
  readonly sign: '' | '−' | '+';
  /** Symbol and whole units, grouped. */
  readonly whole: string;
  /** With its decimal separator; empty where the currency has no minor unit. */
  readonly fraction: string;
}

const formats = new Map<string, Intl.NumberFormat>();

/** The digits are the code's own exponent table's, never those of the browser: it rounds HUF and knows no new code. */
function formatOf(currency: string, digits: number): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(currency, made);
  return made;
}

/** Minor units as a plain decimal, exact: 1050 with 2 digits is `10.50`. */
export function decimalText(minor: Minor, digits: number): string {
  const value = BigInt(minor);
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  const point = text.length - digits;
  return `${value < 0n ? '-' : ''}${text.slice(0, point)}${digits === 0 ? '' : `.${text.slice(point)}`}`;
}

/** Sign, whole and fraction apart, so that decimal points stand under each other. The minus is U+2212. */
export function moneyParts(minor: Minor, currency: string, { signed = false } = {}): MoneyParts {
  const value = BigInt(minor);
  const digits = isCurrency(currency) ? exponentOf(currency) : 2;
  const decimal = decimalText(value < 0n ? -value : value, digits);
  // Given as text it is formatted exactly, however many digits it has.
  const parts = formatOf(currency, digits).formatToParts(decimal as unknown as number);
  const isFraction = (type: string): boolean => type === 'decimal' || type === 'fraction';
  const join = (keep: (type: string) => boolean): string =>
    parts
      .filter(({ type }) => keep(type))
      .map(({ value }) => value)
      .join('');
  return {
    sign: value < 0n ? '−' : signed && value > 0n ? '+' : '',
    whole: join((type) => !isFraction(type)),
    fraction: join(isFraction),
  };
}

/** In one piece, for sentences: `−$184.07`. */
export function moneyText(minor: Minor, currency: string, options?: { readonly signed?: boolean }): string {
  const { sign, whole, fraction } = moneyParts(minor, currency, options);
  return `${sign}${whole}${fraction}`;
}
