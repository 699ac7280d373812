import type { ConnectionChange, Connection as Shown } from '../../contract/api/connections.ts';
import { edit } from '../../store/edited/edit.ts';
import { hold } from '../../store/edited/find.ts';
import type { Connection } from '../../store/entities/connection.ts';
import { openCredentials, type SealedCredentials } from '../../store/sealed-columns.ts';
import { SealError } from '../../store/sealing.ts';
import type { Scope } from '../../store/session.ts';
import { completeSettings } from './connection-settings.ts';
import { oneWithHealth, showConnection } from './connection-view.ts';
import { adapterOf, checkCredentials, type Credentials } from './credentials.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';

/**
 * Changes what is given. A credential left out stays, `null` takes it away. What was replaced stays good for deliveries until credentials
 * are changed once more, so that a secret can be rolled without losing any.
 *
 * @throws Problem `not_found`, `stale_version`, `invalid_settings`
 */
export async function changeConnection(desk: Desk, scope: Scope, id: string, change: ConnectionChange): Promise<Shown> {
  const { version, credentials, settings, ...members } = change;
  const edited = await edit(desk.engine.store, scope, async (em) => {
    const connection = await hold(em, kinds.connection, id, version);
    em.assign(connection, members);
    if (settings !== undefined) connection.settings = { ...completeSettings(settings) };
    if (credentials !== undefined) {
      connection.sealed = desk.sealer.seal(replaced(desk, connection, credentials), connection);
    }
    await em.flush();
    return showConnection(desk, connection);
  });
  return oneWithHealth(desk, scope, edited);
}

function replaced(desk: Desk, connection: Connection, given: Credentials): SealedCredentials {
  const before = presentOf(desk, connection);
  const merged = Object.entries({ ...before, ...given }).filter(([, value]) => value !== null);
  const present = checkCredentials(desk.checks, adapterOf(desk, connection.adapter), Object.fromEntries(merged));
  return { present, previous: before };
}

/** Nothing where the key they were sealed with was lost: then all of them are entered anew. */
function presentOf({ sealer }: Desk, connection: Connection): Credentials | null {
  try {
    return openCredentials(sealer, connection).present;
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}
