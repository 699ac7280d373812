import type { ConnectionQuery, Connection as Shown } from '../../contract/api/connections.ts';
import { Connection } from '../../store/entities/connection.ts';
import type { Scope } from '../../store/session.ts';
import { showConnection } from './connection-view.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { readOne, readPage, type Shown as Page } from './read.ts';

export const readConnection = (desk: Desk, scope: Scope, id: string): Promise<Shown> =>
  readOne(desk, scope, kinds.connection, id, (row) => showConnection(desk, row));

export function listConnections(desk: Desk, scope: Scope, { adapter, ...page }: ConnectionQuery): Promise<Page<Shown>> {
  const listing = {
    entity: Connection,
    where: { ...(adapter !== undefined && { adapter }) },
    sortings: { name: 'name' },
  } as const;
  return readPage(desk, scope, page, listing, (row) => showConnection(desk, row));
}
