import type { CouponGiven } from '@fairlead/core/plugin';
import { child, children, type Node, optionalId } from '../read.ts';

/**
 * Redeemed codes in a `discounts` list. Stripe tells the id of a promotion code (`promo_…`), not what the buyer typed; `coupon.changed`
 * facts say which code an id stands for. Only ids are taken, even from an expanded promotion code, so that content does not depend on
 * `expand[]`. A discount without a promotion code is told by its coupon's id. Bare discount ids (`di_…`, what a delivery of an invoice
 * holds) say nothing.
 *
 * Shapes: `Session.Discount` has `coupon` and `promotion_code`; `Discount` has `promotion_code` and `source.coupon` (SDK 23.1.0).
 */
export function couponsOf(from: Node): readonly CouponGiven[] {
  const ids = children(from, 'discounts').map((discount) => couponOf(discount)?.codeId);
  return [...new Set(ids.filter((id) => id !== undefined))].map((codeId) => ({ codeId }));
}

/** Of one discount. */
export function couponOf(discount: Node): { readonly codeId: string } | undefined {
  const source = child(discount, 'source') ?? discount;
  const codeId = optionalId(discount, 'promotion_code') ?? optionalId(source, 'coupon');
  return codeId === undefined ? undefined : { codeId };
}

/** Whether discounts are told by bare ids, as in the delivery of an invoice. */
export function hasBareDiscounts({ fields }: Node): boolean {
  const discounts: unknown = fields['discounts'];
  return Array.isArray(discounts) && discounts.some((discount) => typeof discount === 'string');
}
