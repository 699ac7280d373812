import { slugMistake } from '../../domain/slug.ts';
import { refuseBody } from './refuse.ts';

/** @throws Problem `invalid_request` for a name that cannot be a slug, or that is reserved (I5) */
export function refuseBadSlug(slug: string): void {
  const mistake = slugMistake(slug);
  if (mistake === 'reserved') refuseBody('/slug', `'${slug}' is reserved: choose another`);
  if (mistake !== null) refuseBody('/slug', 'must be 3 to 64 of a-z, 0-9 and hyphens, without a hyphen at either end');
}
