import { moneyOf, sumOf } from '../amounts.ts';
import { children, type Node, optionalBoolean } from '../read.ts';

/**
 * Shipping within the total, without its own tax: each line's price less its discounts, and less its tax where the shop's prices contain it.
 * `total_shipping_price_set` is before discounts, and is asked only where the lines are not told.
 */
export function shippingOf(order: Node, currency: string): bigint | undefined {
  const lines = children(order, 'shipping_lines');
  if (!Array.isArray(order.fields['shipping_lines'])) {
    const total = moneyOf(order, 'total_shipping_price_set');
    return total?.currency === currency ? total.amount : undefined;
  }
  const included = optionalBoolean(order, 'taxes_included');
  let shipping = 0n;
  for (const line of lines) {
    const price = moneyOf(line, 'price_set');
    const discounts = sumOf(children(line, 'discount_allocations'), 'amount_set', currency);
    const taxes = included ? sumOf(children(line, 'tax_lines'), 'price_set', currency) : 0n;
    if (price?.currency !== currency || discounts === undefined || taxes === undefined) return undefined;
    shipping += price.amount - discounts - taxes;
  }
  return shipping < 0n ? undefined : shipping;
}
