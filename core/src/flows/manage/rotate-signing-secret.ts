import type { MadeSigningSecret } from '../../contract/api/api-keys.ts';
import { Problem } from '../../contract/errors.ts';
import { edit } from '../../store/edited/edit.ts';
import { hold } from '../../store/edited/find.ts';
import type { ApiKey } from '../../store/entities/api-key.ts';
import { openSigningSecrets } from '../../store/sealed-columns.ts';
import { SealError, type Sealer } from '../../store/sealing.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { makeSigningSecret } from './key-text.ts';
import { kinds } from './kinds.ts';

/**
 * A new signing secret, shown this once; the present one stays good until the next is made, so that callers can change over (I3).
 *
 * @throws Problem `not_found`, `invalid_settings` for a key without signing, `unknown_key` for a revoked one
 */
export async function rotateSigningSecret(
  { engine, sealer }: Desk,
  scope: Scope,
  id: string,
): Promise<MadeSigningSecret> {
  return edit(engine.store, scope, async (em) => {
    const key = await hold(em, kinds.apiKey, id);
    refuseUnsigned(key);
    const signingSecret = makeSigningSecret();
    const present = presentSecret(sealer, key);
    key.signingSealed = sealer.seal([signingSecret, ...present], key);
    return { signingSecret };
  });
}

function refuseUnsigned({ name, revokedAt, signingRequired }: ApiKey): void {
  if (revokedAt != null)
    throw new Problem('illegal_transition', `the key '${name}' is revoked: make a new one`, { legal: [] });
  if (!signingRequired) {
    throw new Problem('invalid_settings', `the key '${name}' was made without signing: make one with signed: true`);
  }
}

/** The newest one; none where the key it was sealed with was lost. */
function presentSecret(sealer: Sealer, key: ApiKey): readonly string[] {
  try {
    return openSigningSecrets(sealer, { ...key, signingSealed: key.signingSealed ?? null }).slice(0, 1);
  } catch (error) {
    if (error instanceof SealError) return [];
    throw error;
  }
}
