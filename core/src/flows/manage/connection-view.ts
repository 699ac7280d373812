import type { Connection as Shown } from '../../contract/api/connections.ts';
import { openCredentials } from '../../store/sealed-columns.ts';
import { SealError, type Sealer } from '../../store/sealing.ts';
import type { Connection } from '../../store/entities/connection.ts';
import type { Desk } from './desk.ts';

export function showConnection({ publicUrl, sealer }: Desk, connection: Connection): Shown {
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
    webhookUrl: `${publicUrl}/hooks/${id}`,
    createdAt: createdAt.toISOString(),
  };
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
