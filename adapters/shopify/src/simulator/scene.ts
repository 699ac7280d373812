import { createHash } from 'node:crypto';
import { formatDecimal } from '@fairlead/core/money';
import type { StoryInput } from '@fairlead/core/plugin';

/** What the objects of one story share: ids, times, money, evidence. */
export interface Scene {
  readonly shop: string;
  /** The shop's test orders. */
  readonly test: boolean;
  readonly currency: string;
  /** Of the order, minor units. */
  readonly total: bigint;
  /** 33% of it, and never nothing. */
  readonly third: bigint;
  readonly email: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly clickId: string | null;
  readonly couponCode: string | null;
  /** The same kind and number always name the same object of the story. */
  id(kind: string, number?: number): number;
  gid(kind: string, number?: number): string;
  /** As Shopify writes times, in the shop's offset; counted from the story's beginning. */
  at(seconds: number): string;
  /** Both sides of a `…_set`: the buyer paid in the shop's currency. */
  set(amount: bigint): MoneySet;
  decimal(amount: bigint): string;
}

export interface MoneySet {
  readonly shop_money: { readonly amount: string; readonly currency_code: string };
  readonly presentment_money: { readonly amount: string; readonly currency_code: string };
}

export function sceneOf(input: StoryInput): Scene {
  // Rounded up: a click of this very second still lies before the payment it led to.
  const began = Math.ceil(input.now.getTime() / 1000);
  const currency = input.currency.toUpperCase();
  const decimal = (amount: bigint): string => formatDecimal(amount, currency);
  const id = (kind: string, number = 1): number => idOf(`${input.id}/${kind}/${number}`);
  const attributes = { fairlead_click_id: input.clickId, fairlead_customer_key: input.customerKey };
  return {
    shop: input.account ?? 'fairlead-simulated.myshopify.com',
    test: !input.live,
    currency,
    total: input.amount,
    third: (input.amount * 33n + 99n) / 100n,
    email: input.email ?? `buyer-${input.id}@example.com`,
    attributes: Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    clickId: input.clickId ?? null,
    couponCode: input.couponCode ?? null,
    id,
    gid: (kind, number = 1) => `gid://shopify/${kind}/${id(kind, number)}`,
    at: (seconds) => inOffset(began + seconds),
    set: (amount) => {
      const money = { amount: decimal(amount), currency_code: currency };
      return { shop_money: money, presentment_money: money };
    },
    decimal,
  };
}

/** Thirteen digits, as today's ids have. */
const idOf = (text: string): number =>
  1_000_000_000_000 + Number(createHash('sha256').update(text).digest().readBigUInt64BE() % 8_000_000_000_000n);

const inOffset = (seconds: number): string => `${new Date((seconds - 18_000) * 1000).toISOString().slice(0, 19)}-05:00`;
