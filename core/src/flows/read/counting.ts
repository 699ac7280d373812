interface Group {
  readonly count: number;
}

export const countOf = (groups: readonly Group[]): number => groups.reduce((sum, { count }) => sum + count, 0);

/** How many are each of these words. */
export function countBy<const W extends string, G extends Group>(
  words: readonly W[],
  groups: readonly G[],
  wordOf: (group: G) => string,
): Record<W, number> {
  const counts = words.map((word) => [word, countOf(groups.filter((group) => wordOf(group) === word))] as const);
  return Object.fromEntries(counts) as Record<W, number>;
}
