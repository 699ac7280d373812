import type { Stripe } from 'stripe';
import type { StripeApi } from '../api.ts';

export interface Span {
  readonly since: Date;
  readonly until: Date;
}

export interface Cursor {
  readonly limit: number;
  readonly starting_after?: string;
}

export interface Listed {
  readonly id: string;
}

/** A list page by page, newest first, as Stripe lists. */
export async function* pages<T extends Listed>(
  api: StripeApi,
  list: (stripe: Stripe, cursor: Cursor) => Promise<{ readonly data: readonly T[]; readonly has_more: boolean }>,
): AsyncGenerator<readonly T[]> {
  let after: string | undefined;
  do {
    const cursor = { limit: 100, ...(after !== undefined && { starting_after: after }) };
    const page = await api.ask(async (stripe) => list(stripe, cursor));
    yield page.data;
    after = page.has_more ? page.data.at(-1)?.id : undefined;
  } while (after !== undefined);
}

/** Stripe counts in whole seconds. */
export const createdWithin = ({ since, until }: Span) => ({
  created: { gte: Math.floor(since.getTime() / 1000), lt: Math.ceil(until.getTime() / 1000) },
});
