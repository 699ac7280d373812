import { id, text } from '../read.ts';
import { type ObjectReader, reading } from './reader.ts';

/**
 * Which code a `promo_…` stands for: sessions and discounts name only the id. Shape: `PromotionCode` in `resources/PromotionCodes.d.ts`.
 * There is no event for a deleted one; it is made inactive.
 */
export const readPromotionCode: ObjectReader = ({ object: promotion, asOf }) =>
  reading([
    {
      type: 'coupon.changed',
      occurredAt: asOf,
      code: text(promotion, 'code'),
      codeId: id(promotion, 'id'),
      active: promotion.fields['active'] === true,
    },
  ]);
