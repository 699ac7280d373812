import type { Connection as Shown } from '../../contract/api/connections.ts';
import { inSnapshot, type Scope } from '../../store/session.ts';
import { readHealth } from '../read/connection-health.ts';
import { liveSecrets, openCredentials } from '../../store/sealed-columns.ts';
import { SealError, type Sealer } from '../../store/sealing.ts';
import type { Connection } from '../../store/entities/connection.ts';
import type { Desk } from './desk.ts';

/** A connection as it was edited; how it is, is told by what it delivered. */
export interface Edited extends Omit<Shown, 'health'> {
  readonly hasSecret: boolean;
}

export function showConnection(desk: Desk, connection: Connection): Edited {
  const { publicUrl, sealer } = desk;
  const { id, adapter, name, mode, account, settings, active, createdAt, version } = connection;
  return {
    id,
    adapter,
    name,
    mode,
    account: account ?? null,
    active,
    version,
    settings: settings as Shown['settings'],
    credentials: namesOf(sealer, connection),
    hasSecret: hasSecret(desk, connection),
    webhookUrl: `${publicUrl}/hooks/${id}`,
    createdAt: createdAt.toISOString(),
  };
}

/** With how they are, read after the change. */
export async function withHealth({ engine }: Desk, scope: Scope, edited: readonly Edited[]): Promise<Shown[]> {
  const able = new Map(edited.map((one) => [one.id, one.hasSecret]));
  const health = await inSnapshot(engine.store, scope, (session) =>
    readHealth(engine, session, scope, (id) => able.get(id) === true, [...able.keys()]),
  );
  return edited.flatMap(({ hasSecret: _, ...one }) => {
    const state = health.get(one.id);
    return state === undefined ? [] : [{ ...one, health: state }];
  });
}

function hasSecret({ engine, sealer }: Desk, connection: Connection): boolean {
  const adapter = engine.adapters.get(connection.adapter);
  if (adapter === undefined) return false;
  try {
    return liveSecrets((opened) => adapter.secrets(opened), openCredentials(sealer, connection)).some(
      (one) => one !== '',
    );
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}

/** The same for one. */
export async function oneWithHealth(desk: Desk, scope: Scope, edited: Edited): Promise<Shown> {
  const [shown] = await withHealth(desk, scope, [edited]);
  if (shown === undefined) throw new RangeError(`connection ${edited.id} is not there`);
  return shown;
}

/** Secrets under a key that was lost are as good as none: they must be entered again. Deliveries and `doctor` say why. */
function namesOf(sealer: Sealer, connection: Connection): string[] {
  try {
    return Object.keys(openCredentials(sealer, connection).present);
  } catch (error) {
    if (error instanceof SealError) return [];
    throw error;
  }
}
