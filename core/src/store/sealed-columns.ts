import type { Sealer } from './sealing.ts';

type Credentials = Readonly<Record<string, unknown>>;

/** What `connection.sealed` holds. `previous` stays good beside `present`, so that a processor's secret can be rolled without a gap. */
export interface SealedCredentials {
  readonly present: Credentials;
  readonly previous: Credentials | null;
}

interface ConnectionRow {
  readonly organizationId: string;
  readonly id: string;
  readonly sealed: Uint8Array;
}

/** @throws SealError */
export function openCredentials(sealer: Sealer, row: ConnectionRow): SealedCredentials {
  return sealer.open(row.sealed, row) as SealedCredentials;
}

/** Secrets a delivery may be signed with, newest first, each once. */
export function liveSecrets(
  secretsOf: (credentials: never) => readonly string[],
  { present, previous }: SealedCredentials,
): readonly string[] {
  const all = [present, previous].flatMap((credentials) =>
    credentials === null ? [] : secretsOf(credentials as never),
  );
  return [...new Set(all)];
}

interface KeyRow {
  readonly organizationId: string;
  readonly id: string;
  readonly signingSealed: Uint8Array | null;
}

/**
 * Signing secrets of an API key (I3): `whsec_…`, newest first, at most two.
 *
 * @throws SealError
 */
export function openSigningSecrets(sealer: Sealer, row: KeyRow): readonly string[] {
  return row.signingSealed === null ? [] : (sealer.open(row.signingSealed, row) as readonly string[]);
}
