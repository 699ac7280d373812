import { unitAmount } from '@fairlead/core/money';
import type { CommissionInput } from '@fairlead/core/plugin';
import type { Amount, Terms } from './terms.ts';

/** An amount of the terms in minor units of the sale's currency, by X2 where it is another one; null: there is no rate (M5). */
export function inSaleCurrency({ unit, currency }: Amount, sale: CommissionInput<Terms>): bigint | null {
  const millionths = BigInt(unit);
  return currency === sale.currency ? unitAmount(millionths, currency) : sale.convert({ unit: millionths, currency });
}
