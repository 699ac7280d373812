import type { LinkChange, Link as Shown } from '../../contract/api/links.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { find, hold } from '../../store/edited/find.ts';
import { presentSlug, touchLink } from '../../store/edited/links.ts';
import { renameSlug, takenSlug } from '../../store/edited/slugs.ts';
import type { Enrollment } from '../../store/entities/enrollment.ts';
import type { Link } from '../../store/entities/link.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { showLink } from './link-view.ts';
import { refuseBadSlug } from './refuse-slug.ts';

/**
 * Changes where a link leads, its name or its slug; the earlier slug goes on as an alias (F10).
 *
 * @throws Problem `not_found`, `stale_version`, `already_exists`
 */
export async function changeLink(desk: Desk, scope: Scope, id: string, change: LinkChange): Promise<Shown> {
  const { version, slug, ...members } = change;
  if (slug !== undefined) refuseBadSlug(slug);
  return edit(
    desk.engine.store,
    scope,
    async (em) => {
      // The enrollment first, as everywhere: two requests that hold both in turn would wait for each other.
      const { enrollmentId } = await find(em, kinds.link, id);
      const enrollment = await hold(em, kinds.enrollment, enrollmentId);
      const link = await hold(em, kinds.link, id, version);
      em.assign(link, members);
      if (slug !== undefined) await changeSlug(em, link, enrollment, slug);
      await em.flush();
      return showLink(desk, em, link);
    },
    () => takenSlug(slug ?? ''),
  );
}

/** The link an enrollment is known by gives it its slug. */
async function changeSlug(em: Editor, link: Link, enrollment: Enrollment, slug: string): Promise<void> {
  const present = await presentSlug(em, link);
  if (present.slug === slug) return;
  if (enrollment.slug === present.slug) enrollment.slug = slug;
  await renameSlug(em, present, slug);
  await touchLink(em, link);
}
