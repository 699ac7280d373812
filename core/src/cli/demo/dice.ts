import { chance } from '../chance.ts';

/** What a demo leaves to chance: the same seed, the same brand. */
export interface Dice {
  /** True in `part` of all cases. */
  readonly happens: (part: number) => boolean;
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  readonly oneOf: <T>(values: readonly [T, ...T[]]) => T;
  /** One of them, the more often the more it weighs. */
  readonly weighed: <T extends { readonly weight: number }>(values: readonly [T, ...T[]]) => T;
}

export function dice(seed: number): Dice {
  const next = chance(seed);
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    happens: (part) => next() < part,
    between,
    oneOf: (values) => values[between(0, values.length - 1)] ?? values[0],
    weighed: (values) => {
      let left = next() * values.reduce((sum, { weight }) => sum + weight, 0);
      return values.find(({ weight }) => (left -= weight) < 0) ?? values[0];
    },
  };
}
