import type { NewConnection, Connection as Shown } from '../../contract/api/connections.ts';
import { edit } from '../../store/edited/edit.ts';
import { Connection } from '../../store/entities/connection.ts';
import { newId } from '../../store/ids.ts';
import type { SealedCredentials } from '../../store/sealed-columns.ts';
import type { Scope } from '../../store/session.ts';
import { completeSettings } from './connection-settings.ts';
import { oneWithHealth, showConnection } from './connection-view.ts';
import { adapterOf, checkCredentials } from './credentials.ts';
import type { Desk } from './desk.ts';

/**
 * Connects one account of a processor. The answer says where the processor must deliver.
 *
 * @throws Problem `invalid_settings` for an adapter that is not loaded, or credentials it cannot use
 */
export async function connectProcessor(desk: Desk, scope: Scope, input: NewConnection): Promise<Shown> {
  const { organizationId } = scope;
  const adapter = adapterOf(desk, input.adapter);
  const present = checkCredentials(desk.checks, adapter, input.credentials);
  const secrets: SealedCredentials = { present, previous: null };
  const id = newId();
  const edited = await edit(desk.engine.store, scope, async (em) => {
    const connection = em.create(Connection, {
      organizationId,
      id,
      adapter: adapter.id,
      name: input.name ?? adapter.title,
      mode: input.mode,
      account: input.account ?? null,
      settings: { ...completeSettings(input.settings) },
      sealed: desk.sealer.seal(secrets, {
        organizationId,
        id,
      }),
    });
    await em.flush();
    return showConnection(desk, connection);
  });
  return oneWithHealth(desk, scope, edited);
}
