import { chance } from '../chance.ts';

/** How the deliveries of a story are sent. Processors promise neither order nor that each comes once. */
export interface Sending {
  readonly order: 'in-order' | 'shuffled';
  /** Of the shuffle: the same seed, the same order. */
  readonly seed: number;
  /** Each twice. */
  readonly double: boolean;
}

/** The deliveries as they are to be sent; doubled ones directly after each other, or anywhere when shuffled. */
export function inOrder<D>(deliveries: readonly D[], { order, seed, double }: Sending): readonly D[] {
  const all = double ? deliveries.flatMap((delivery) => [delivery, delivery]) : deliveries;
  return order === 'shuffled' ? shuffled(all, chance(seed)) : all;
}

function shuffled<D>(values: readonly D[], next: () => number): readonly D[] {
  const mixed = [...values];
  for (let index = mixed.length - 1; index > 0; index--) {
    const other = Math.floor(next() * (index + 1));
    [mixed[index], mixed[other]] = [mixed[other] as D, mixed[index] as D];
  }
  return mixed;
}
