import type { Editor } from '../../store/edited/edit.ts';
import { refer } from '../../store/edited/find.ts';
import type { Connection } from '../../store/entities/connection.ts';
import type { Scope } from '../../store/session.ts';
import { adapterOf } from './credentials.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { refuseDocument } from './refuse.ts';

/**
 * The connection codes are to be minted at.
 *
 * @throws Problem `unknown_reference`, `invalid_settings` where its adapter mints none, `key_out_of_scope` for a test key
 */
export async function referMint(desk: Desk, em: Editor, _scope: Scope, connectionId: string): Promise<Connection> {
  const connection = await refer(em, kinds.connection, connectionId, '/connectionId');
  const adapter = adapterOf(desk, connection.adapter);
  if (!adapter.capabilities.mintsCodes) {
    const message = `${adapter.title} mints no codes by its API: leave it out, and make the codes there by hand`;
    refuseDocument('invalid_settings', '/connectionId', [{ path: '', message }]);
  }
  return connection;
}
