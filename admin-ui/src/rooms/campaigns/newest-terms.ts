import { get } from '../../api/client.ts';

interface Numbered {
  readonly number: number;
}

/** The newest version of terms there is now; its number is what the next one is written after. */
export async function newestTerms<T extends Numbered>(
  path: string,
): Promise<(T & { readonly version: number }) | undefined> {
  const { data } = await get<{ readonly data: readonly T[] }>(path, { take: 1 });
  const [newest] = data;
  return newest === undefined ? undefined : { ...newest, version: newest.number };
}
