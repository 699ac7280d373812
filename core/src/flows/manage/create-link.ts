import type { NewLink, Link as Shown } from '../../contract/api/links.ts';
import { edit } from '../../store/edited/edit.ts';
import { openLink, takenSlug } from '../../store/edited/slugs.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { showLink } from './link-view.ts';
import { refuseBadSlug } from './refuse-slug.ts';
import { referStanding } from './standing-enrollment.ts';

/**
 * A further link of an enrollment, under a slug of its own (F10).
 *
 * @throws Problem `unknown_reference`, `not_creditable`, `already_exists`
 */
export async function createLink(
  desk: Desk,
  scope: Scope,
  { enrollmentId, slug, ...members }: NewLink,
): Promise<Shown> {
  refuseBadSlug(slug);
  return edit(
    desk.engine.store,
    scope,
    async (em) => {
      const link = openLink(em, await referStanding(em, enrollmentId), slug, members);
      await em.flush();
      return showLink(desk, em, link);
    },
    () => takenSlug(slug),
  );
}
