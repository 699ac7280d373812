import type { Values } from '../contract/attribution.ts';
import type { RateDay, RateSource } from '../contract/exchange-rates.ts';
import type { Currency } from '../contract/money.ts';
import { reduced } from './fraction.ts';
import { exponentOf } from './money.ts';
import { halfUp } from './rounding.ts';

/** What is known of a source when something is converted: its calendar and parities, and the days that matter, newest first. */
export interface RateTable {
  readonly source: Pick<RateSource, 'id' | 'pivot' | 'parities' | 'lastBefore'>;
  /** The newest day stored, whatever it holds; null: none is. */
  readonly newest: string | null;
  /** Stored days before the payment's date, newest first, at least the last 7 calendar days of them. */
  readonly days: readonly RateDay[];
}

/** How an amount was converted, so that a pocket calculator can follow it: `amount ÷ from × to`, rounded once, half up (X2). */
export interface Rate {
  readonly from: Currency;
  readonly to: Currency;
  readonly source: string;
  /** The day both legs are of; null: parities alone, or one and the same currency. */
  readonly day: string | null;
  /** Units of each for one of the pivot, as published. */
  readonly fromRate: string;
  readonly toRate: string;
}

export type FoundRate =
  | { readonly found: 'rate'; readonly rate: Rate }
  /** The last working day before is not stored yet: the amount waits for it. */
  | { readonly found: 'pending'; readonly awaits: string }
  /** Not published within the 7 days before, or never. Never 1:1. */
  | { readonly found: 'unavailable' };

const mostDaysOld = 7;

/** X2: the latest day strictly before the payment's UTC date on which both legs are published. */
export function findRate(table: RateTable, occurredAt: string, from: Currency, to: Currency): FoundRate {
  const { source } = table;
  const date = new Date(occurredAt).toISOString().slice(0, 10);
  const fixed = [from, to].map((currency) => fixedRate(source, currency, date));
  const [fromFixed, toFixed] = fixed;
  if (typeof fromFixed === 'string' && typeof toFixed === 'string') {
    return rateOf(table, null, from, to, fromFixed, toFixed);
  }
  const awaits = source.lastBefore(date);
  if (table.newest === null || table.newest < awaits) return { found: 'pending', awaits };
  for (const { day, rates } of table.days) {
    if (day >= date) continue;
    const [fromRate, toRate] = [fromFixed ?? rates[from], toFixed ?? rates[to]];
    if (fromRate === undefined || toRate === undefined) continue;
    if (daysBetween(day, date) > mostDaysOld) break;
    return rateOf(table, day, from, to, fromRate, toRate);
  }
  return { found: 'unavailable' };
}

const rateOf = (
  { source }: RateTable,
  day: string | null,
  from: Currency,
  to: Currency,
  fromRate: string,
  toRate: string,
): FoundRate => ({ found: 'rate', rate: { from, to, source: source.id, day, fromRate, toRate } });

/** The pivot against itself, and irrevocable parities from their day on. */
function fixedRate({ pivot, parities }: RateTable['source'], currency: Currency, date: string): string | undefined {
  if (currency === pivot) return '1';
  const parity = parities[currency];
  return parity !== undefined && parity.from <= date ? parity.rate : undefined;
}

const daysBetween = (earlier: string, later: string): number =>
  Math.round((Date.parse(`${later}T00:00:00Z`) - Date.parse(`${earlier}T00:00:00Z`)) / 86_400_000);

/** Minor units of `rate.to` for minor units of `rate.from`, at least 0; exact until it is rounded once, half up (M2, X2). */
export function convertAt(amount: bigint, rate: Rate): bigint {
  const { numerator, denominator } = ratioOf(rate);
  return halfUp(amount * numerator, denominator);
}

/** The same for an amount of terms, in millionths of the major unit (M2, M5). */
export function convertUnitAt(millionths: bigint, rate: Rate): bigint {
  const { numerator, denominator } = ratioOf(rate);
  const inMinor = 10n ** BigInt(exponentOf(rate.from));
  return halfUp(millionths * inMinor * numerator, 1_000_000n * denominator);
}

/** From one currency to another, exactly, with what tells how. */
export interface Converter {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly values: Values;
}

export const converterOf = (rate: Rate): Converter => ({ ...ratioOf(rate), values: rateValues(rate) });

/** Rounded up: what it costs at most (C5). Without a converter it is in that currency already. */
export const roundedUp = (amount: bigint, by: Converter | null): bigint =>
  by === null ? amount : (amount * by.numerator + by.denominator - 1n) / by.denominator;

/** The most that, converted and rounded up, comes to no more than `left` (C5). */
export const mostWithin = (left: bigint, by: Converter | null): bigint =>
  by === null ? left : (left * by.denominator) / by.numerator;

/** Minor units of `to` for one minor unit of `from`, as an exact fraction. */
export function ratioOf({ from, to, fromRate, toRate }: Rate): { numerator: bigint; denominator: bigint } {
  const [a, b] = [decimal(fromRate), decimal(toRate)];
  const toMinor = 10n ** BigInt(exponentOf(to));
  const fromMinor = 10n ** BigInt(exponentOf(from));
  return reduced(b.digits * a.scale * toMinor, b.scale * a.digits * fromMinor);
}

function decimal(text: string): { digits: bigint; scale: bigint } {
  const [, whole = '', fraction = ''] = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text) ?? [];
  const digits = BigInt(`${whole}${fraction}` || '0');
  if (digits === 0n) throw new RangeError(`'${text}' is no rate: a plain decimal above 0`);
  return { digits, scale: 10n ** BigInt(fraction.length) };
}

/** The rate of a conversion as operands of a step, so that it can be followed. */
export const rateValues = ({ source, day, fromRate, toRate }: Rate) => ({
  rateSource: source,
  rateDay: day,
  fromRate,
  toRate,
});
