import type { Claim, Pass, Values } from './attribution.ts';
import { millisecondsOf } from './instants.ts';

/** Nothing seen, or nothing that counts. */
export const pass = (reason: string, values: Values = {}): Pass => ({ outcome: 'pass', reason, values });

/** The whole payment for one enrollment. */
export const claim = (enrollmentId: string, reason: string, values: Values): Claim => ({
  outcome: 'claim',
  shares: [{ enrollmentId, weight: 1_000_000 }],
  reason,
  values,
});

/** Whole seconds since 1970 of an RFC 3339 time. Windows and locks count in these: processors tell no milliseconds (A2). */
export const wholeSeconds = (time: string): number => Math.floor(millisecondsOf(time) / 1000);

/** An amount as an operand of a reason. Throws beyond 2^53 - 1, where a JSON number is no longer exact (M1). */
export function operand(amount: bigint): number {
  const number = Number(amount);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${amount} is beyond 2^53 - 1 and cannot be told exactly`);
  return number;
}
