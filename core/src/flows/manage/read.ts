import { edit, type Editor } from '../../store/edited/edit.ts';
import { find, type Kind } from '../../store/edited/find.ts';
import { type Listing, type PageQuery, pageOf } from '../../store/edited/page.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';

/** What a list answers with. */
export interface Shown<V> {
  readonly data: V[];
  readonly nextCursor: string | null;
  readonly total: number;
}

interface Row {
  readonly id: string;
}

/** @throws Problem `not_found` */
export async function readOne<E extends Row, V>(
  { engine }: Desk,
  scope: Scope,
  kind: Kind<E>,
  id: string,
  show: (row: E) => V,
): Promise<V> {
  return edit(engine.store, scope, async (em) => show(await find(em, kind, id)));
}

/** @throws Problem `invalid_request` for a cursor of another list */
export async function readPage<E extends Row, V>(
  desk: Desk,
  scope: Scope,
  query: PageQuery,
  listing: Listing<E>,
  show: (row: E) => V,
): Promise<Shown<V>> {
  return readPageOf(desk, scope, query, listing, async (_em, rows) => rows.map(show));
}

/** As `readPage`, for rows that are shown with what lies in other tables: all of them are shown at once. */
export async function readPageOf<E extends Row, V>(
  { engine }: Desk,
  scope: Scope,
  query: PageQuery,
  listing: Listing<E>,
  showAll: (em: Editor, rows: readonly E[]) => Promise<V[]>,
): Promise<Shown<V>> {
  return edit(engine.store, scope, async (em) => {
    const { rows, nextCursor, total } = await pageOf(em, listing, query);
    return { data: await showAll(em, rows), nextCursor, total };
  });
}
