/** `numerator / denominator` rounded half up. Only non-negative rationals are rounded; a sign is put on afterwards (M2). */
export function halfUp(numerator: bigint, denominator: bigint): bigint {
  if (numerator < 0n || denominator <= 0n) {
    throw new RangeError(`halfUp takes a non-negative rational, not ${numerator}/${denominator}`);
  }
  return (2n * numerator + denominator) / (2n * denominator);
}

/**
 * Rounds several shares `numeratorᵢ / denominator` so that they add up to their sum, rounded half up: each gets its floor, and the
 * units missing go to the largest remainders, ties to the earlier (M3). Shares are at least 0.
 */
export function roundTogether(numerators: readonly bigint[], denominator: bigint): bigint[] {
  const [only] = numerators;
  if (only !== undefined && numerators.length === 1) return [halfUp(only, denominator)];
  const target = halfUp(
    numerators.reduce((sum, numerator) => sum + numerator, 0n),
    denominator,
  );
  const shares = numerators.map((numerator, index) => {
    if (numerator < 0n) throw new RangeError(`share ${index} is negative: ${numerator}/${denominator}`);
    return { index, floor: numerator / denominator, remainder: numerator % denominator };
  });
  const missing = Number(target - shares.reduce((sum, { floor }) => sum + floor, 0n));
  const byRemainder = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  const favoured = new Set(byRemainder.slice(0, missing).map(({ index }) => index));
  return shares.map(({ index, floor }) => (favoured.has(index) ? floor + 1n : floor));
}

/** Splits `total` in proportion to `weights`, to the last unit, ties to the earlier (M3). Weights are at least 0, and not all 0. */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  if (total < 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError('allocate takes a total and weights of at least 0');
  }
  if (sum === 0n) {
    if (total > 0n) throw new RangeError(`nothing to split ${total} by: all weights are 0`);
    return weights.map(() => 0n);
  }
  return roundTogether(
    weights.map((weight) => total * weight),
    sum,
  );
}
