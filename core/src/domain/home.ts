import type { Currency } from '../contract/money.ts';
import { convertAt, findRate, type Rate, type RateTable } from './exchange.ts';
import { halfUp } from './rounding.ts';

/** How amounts of one payment are told in the organization's home currency (X1). */
export type Home =
  | { readonly state: 'same'; readonly currency: Currency }
  | { readonly state: 'converted'; readonly currency: Currency; readonly rate: Rate }
  /** The rates of this day are not stored yet: the amount waits for them. */
  | { readonly state: 'pending'; readonly currency: Currency; readonly awaits: string }
  /**
   * Shown as such and left out of totals with a notice; never 1:1. `not_published`: neither
   * the day before nor within the 7 days before it. `no_source`: no plugin gives rates.
   */
  | {
      readonly state: 'unavailable';
      readonly currency: Currency;
      readonly reason: 'not_published' | 'no_source';
    };

/** X1, X2: by the payment's own time, so that it never changes once the rates of the day before are stored. */
export function homeOf(table: RateTable | null, occurredAt: string, from: Currency, home: Currency): Home {
  if (from === home) return { state: 'same', currency: home };
  if (table === null) return { state: 'unavailable', currency: home, reason: 'no_source' };
  const found = findRate(table, occurredAt, from, home);
  if (found.found === 'rate') return { state: 'converted', currency: home, rate: found.rate };
  if (found.found === 'pending') return { state: 'pending', currency: home, awaits: found.awaits };
  return { state: 'unavailable', currency: home, reason: 'not_published' };
}

/** Minor units of the home currency, rounded once, half up; null: not known, or not yet. */
export function inHome(home: Home, amount: bigint): bigint | null {
  if (home.state === 'same') return amount;
  return home.state === 'converted' ? convertAt(amount, home.rate) : null;
}

/**
 * What of a line is taken back, in the home currency: the same part of the line's amount there, so that the original rate holds and all of
 * it is all of it (X1, R1).
 */
export function reversedInHome(home: Home, amount: bigint, reversed: bigint): bigint | null {
  const converted = inHome(home, amount);
  if (converted === null || amount === 0n) return converted;
  return halfUp(converted * reversed, amount);
}
