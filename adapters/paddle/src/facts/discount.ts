import { optionalText, text } from '../read.ts';
import { asOf, nothing, type ObjectReader, reading } from './reader.ts';

/**
 * Which code a `dsc_…` stands for: transactions name only the id. A discount without a code is given by the brand itself and redeemed by nobody.
 * Shape: `IDiscountNotificationResponse`.
 */
export const readDiscount: ObjectReader = (told) => {
  const { object: discount } = told;
  const codeId = text(discount, 'id');
  const code = optionalText(discount, 'code');
  if (code === undefined) return nothing('no_code');
  const active = optionalText(discount, 'status') === 'active';
  return reading([{ type: 'coupon.changed', occurredAt: asOf(told), code, codeId, active }]);
};
