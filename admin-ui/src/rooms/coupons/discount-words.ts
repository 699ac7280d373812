import type { ParentCoupon } from '@fairlead/core/api';
import { dayText } from '../../kit/dates.ts';
import { percentOfRate } from '../../kit/form/decimals.ts';
import { moneyText } from '../../kit/money-text.ts';

type Discount = Pick<ParentCoupon, 'percentOff' | 'amountOff' | 'currency' | 'duration' | 'months'>;

/** `20% off the first 3 months`. */
export function discountWords({ percentOff, amountOff, currency, duration, months }: Discount): string {
  const off = percentOff === null ? moneyText(amountOff ?? 0, currency ?? '') : `${percentOfRate(percentOff)}%`;
  const long = { once: 'once', months: `the first ${months} months`, forever: 'for good' }[duration];
  return `${off} off, ${months === 1 ? 'the first month' : long}`;
}

/** What bounds each code, in a few words; empty: nothing. */
export function boundWords({ expiresAt, maxRedemptions }: ParentCoupon, timeZone: string): string {
  const bounds = [
    ...(expiresAt === null ? [] : [`until ${dayText(expiresAt, timeZone)}`]),
    ...(maxRedemptions === null ? [] : [`${maxRedemptions.toLocaleString('en')} times each`]),
  ];
  return bounds.join(', ');
}
