import type { ConnectionQuery, Connection as Shown } from '../../contract/api/connections.ts';
import { Connection } from '../../store/entities/connection.ts';
import type { Scope } from '../../store/session.ts';
import { oneWithHealth, showConnection, withHealth } from './connection-view.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { readOne, readPage, type Shown as Page } from './read.ts';

export const readConnection = async (desk: Desk, scope: Scope, id: string): Promise<Shown> =>
  oneWithHealth(desk, scope, await readOne(desk, scope, kinds.connection, id, (row) => showConnection(desk, row)));

export async function listConnections(
  desk: Desk,
  scope: Scope,
  { adapter, ...page }: ConnectionQuery,
): Promise<Page<Shown>> {
  const listing = {
    entity: Connection,
    where: { ...(adapter !== undefined && { adapter }) },
    sortings: { name: 'name' },
  } as const;
  const { data, ...rest } = await readPage(desk, scope, page, listing, (row) => showConnection(desk, row));
  return { data: await withHealth(desk, scope, data), ...rest };
}
