import { optionalId, optionalText, time } from '../read.ts';
import { couponOf } from './coupons.ts';
import { learned, nothing, type ObjectReader, reading } from './reader.ts';

/**
 * A code redeemed outside of Checkout, on one invoice: it says which. One of a subscription or customer names no payment; the invoices it
 * takes something off do, by their `discounts`. Shape: `Discount` in `resources/Discounts.d.ts` (SDK 23.1.0).
 */
export const readDiscount: ObjectReader = ({ object: discount }) => {
  const invoice = optionalId(discount, 'invoice');
  const coupon = couponOf(discount);
  if (invoice === undefined || coupon === undefined) return nothing('no_invoice');
  if (optionalText(discount, 'checkout_session') !== undefined) return nothing('told_by_session');
  return reading([learned([invoice], time(discount, 'start'), undefined, { coupons: [coupon] })]);
};
