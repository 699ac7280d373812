import type { ApiKeyRow } from '../../contract/api/api-keys.ts';
import { edit } from '../../store/edited/edit.ts';
import { hold } from '../../store/edited/find.ts';
import type { Scope } from '../../store/session.ts';
import { showApiKey } from './api-key-view.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';

/**
 * Ends a key for good. Revoking it again changes nothing.
 *
 * @throws Problem `not_found`
 */
export async function revokeApiKey(desk: Desk, scope: Scope, id: string): Promise<ApiKeyRow> {
  return edit(desk.engine.store, scope, async (em) => {
    const key = await hold(em, kinds.apiKey, id);
    key.revokedAt ??= desk.engine.now();
    await em.flush();
    return showApiKey(desk, key);
  });
}
