import type { CommissionInput } from '@fairlead/core/plugin';
import { type Earned, percentage, percentages } from '@fairlead/core/working';
import type { Terms } from './terms.ts';

/** C1: the rate of the coupon that credited, else of each product, else the rate. */
export function atItsRates(sale: CommissionInput<Terms>, rate: number): Earned {
  const { products = [], coupons = [] } = sale.terms;
  const ofCoupon = coupons.find(({ code }) => code.toUpperCase() === sale.coupon);
  if (ofCoupon !== undefined) return percentage(sale, ofCoupon.rate, { coupon: ofCoupon.code });
  const rates = new Map(products.map((one) => [one.product, one.rate]));
  if (!sale.items.some(({ productId }) => productId !== undefined && rates.has(productId)))
    return percentage(sale, rate);
  const parts = sale.items.map(({ productId, base }) => {
    const own = productId === undefined ? undefined : rates.get(productId);
    return { product: productId ?? null, base, rate: own ?? rate };
  });
  return percentages(sale, parts);
}
