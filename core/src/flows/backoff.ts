const firstPause = 10;
const longestPause = 6 * 3_600;
const mostTries = 12;

/**
 * Seconds until a failed delivery is tried again: 10 s × 2ⁿ up to 6 h, ±20% so that what failed together does not come back together. Null:
 * it has failed often enough and is parked.
 *
 * @param attempts tries before this one
 * @param chance in [0, 1)
 */
export function backoffSeconds(attempts: number, chance: number): number | null {
  if (attempts + 1 >= mostTries) return null;
  return Math.min(firstPause * 2 ** attempts, longestPause) * (0.8 + 0.4 * chance);
}
