/** `, did you mean 'rate'?` when one of the known words is a slip away from what was written, else nothing. */
export function didYouMean(written: string, known: readonly string[]): string {
  const close = known
    .map((word) => ({ word, distance: editDistance(written.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, distance }) => distance <= Math.max(1, Math.floor(word.length / 3)))
    .sort((a, b) => a.distance - b.distance)[0];
  return close ? `did you mean '${close.word}'? ` : '';
}

/** Levenshtein distance: how many letters must be put in, taken out or replaced. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [i, letter] of from.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of to.split('').entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** `a, b and c`, or the given words where there are none. */
export const listed = (words: readonly string[], none: string): string =>
  words.length === 0 ? none : words.map((word) => `'${word}'`).join(', ');
