import type { LinkQuery, Link as Shown } from '../../contract/api/links.ts';
import { edit } from '../../store/edited/edit.ts';
import { find } from '../../store/edited/find.ts';
import { Link } from '../../store/entities/link.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { showLink, showLinks } from './link-view.ts';
import { readPageOf, type Shown as Page } from './read.ts';

export const readLink = (desk: Desk, scope: Scope, id: string): Promise<Shown> =>
  edit(desk.engine.store, scope, async (em) => showLink(desk, em, await find(em, kinds.link, id)));

export const listLinks = (desk: Desk, scope: Scope, { enrollmentId, ...page }: LinkQuery): Promise<Page<Shown>> => {
  const where = { ...(enrollmentId !== undefined && { enrollmentId }) };
  return readPageOf(desk, scope, page, { entity: Link, where }, (em, links) => showLinks(desk, em, links));
};
