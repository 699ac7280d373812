import type { Adapter, ConnectionSettings, Fetched, Need } from '../contract/adapter.ts';
import { findConnection } from '../store/doors.ts';
import { liveSecrets, openCredentials } from '../store/sealed-columns.ts';
import { inOrganization } from '../store/session.ts';
import { knownCampaigns } from '../store/known-campaigns.ts';
import type { Sealer } from '../store/sealing.ts';
import type { Engine } from './engine.ts';

/** A connection with its secrets opened. */
export interface OpenConnection {
  readonly id: string;
  readonly organizationId: string;
  readonly adapter: Adapter;
  readonly mode: 'live' | 'test';
  readonly account: string | null;
  readonly active: boolean;
  readonly settings: ConnectionSettings;
  readonly secrets: readonly string[];
  /** Reads from the processor's API with the connection's credentials; null where the adapter does not. */
  readonly fetch: ((need: Need, signal: AbortSignal) => Promise<Fetched | null>) | null;
}

export interface Connections {
  /** Null where there is none, or its adapter is not loaded. */
  open(id: string): Promise<OpenConnection | null>;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Opens connections by id, remembering each for `ttl` milliseconds: a rotated secret or a pause is seen within that. Bounded, because ids
 * come from the outside.
 */
export function openConnections(engine: Engine, sealer: Sealer, ttl = 2_000, most = 1_000): Connections {
  const known = new Map<string, { readonly at: number; readonly connection: Promise<OpenConnection | null> }>();
  const read = async (id: string): Promise<OpenConnection | null> => {
    const row = await findConnection(engine.store, id);
    const adapter = row === null ? undefined : engine.adapters.get(row.adapter);
    if (row === null || adapter === undefined) return null;
    const { organizationId, mode, account, active } = row;
    const scope = { organizationId, actor: 'core' };
    const campaigns = await inOrganization(engine.store, scope, (session) => knownCampaigns(session, scope));
    const settings = { ...completed(row.settings, mode), campaigns };
    const credentials = openCredentials(sealer, { ...row, id });
    const secrets = liveSecrets((opened) => adapter.secrets(opened), credentials);
    const fetch = fetcher(adapter, credentials.present);
    return { id, organizationId, adapter, mode, account, active, settings, secrets, fetch };
  };
  return {
    async open(id) {
      if (!uuid.test(id)) return null;
      const now = engine.now().getTime();
      const remembered = known.get(id);
      if (remembered !== undefined && now - remembered.at < ttl) return remembered.connection;
      const connection = read(id);
      if (known.size >= most) known.clear();
      known.set(id, { at: now, connection });
      connection.catch(() => known.delete(id));
      return connection;
    },
  };
}

function fetcher(adapter: Adapter, credentials: Readonly<Record<string, unknown>>): OpenConnection['fetch'] {
  if (adapter.fetch === undefined) return null;
  return async (need, signal) => (await adapter.fetch?.(need, { credentials, signal })) ?? null;
}

/** Settings as stored hold only what somebody set; adapters read them without holes. */
const completed = (
  stored: { readonly aliases?: Partial<ConnectionSettings['aliases']> },
  mode: 'live' | 'test',
): ConnectionSettings => ({
  ...stored,
  mode,
  aliases: { click: [], customer: [], campaign: [], ...stored.aliases },
});
