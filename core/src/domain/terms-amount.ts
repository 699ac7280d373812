import type { Converted } from '../contract/commission.ts';
import type { Currency } from '../contract/money.ts';
import { convertUnitAt, findRate, rateValues, type RateTable } from './exchange.ts';
import { unitAmount } from './money.ts';

interface Agreed {
  /** Millionths of the major unit (M2). */
  readonly unit: bigint;
  readonly currency: Currency;
}

/**
 * An amount of the terms in the currency of a payment, by X2 where that is another one. Null where there is no rate, or not yet: the payment is
 * parked `no_rate`, never guessed (M5).
 */
export function inCurrency(
  { unit, currency }: Agreed,
  wanted: { readonly currency: Currency | null; readonly occurredAt: string | null },
  rates: RateTable | undefined,
): Converted | null {
  if (currency === wanted.currency) return { amount: unitAmount(unit, currency), values: {} };
  if (wanted.currency === null || wanted.occurredAt === null || rates === undefined) return null;
  const found = findRate(rates, wanted.occurredAt, currency, wanted.currency);
  return found.found === 'rate' ? { amount: convertUnitAt(unit, found.rate), values: rateValues(found.rate) } : null;
}
