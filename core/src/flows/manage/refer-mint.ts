import { Problem } from '../../contract/errors.ts';
import type { Editor } from '../../store/edited/edit.ts';
import { find, refer } from '../../store/edited/find.ts';
import type { Connection } from '../../store/entities/connection.ts';
import type { Scope } from '../../store/session.ts';
import { adapterOf } from './credentials.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { refuseDocument } from './refuse.ts';

/** On whose behalf: a test key is told apart. */
export type Minter = Scope & { readonly mode?: 'live' | 'test' };

/**
 * The connection codes are to be minted at.
 *
 * @throws Problem `unknown_reference`, `invalid_settings` where its adapter mints none, `key_out_of_scope` for a test key
 */
export async function referMint(desk: Desk, em: Editor, minter: Minter, connectionId: string): Promise<Connection> {
  const connection = await refer(em, kinds.connection, connectionId, '/connectionId');
  refuseLiveMint(minter, connection);
  const adapter = adapterOf(desk, connection.adapter);
  if (!adapter.capabilities.mintsCodes) {
    const message = `${adapter.title} mints no codes by its API: leave it out, and make the codes there by hand`;
    refuseDocument('invalid_settings', '/connectionId', [{ path: '', message }]);
  }
  return connection;
}

/** @throws Problem `key_out_of_scope` where a test key would have a live processor do something (C9) */
export async function refuseLiveMintAt(em: Editor, minter: Minter, connectionId: string): Promise<void> {
  refuseLiveMint(minter, await find(em, kinds.connection, connectionId));
}

function refuseLiveMint({ mode }: Minter, connection: Connection): void {
  if (mode !== 'test' || connection.mode === 'test') return;
  throw new Problem('key_out_of_scope', 'a test key mints no codes at a live processor (C9): use a live key');
}
