import { type LineItem, Unreadable } from '@fairlead/core/plugin';
import { moneyOf, sumOf } from '../amounts.ts';
import { children, type Node, optionalBoolean, optionalId, optionalText, present } from '../read.ts';

/**
 * What an order was for, line by line, after discounts and without tax. A line that does not tell its share in the shop's currency leaves no items at
 * all: a base split over some of the lines would be split wrongly.
 */
export function lineItems(order: Node, currency: string): readonly LineItem[] {
  const included = optionalBoolean(order, 'taxes_included');
  const items = children(order, 'line_items').map((line) => lineItem(line, currency, included));
  return items.every((item) => item !== undefined) ? items : [];
}

function lineItem(line: Node, currency: string, taxesIncluded: boolean): LineItem | undefined {
  const price = moneyOf(line, 'price_set');
  const discounts = sumOf(children(line, 'discount_allocations'), 'amount_set', currency);
  const taxes = taxesIncluded ? sumOf(children(line, 'tax_lines'), 'price_set', currency) : 0n;
  if (price?.currency !== currency || discounts === undefined || taxes === undefined) return undefined;
  const quantity = quantityOf(line);
  return present({
    productId: optionalId(line, 'product_id'),
    name: optionalText(line, 'title') ?? optionalText(line, 'name'),
    quantity,
    amount: price.amount * BigInt(quantity) - discounts - taxes,
  });
}

function quantityOf(line: Node): number {
  const quantity = line.fields['quantity'] ?? 1;
  if (typeof quantity === 'number' && Number.isSafeInteger(quantity) && quantity >= 0) return quantity;
  throw new Unreadable(`${line.path}.quantity`, 'not a quantity');
}
