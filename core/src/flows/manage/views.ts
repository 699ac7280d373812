import type {
  NewSavedView,
  SavedViewChange,
  SavedViewPage,
  SavedViewQuery,
  SavedView as Shown,
} from '../../contract/api/views.ts';
import { Problem } from '../../contract/errors.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { hold } from '../../store/edited/find.ts';
import { pageOf } from '../../store/edited/page.ts';
import { SavedView } from '../../store/entities/saved-view.ts';
import { newId } from '../../store/ids.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';

/** One's own views and those that are shared, the newest first. @throws Problem `invalid_request` for a cursor of another list */
export async function listViews({ engine }: Desk, scope: Scope, query: SavedViewQuery): Promise<SavedViewPage> {
  const { list, ...page } = query;
  const where = {
    ...(list !== undefined && { list }),
    $or: [{ owner: scope.actor }, { shared: true }],
  };
  return edit(engine.store, scope, async (em) => {
    const { rows, ...rest } = await pageOf(em, { entity: SavedView, where }, page);
    return { data: rows.map((row) => show(row, scope)), ...rest };
  });
}

/** `filters` and `sort` were held against the grammar of the list already. */
export async function createView({ engine }: Desk, scope: Scope, given: NewSavedView): Promise<Shown> {
  return edit(engine.store, scope, async (em) => {
    const { name, list, filters, columns = null, sort = null, shared = false } = given;
    const { organizationId, actor: owner } = scope;
    const id = newId();
    const row = em.create(SavedView, { organizationId, id, owner, name, list, filters, columns, sort, shared });
    await em.flush();
    return show(row, scope);
  });
}

/** For its list, before a change is held against it. @throws Problem `not_found` */
export async function readView({ engine }: Desk, scope: Scope, id: string): Promise<Shown> {
  return edit(engine.store, scope, async (em) => show(await heldView(em, scope, id), scope));
}

/** One's own, or a shared one. @throws Problem `not_found`, `stale_version` */
export async function changeView(
  { engine }: Desk,
  scope: Scope,
  id: string,
  { version, ...change }: SavedViewChange,
): Promise<Shown> {
  return edit(engine.store, scope, async (em) => {
    const row = await heldView(em, scope, id, version);
    em.assign(row, change);
    await em.flush();
    return show(row, scope);
  });
}

/** @throws Problem `not_found` */
export async function removeView({ engine }: Desk, scope: Scope, id: string): Promise<void> {
  return edit(engine.store, scope, async (em) => {
    em.remove(await heldView(em, scope, id));
    await em.flush();
  });
}

/** Somebody else's own view is not there. */
async function heldView(em: Editor, scope: Scope, id: string, version?: number): Promise<SavedView> {
  const row = await hold(em, kinds.view, id, version);
  if (row.shared || row.owner === scope.actor) return row;
  throw new Problem('not_found', `there is no view ${id} in this organization`);
}

const show = (row: SavedView, { actor }: Scope): Shown => ({
  id: row.id,
  name: row.name,
  list: row.list as Shown['list'],
  filters: row.filters,
  columns: row.columns === null || row.columns === undefined ? null : [...row.columns],
  sort: row.sort ?? null,
  shared: row.shared,
  mine: row.owner === actor,
  createdAt: row.createdAt.toISOString(),
  version: row.version,
});
