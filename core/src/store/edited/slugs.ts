import { Enrollment } from '../entities/enrollment.ts';
import { Link } from '../entities/link.ts';
import { Slug } from '../entities/slug.ts';
import { newId } from '../ids.ts';
import type { Editor } from './edit.ts';

/** Of the server itself; organizations may have hosts of their own one day (F6). */
const host = '';

/** A slug that belongs to anybody, of this organization or another: the answer is the same, and says no more. */
export const takenSlug = (slug: string) => ({ slug_pkey: { field: 'slug', value: slug } });

/** A new link of an enrollment under a slug; a taken one fails when it is written. */
export function openLink(
  em: Editor,
  { organizationId, id: enrollmentId }: Enrollment,
  slug: string,
  members: { readonly name?: string; readonly destinationUrl?: string } = {},
): Link {
  const link = em.create(Link, { organizationId, id: newId(), enrollmentId, ...members });
  em.create(Slug, { host, slug, organizationId, linkId: link.id, enrollmentId });
  return link;
}

/** The slug row an enrollment's own slug stands for; null before it was approved. */
export async function slugOf(em: Editor, { id: enrollmentId, slug }: Enrollment): Promise<Slug | null> {
  return em.findOne(Slug, { host, slug, enrollmentId, alias: false });
}

/** A link gets another slug. The present one stays as an alias and is never given to another; going back to an alias is fine (F10). */
export async function renameSlug(em: Editor, present: Slug, slug: string): Promise<void> {
  const { organizationId, linkId, enrollmentId } = present;
  const earlier = await em.findOne(Slug, { host, slug, linkId });
  if (earlier === null) em.create(Slug, { host, slug, organizationId, linkId, enrollmentId });
  else earlier.alias = false;
  present.alias = true;
}

/** Whether anybody has this slug, through the door of redirects, or somebody of this organization applied for it. */
export async function isSlugKnown(em: Editor, slug: string): Promise<boolean> {
  if ((await em.count(Enrollment, { slug })) > 0) return true;
  return (await em.execute('select from find_link(?, ?)', [host, slug])).length > 0;
}
