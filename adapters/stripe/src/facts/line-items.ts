import { type LineItem, Unreadable } from '@fairlead/core/plugin';
import { amount, sum } from '../amounts.ts';
import { child, children, descend, type Node, optionalId, optionalInteger, optionalText, present } from '../read.ts';

/**
 * What an invoice was for, line by line, after discounts and without tax. Shape: `InvoiceLineItem` in `resources/InvoiceLineItems.d.ts`.
 *
 * A list that goes on (`has_more`: a delivery holds the first ten lines) gives no items at all: a base split over some of the lines would
 * be split wrongly.
 */
export function lineItems(invoice: Node, currency: string): readonly LineItem[] {
  const lines = child(invoice, 'lines');
  if (lines === undefined || lines.fields['has_more'] === true) return [];
  return children(lines, 'data').map((line) => lineItem(line, currency));
}

function lineItem(line: Node, currency: string): LineItem {
  const price = descend(line, 'pricing', 'price_details');
  return present({
    productId: price && optionalId(price, 'product'),
    name: optionalText(line, 'description'),
    quantity: quantity(line),
    amount: amount(line, 'amount', currency) - discounts(line, currency) - inclusiveTax(line, currency),
  });
}

/** `pretax_credit_amounts` holds discounts and billing credits; older invoices tell only `discount_amounts`. Both are positive. */
function discounts(line: Node, currency: string): bigint {
  const credits = children(line, 'pretax_credit_amounts');
  return sum(credits.length > 0 ? credits : children(line, 'discount_amounts'), 'amount', currency);
}

/** Exclusive tax is not part of a line's amount. */
function inclusiveTax(line: Node, currency: string): bigint {
  const taxes = children(line, 'taxes').filter((tax) => optionalText(tax, 'tax_behavior') === 'inclusive');
  return sum(taxes, 'amount', currency);
}

/** Null where a quantity makes no sense (tiers, metered use). */
function quantity(line: Node): number {
  const given = Number(optionalInteger(line, 'quantity') ?? 1n);
  if (!Number.isSafeInteger(given)) throw new Unreadable(`${line.path}.quantity`, 'not a quantity');
  return given;
}
