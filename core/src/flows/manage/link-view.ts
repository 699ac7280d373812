import type { Link as Shown } from '../../contract/api/links.ts';
import type { Editor } from '../../store/edited/edit.ts';
import { slugsOfLinks } from '../../store/edited/links.ts';
import type { Link } from '../../store/entities/link.ts';
import type { Desk } from './desk.ts';

export async function showLinks({ publicUrl }: Desk, em: Editor, links: readonly Link[]): Promise<Shown[]> {
  const slugs = await slugsOfLinks(em, links);
  return links.map((link) => {
    const { id, enrollmentId, name, destinationUrl, createdAt, version } = link;
    const { slug, aliases } = slugs.get(id) ?? { slug: '', aliases: [] };
    return {
      id,
      enrollmentId,
      slug,
      aliases,
      name: name ?? null,
      destinationUrl: destinationUrl ?? null,
      url: `${publicUrl}/r/${slug}`,
      createdAt: createdAt.toISOString(),
      version,
    };
  });
}

/** Of one row there is always one. */
export async function showLink(desk: Desk, em: Editor, link: Link): Promise<Shown> {
  const [shown] = await showLinks(desk, em, [link]);
  return shown as Shown;
}
