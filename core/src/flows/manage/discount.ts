import type { DiscountDuration, ParentCoupon } from '../../store/entities/parent-coupon.ts';
import { refuseBody } from './refuse.ts';

/** What codes inherit. */
export interface Discount {
  readonly percentOff: number | null;
  readonly amountOff: number | null;
  readonly currency: string | null;
  readonly duration: DiscountDuration;
  readonly months: number | null;
  readonly expiresAt: Date | null;
  readonly maxRedemptions: number | null;
  readonly connectionId: string | null;
}

export const discountOf = (parent: ParentCoupon): Discount => ({
  percentOff: parent.percentOff ?? null,
  amountOff: parent.amountOff ?? null,
  currency: parent.currency ?? null,
  duration: parent.duration,
  months: parent.months ?? null,
  expiresAt: parent.expiresAt ?? null,
  maxRedemptions: parent.maxRedemptions ?? null,
  connectionId: parent.connectionId ?? null,
});

/** Members of `a` that are others in `b`. */
export function differing(a: Discount, b: Discount): readonly (keyof Discount)[] {
  const told = (value: Discount[keyof Discount]): unknown => (value instanceof Date ? value.getTime() : value);
  return (Object.keys(a) as (keyof Discount)[]).filter((name) => told(a[name]) !== told(b[name]));
}

/** @throws Problem `invalid_request` for what cannot go together */
export function refuseContradictions({ percentOff, amountOff, currency, duration, months }: Discount): void {
  if ((percentOff === null) === (amountOff === null))
    refuseBody('/percentOff', 'and amountOff: give one of the two, and null for the other');
  if (amountOff !== null && currency === null) refuseBody('/currency', 'must say what amountOff is in');
  if (amountOff === null && currency !== null) refuseBody('/currency', 'goes only with amountOff');
  if (duration === 'months' && months === null) refuseBody('/months', 'must say how many');
  if (duration !== 'months' && months !== null)
    refuseBody('/months', `goes only with duration months, not ${duration}`);
}
