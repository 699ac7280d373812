import type { LineItem } from '../contract/facts.ts';
import { allocate } from './rounding.ts';

/** A line item with its part of the commission base. */
export interface ItemBase extends Pick<LineItem, 'productId' | 'name' | 'quantity'> {
  readonly base: bigint;
}

/**
 * Splits a base over line items by their amounts, to the last unit, ties to the earlier (M3). A negative item (a credit for unused time)
 * reduces its own product first; what is left of it reduces all in proportion, which leaves the proportions as they are (C2). No items
 * where there is nothing to split by: the whole base then stands by itself.
 */
export function itemBases(items: readonly LineItem[], base: bigint): readonly ItemBase[] {
  const weights = reducedAmounts(items);
  if (weights.every((weight) => weight === 0n)) return [];
  const parts = allocate(base, weights);
  return items.map(({ productId, name, quantity }, index) => ({
    ...(productId === undefined ? {} : { productId }),
    ...(name === undefined ? {} : { name }),
    quantity,
    base: parts[index] ?? 0n,
  }));
}

/** Each item's amount after the negative ones of its own product, at least 0. */
function reducedAmounts(items: readonly LineItem[]): bigint[] {
  const amounts = items.map(({ amount }) => (amount > 0n ? amount : 0n));
  const products = Map.groupBy(items.keys(), (index) => items[index]?.productId);
  for (const [productId, indexes] of products) {
    const credit = sum(indexes.map((index) => items[index]?.amount ?? 0n).filter((amount) => amount < 0n));
    if (productId === undefined || credit === 0n) continue;
    const full = indexes.map((index) => amounts[index] ?? 0n);
    const left = sum(full) + credit;
    const parts = left > 0n ? allocate(left, full) : full.map(() => 0n);
    for (const [position, index] of indexes.entries()) amounts[index] = parts[position] ?? 0n;
  }
  return amounts;
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, amount) => all + amount, 0n);
