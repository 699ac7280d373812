/** So many pages of ids are read at once: an id is nothing beside what is read of it. */
const atOnce = 20;

/**
 * Ids in pages. Several lanes take from it in turns: a generator answers one call after the other.
 *
 * @param idsAfter the next ids in order; after null: from the first
 */
export async function* pagesOf(
  size: number,
  idsAfter: (after: string | null, most: number) => Promise<readonly string[]>,
): AsyncGenerator<readonly string[]> {
  for (let after: string | null = null; ; ) {
    const ids: readonly string[] = await idsAfter(after, size * atOnce);
    for (let at = 0; at < ids.length; at += size) yield ids.slice(at, at + size);
    after = ids.at(-1) ?? null;
    if (after === null) return;
  }
}
