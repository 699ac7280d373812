import { formatDecimal } from '@fairlead/core/money';
import type { StoryInput } from '@fairlead/core/plugin';

/** What the objects of one story share: ids, times, money, evidence. */
export interface Scene {
  readonly live: boolean;
  readonly account: string;
  readonly currency: string;
  /** Of every payment, in minor units. No tax is in it, so that a commission is easily checked. */
  readonly total: bigint;
  /** 33% of it, and never nothing. */
  readonly third: bigint;
  readonly customer: Readonly<Record<string, string>>;
  readonly notes: Readonly<Record<string, string>>;
  /** A code and its id, the same however often a story is told. */
  readonly code: { readonly id: string; readonly code: string } | null;
  /** `pay_<id>`: the same prefix and number always name the same object of the story. */
  ref(prefix: string, number?: number): string;
  /** RFC 3339, counted in seconds from the story's beginning. */
  at(seconds: number): string;
  /** As Pennywhistle writes an amount: decimal text in major units. */
  decimal(amount: bigint): string;
}

export function sceneOf(input: StoryInput): Scene {
  const { id, live, account = 'acc_simulated', amount, currency, couponCode: code } = input;
  const began = Math.ceil(input.now.getTime() / 1000) * 1000;
  const ref = (prefix: string, number = 1): string => `${prefix}_${id}${number === 1 ? '' : `n${number}`}`;
  return {
    live,
    account,
    currency,
    total: amount,
    third: (amount * 33n + 99n) / 100n,
    customer: { id: ref('cus'), email: input.email ?? `buyer-${id}@example.com`, name: 'Zoë Müller-Çelik' },
    notes: {
      ...(input.clickId !== undefined && { fairlead_click_id: input.clickId }),
      ...(input.customerKey !== undefined && { fairlead_customer_key: input.customerKey }),
    },
    code: code === undefined ? null : { id: `code_${Buffer.from(code).toString('hex')}`, code },
    ref,
    at: (seconds) => new Date(began + seconds * 1000).toISOString(),
    decimal: (value) => formatDecimal(value, currency),
  };
}
