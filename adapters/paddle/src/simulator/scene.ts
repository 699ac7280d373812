import type { StoryInput } from '@fairlead/core/plugin';

/** What the objects of one story share: ids, times, money, evidence. */
export interface Scene {
  /** Upper case, as Paddle writes it. */
  readonly currency: Currency;
  /** Of every payment, in minor units. No tax is in it, so that a commission is easily checked. */
  readonly total: bigint;
  /** 33% of it, and never nothing. */
  readonly third: bigint;
  readonly email: string;
  readonly name: string;
  /** `custom_data` where an integrator puts the evidence. */
  readonly customData: Readonly<Record<string, string>> | null;
  readonly couponCode: string | null;
  /** `txn_<id>`: the same prefix and number always name the same object of the story. */
  ref(prefix: string, number?: number): string;
  /** RFC 3339 with microseconds, as Paddle writes it, counted in seconds from the story's beginning. */
  at(seconds: number): string;
}

/** The SDK lists the currencies Paddle sells in; a story may be told in any. */
export type Currency = 'USD';

export function sceneOf(input: StoryInput): Scene {
  const began = Math.ceil(input.now.getTime() / 1000) * 1000;
  const customData = {
    ...(input.clickId === undefined ? {} : { fairlead_click_id: input.clickId }),
    ...(input.customerKey === undefined ? {} : { fairlead_customer_key: input.customerKey }),
  };
  return {
    currency: input.currency.toUpperCase() as Currency,
    total: input.amount,
    third: (input.amount * 33n + 99n) / 100n,
    email: input.email ?? `buyer-${input.id}@example.com`,
    name: 'Zoë Müller-Çelik',
    customData: Object.keys(customData).length === 0 ? null : customData,
    couponCode: input.couponCode ?? null,
    ref: (prefix, number = 1) => `${prefix}_${input.id}${number === 1 ? '' : `n${number}`}`,
    at: (seconds) => new Date(began + seconds * 1000).toISOString().replace('Z', '000Z'),
  };
}

/** The id of a discount follows from its code, since one code stays one object however often a story is told. */
export const discountId = (code: string): string => `dsc_${Buffer.from(code).toString('hex')}`;
