import type { LineItem } from '@fairlead/core/plugin';
import { signedAmount } from '../amounts.ts';
import { child, children, count, descend, type Node, optionalText, present } from '../read.ts';

/**
 * What a transaction was for, line by line, after discounts and without tax. `details.line_items` holds all lines, whatever their number; a
 * delivery and a read both tell the product in it. Shape: `ITransactionLineItemNotificationResponse`.
 */
export function lineItems(transaction: Node): readonly LineItem[] {
  const details = descend(transaction, 'details');
  const lines = details === undefined ? [] : children(details, 'line_items');
  const totals = lines.map((line) => child(line, 'totals'));
  // A base split over some of the lines would be split wrongly.
  if (totals.includes(undefined)) return [];
  return lines.flatMap((line, index) => lineItem(line, totals[index]) ?? []);
}

function lineItem(line: Node, totals: Node | undefined): LineItem | undefined {
  const product = child(line, 'product');
  return (
    totals &&
    present({
      productId: product && optionalText(product, 'id'),
      name: product && optionalText(product, 'name'),
      quantity: count(line, 'quantity'),
      amount:
        signedAmount(totals, 'subtotal') - (totals.fields['discount'] == null ? 0n : signedAmount(totals, 'discount')),
    })
  );
}
