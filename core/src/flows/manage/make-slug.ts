import { randomBytes } from 'node:crypto';
import { slugMistake, slugStem } from '../../domain/slug.ts';
import type { Editor } from '../../store/edited/edit.ts';
import { isSlugKnown } from '../../store/edited/slugs.ts';

/** Beyond this a number says nothing any more. */
const mostNamesakes = 9;

/**
 * A slug made from a name: `jane-doe`, for namesakes `jane-doe-2` … Somebody may take it at the same moment, which only writing tells:
 * `attempt` 2 and up then make one nobody has.
 */
export async function makeSlug(em: Editor, name: string, attempt: number): Promise<string> {
  const stem = slugStem(name);
  const candidates =
    attempt > 1 ? [] : [stem, ...Array.from({ length: mostNamesakes - 1 }, (_, i) => `${stem}-${i + 2}`)];
  for (const candidate of candidates) {
    if (stem !== '' && slugMistake(candidate) === null && !(await isSlugKnown(em, candidate))) return candidate;
  }
  return `${stem === '' ? 'link' : stem}-${randomBytes(4).toString('hex').slice(0, 5)}`;
}
