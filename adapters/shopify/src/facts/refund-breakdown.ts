import { type Money, moneyOf, type Side } from '../amounts.ts';
import { children, type Node } from '../read.ts';

/** What a refund's lines and adjustments add up to on one side. */
interface Sums {
  readonly currency: string;
  readonly goods: bigint;
  readonly shipping: bigint;
  /** Of both. */
  readonly tax: bigint;
  readonly shippingTax: bigint;
}

export interface Breakdown {
  readonly shop: Sums;
  readonly presentment: Sums | undefined;
}

/** Money that moved, in the shop's currency, and what of it is tax and shipping (R1), where that is told. */
export interface Returned extends Money {
  readonly tax?: bigint;
  readonly shipping?: bigint;
}

export function breakdownOf(refund: Node): Breakdown | undefined {
  const shop = sumsOf(refund, 'shop');
  return shop && { shop, presentment: sumsOf(refund, 'presentment') };
}

/**
 * What was paid back, in the currency of the shop, in which the order was stated: by the exchange Shopify itself reckoned on the lines, and only where
 * they make up the very money that moved, with tax on top or within the prices. Otherwise it stays as paid, and another currency than the
 * payment's is set aside by the core (R6).
 */
export function inShopMoney(paid: Money, { shop, presentment }: Breakdown): Returned {
  for (const included of [false, true]) {
    const sameMoney = [shop, presentment].some(
      (sums) => sums?.currency === paid.currency && totalOf(sums, included) === paid.amount,
    );
    if (!sameMoney) continue;
    return {
      amount: totalOf(shop, included),
      currency: shop.currency,
      tax: shop.tax,
      shipping: shop.shipping - (included ? shop.shippingTax : 0n),
    };
  }
  return paid;
}

const totalOf = ({ goods, shipping, tax }: Sums, taxIncluded: boolean): bigint =>
  goods + shipping + (taxIncluded ? 0n : tax);

/** An adjustment is negative where money goes to the buyer; `shipping_refund` is one. Undefined where nothing is told, or nothing sensible. */
function sumsOf(refund: Node, side: Side): Sums | undefined {
  const currencies = new Set<string>();
  const of = (from: Node, field: string): bigint => {
    const money = moneyOf(from, field, side);
    if (money !== undefined) currencies.add(money.currency);
    return money?.amount ?? 0n;
  };
  let [goods, shipping, tax, shippingTax] = [0n, 0n, 0n, 0n];
  for (const line of children(refund, 'refund_line_items')) {
    goods += of(line, 'subtotal_set');
    tax += of(line, 'total_tax_set');
  }
  for (const adjustment of children(refund, 'order_adjustments')) {
    const [amount, itsTax] = [-of(adjustment, 'amount_set'), -of(adjustment, 'tax_amount_set')];
    tax += itsTax;
    if (adjustment.fields['kind'] === 'shipping_refund') {
      shipping += amount;
      shippingTax += itsTax;
    } else goods += amount;
  }
  const [currency, another] = currencies;
  if (currency === undefined || another !== undefined || tax < 0n || shipping < shippingTax) return undefined;
  return { currency, goods, shipping, tax, shippingTax };
}
