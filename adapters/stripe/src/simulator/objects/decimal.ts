import type Stripe from 'stripe';

/** Decimals are texts on the wire; the SDK's type is what it makes of them after parsing. */
export const decimal = (value: number): Stripe.Decimal => String(value) as unknown as Stripe.Decimal;
