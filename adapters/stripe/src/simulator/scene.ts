import type { StoryInput } from '@fairlead/core/plugin';
import { stepOf, toStripe } from '../amounts.ts';

/** What the objects of one story share: ids, times, money, evidence. */
export interface Scene {
  readonly live: boolean;
  /** Lower case, as Stripe writes it. */
  readonly currency: string;
  /** Of every payment, in Stripe's units, as are all amounts of the objects. */
  readonly total: number;
  /** 33% of it, and never nothing. */
  readonly third: number;
  readonly email: string;
  readonly name: string;
  /** Metadata where an integrator puts the evidence. */
  readonly metadata: Record<string, string>;
  readonly clickId: string | null;
  readonly couponCode: string | null;
  /** `in_<id>`: the same prefix and number always name the same object of the story. */
  ref(prefix: string, number?: number): string;
  /** Unix seconds, counted from the story's beginning. */
  at(seconds: number): number;
}

export function sceneOf(input: StoryInput): Scene {
  // Rounded up: a click of this very second still lies before the payment it led to.
  const began = Math.ceil(input.now.getTime() / 1000);
  const currency = input.currency.toUpperCase();
  const total = toStripe(input.amount, currency);
  const step = stepOf(currency);
  const mode = input.live ? 'live' : 'test';
  return {
    live: input.live,
    currency: input.currency.toLowerCase(),
    total,
    third: Number((BigInt(total / step) * 33n + 99n) / 100n) * step,
    email: input.email ?? `buyer-${input.id}@example.com`,
    name: 'Zoë Müller-Çelik',
    metadata: {
      ...(input.clickId === undefined ? {} : { fairlead_click_id: input.clickId }),
      ...(input.customerKey === undefined ? {} : { fairlead_customer_key: input.customerKey }),
    },
    clickId: input.clickId ?? null,
    couponCode: input.couponCode ?? null,
    ref: (prefix, number = 1) =>
      `${prefix === 'cs' ? `cs_${mode}` : prefix}_${input.id}${number === 1 ? '' : `n${number}`}`,
    at: (seconds) => began + seconds,
  };
}

/** The id of a promotion code follows from the code, since one code stays one object however often a story is told. */
export const promotionCodeId = (code: string): string => `promo_${Buffer.from(code).toString('hex')}`;
