import type { MadeApiKey, NewApiKey } from '../../contract/api/api-keys.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { refer } from '../../store/edited/find.ts';
import { ApiKey } from '../../store/entities/api-key.ts';
import { newId } from '../../store/ids.ts';
import type { Scope } from '../../store/session.ts';
import { showApiKey } from './api-key-view.ts';
import type { Desk } from './desk.ts';
import { hashKey, keyPrefix, makeKey, makePublishableKey, makeSigningSecret } from './key-text.ts';
import { kinds } from './kinds.ts';
import { refuseBody } from './refuse.ts';

/**
 * A key for a machine, shown this once and stored as a hash; with `signed`, requests must carry a signature too (I3).
 *
 * @throws Problem `unknown_reference`, `invalid_request` for a manager bound to one campaign, and for what does not go with the kind of key
 */
export async function createApiKey(desk: Desk, scope: Scope, input: NewApiKey): Promise<MadeApiKey> {
  if (input.kind === 'publishable') refuseUnfit(input);
  else if (input.origins !== undefined) refuseBody('/origins', 'belongs to a publishable key: leave it out');
  if (input.campaignId !== undefined && input.scopes?.includes('manage')) {
    refuseBody('/campaignId', 'binds what a key tracks, and manage reaches every campaign: leave one of them out');
  }
  return edit(desk.engine.store, scope, async (em) => {
    if (input.campaignId !== undefined) await refer(em, kinds.campaign, input.campaignId, '/campaignId');
    return writeApiKey(desk, em, scope, input);
  });
}

/** Within the transaction of whoever needs one. */
export async function writeApiKey(desk: Desk, em: Editor, scope: Scope, input: NewApiKey): Promise<MadeApiKey> {
  const { organizationId } = scope;
  const { name, mode, kind = 'secret', origins = [], campaignId, signed } = input;
  const isPublic = kind === 'publishable';
  const { scopes = isPublic ? [] : (['track', 'read'] as const) } = input;
  const id = newId();
  const key = isPublic ? makePublishableKey(mode) : makeKey(mode);
  const signingSecret = signed ? makeSigningSecret() : null;
  const row = em.create(ApiKey, {
    organizationId,
    id,
    name,
    mode,
    kind,
    scopes: [...scopes],
    origins: [...new Set(origins)],
    campaignId: campaignId ?? null,
    prefix: keyPrefix(key),
    hash: hashKey(key),
    signingRequired: signed,
    signingSealed:
      signingSecret === null
        ? null
        : desk.sealer.seal([signingSecret], {
            organizationId,
            id,
          }),
  });
  await em.flush();
  return { ...showApiKey(desk, row), key, signingSecret };
}

/** There is nothing a publishable key could sign with or be allowed beside what it is for. */
function refuseUnfit({ origins, scopes, signed }: NewApiKey): void {
  if (origins === undefined) refuseBody('/origins', 'is missing: say whose pages the key counts from');
  if (scopes !== undefined) refuseBody('/scopes', 'belongs to a secret key: leave it out');
  if (signed) refuseBody('/signed', 'belongs to a secret key: a page has no secret to sign with');
}
