import type { ApiKeyRow } from '../../contract/api/api-keys.ts';
import type { ApiKey } from '../../store/entities/api-key.ts';
import { openSigningSecrets } from '../../store/sealed-columns.ts';
import { SealError, type Sealer } from '../../store/sealing.ts';
import type { Desk } from './desk.ts';

export function showApiKey({ sealer }: Desk, key: ApiKey): ApiKeyRow {
  const { id, name, mode, kind, scopes, origins, campaignId, prefix, signingRequired, createdAt, revokedAt } = key;
  return {
    id,
    name,
    mode,
    kind,
    scopes,
    origins,
    campaignId: campaignId ?? null,
    prefix,
    signing: {
      required: signingRequired,
      secrets: countSecrets(sealer, key),
    },
    createdAt: createdAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}

/** Secrets under a key that was lost are as good as none: signed requests fail until new ones are made. */
function countSecrets(sealer: Sealer, key: ApiKey): number {
  try {
    return openSigningSecrets(sealer, { ...key, signingSealed: key.signingSealed ?? null }).length;
  } catch (error) {
    if (error instanceof SealError) return 0;
    throw error;
  }
}
