import type { KeyKind, KeyScope } from '../contract/api/api-keys.ts';
import { findApiKey } from '../store/doors.ts';
import { openSigningSecrets } from '../store/sealed-columns.ts';
import type { Sealer } from '../store/sealing.ts';
import type { Engine } from './engine.ts';

/** A live API key with its signing secrets opened. */
export interface OpenKey {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly mode: 'live' | 'test';
  readonly kind: KeyKind;
  readonly scopes: readonly KeyScope[];
  /** Of a publishable one: whose pages it counts from. */
  readonly origins: readonly string[];
  readonly campaignId?: string;
  readonly signing: { readonly required: boolean; readonly secrets: readonly string[] };
}

/** By the SHA-256 of the key; null: unknown or revoked. */
export const findKey =
  (engine: Engine, sealer: Sealer) =>
  async (hash: Buffer): Promise<OpenKey | null> => {
    const row = await findApiKey(engine.store, hash);
    if (row === null) return null;
    const { id, organizationId, name, mode, kind, origins, campaignId, signingRequired } = row;
    return {
      id,
      organizationId,
      name,
      mode,
      kind,
      origins,
      scopes: row.scopes as readonly KeyScope[],
      ...(campaignId === null ? {} : { campaignId }),
      signing: { required: signingRequired, secrets: openSigningSecrets(sealer, row) },
    };
  };
