import { unitAmount } from '@fairlead/core/money';
import type { Step, Terms } from './terms.ts';

/** From where on a step holds: minor units of its currency, or sales; null where its terms are not complete. */
export function thresholdOf({ volume, sales }: Step, measure: Terms['measure']): bigint | null {
  if (measure === 'volume') return volume === undefined ? null : unitAmount(BigInt(volume.unit), volume.currency);
  return sales === undefined ? null : BigInt(sales);
}
