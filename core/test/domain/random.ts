/** A small seeded generator: the same seed gives the same history on every machine. */
export interface Random {
  /** An integer in [0, below). */
  below(below: number): number;
  chance(percent: number): boolean;
  pick<V>(from: readonly V[]): V;
  /** A bigint in [0, most]. */
  upTo(most: bigint): bigint;
  shuffled<V>(values: readonly V[]): V[];
}

/** mulberry32 */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (most: number): number => next() % most;
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick: <V>(from: readonly V[]): V => from[below(from.length)] as V,
    upTo: (most) => ((BigInt(next()) << 32n) | BigInt(next())) % (most + 1n),
    shuffled<V>(values: readonly V[]): V[] {
      const all = [...values];
      for (let i = all.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [all[i], all[j]] = [all[j] as V, all[i] as V];
      }
      return all;
    },
  };
}
