import { raw } from '@mikro-orm/postgresql';
import { Link } from '../entities/link.ts';
import { Slug } from '../entities/slug.ts';
import type { Editor } from './edit.ts';

/** What a link is reached by. */
export interface LinkSlugs {
  readonly slug: string;
  /** Earlier ones, which still lead here, oldest first. */
  readonly aliases: string[];
}

export async function slugsOfLinks(em: Editor, links: readonly Link[]): Promise<ReadonlyMap<string, LinkSlugs>> {
  const rows = await em.find(
    Slug,
    { linkId: links.map(({ id }) => id) },
    { orderBy: [{ createdAt: 'asc' }, { slug: 'asc' }] },
  );
  const of = ({ id }: Link): LinkSlugs => {
    const own = rows.filter(({ linkId }) => linkId === id);
    const aliases = own.filter(({ alias }) => alias).map(({ slug }) => slug);
    return { slug: own.find(({ alias }) => !alias)?.slug ?? '', aliases };
  };
  return new Map(links.map((link) => [link.id, of(link)]));
}

/** The slug a link has now. */
export async function presentSlug(em: Editor, link: Link): Promise<Slug> {
  return em.findOneOrFail(Slug, { linkId: link.id, alias: false });
}

/** Counts up the version of a link whose slug was changed, which lies in another table. */
export async function touchLink(em: Editor, link: Link): Promise<void> {
  await em.flush();
  await em.nativeUpdate(Link, { id: link.id }, { version: raw<number>('version + 1') });
  await em.refresh(link);
}
