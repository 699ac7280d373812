import { Problem } from '../contract/errors.ts';

/** An amount of a body as it is counted with; its schema has seen to it that it is a whole number (M1). */
export const toMinor = (amount: number): bigint => BigInt(amount);

/**
 * An amount of an answer. Sums may pass 2^53 - 1, which a number cannot hold and JSON can: such a one stays a bigint, which the serializer
 * writes out digit by digit, though its type says number like everywhere else.
 */
export function toSum(amount: bigint): number {
  const number = Number(amount);
  return Number.isSafeInteger(number) ? number : (amount as unknown as number);
}

/**
 * Tax and shipping are parts of the amount, so together they are at most as much (C2).
 *
 * @throws Problem invalid_amount
 */
export function checkParts(body: { readonly amount: number; readonly tax?: number; readonly shipping?: number }): void {
  const { amount, tax = 0, shipping = 0 } = body;
  if (BigInt(tax) + BigInt(shipping) <= BigInt(amount)) return;
  const path = tax > amount || body.shipping === undefined ? '/tax' : '/shipping';
  throw new Problem(
    'invalid_amount',
    `Tax and shipping (${tax} + ${shipping}) are more than the amount (${amount}) they are part of.`,
    {
      errors: [{ in: 'body', path, message: 'is more than the amount it is part of', code: 'invalid_amount' }],
    },
  );
}
