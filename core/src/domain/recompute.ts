import type { Line } from './stored-fact.ts';
import { percentOf } from './money.ts';
import { halfUp } from './rounding.ts';

/**
 * A line as its own steps would make it on another base (R12, `recompute`). A stored line is enough, so that a closed credit needs neither
 * its terms nor the code of its model. Undefined where a step is none of the core's words for a step: nobody else knows what it meant.
 */
export function recompute({ steps }: Line, base: bigint): bigint | undefined {
  let amount: bigint | undefined = base;
  for (const { op, values } of steps) {
    amount = amount === undefined ? undefined : operations[op]?.(amount, values, base);
  }
  return steps.length === 0 ? undefined : amount;
}

type Operation = (amount: bigint, values: Line['steps'][number]['values'], base: bigint) => bigint | undefined;

const operations: Readonly<Record<string, Operation>> = {
  base: (_amount, _values, base) => base,
  rate: (amount, { ppm }) => (typeof ppm === 'number' ? percentOf(amount, ppm) : undefined),
  flat: (_amount, { result }) => whole(result),
  cap: (amount, { cap }) => least(amount, whole(cap)),
  budget: (amount, { result }) => least(amount, whole(result)),
  // Which tier was reached, and where in a schedule a payment stands, is no matter of its size.
  tiers: (amount) => amount,
  stretch: (amount) => amount,
  // An override begins with the working of its parent (C8).
  override: (amount, { ppm }) => (typeof ppm === 'number' ? percentOf(amount, ppm) : undefined),
  split: (amount, { ppm }) => (typeof ppm === 'number' ? halfUp(amount * BigInt(ppm), 1_000_000n) : undefined),
};

const whole = (value: unknown): bigint | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : undefined;

const least = (amount: bigint, most: bigint | undefined): bigint | undefined =>
  most !== undefined && amount < most ? amount : most;
