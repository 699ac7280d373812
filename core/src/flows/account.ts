import type { ProcessorAccount } from '../contract/adapter.ts';
import { findConnection } from '../store/doors.ts';
import { openCredentials } from '../store/sealed-columns.ts';
import type { Sealer } from '../store/sealing.ts';
import type { Engine } from './engine.ts';

/**
 * A connection as its adapter calls the processor with: credentials open, asked for anew each time and kept nowhere. Null where there is none.
 *
 * @throws SealError
 */
export async function openAccount(
  engine: Engine,
  sealer: Sealer,
  connectionId: string,
): Promise<ProcessorAccount<unknown> | null> {
  const row = await findConnection(engine.store, connectionId);
  if (row === null) return null;
  const { mode, account } = row;
  return { mode, account, credentials: openCredentials(sealer, { ...row, id: connectionId }).present };
}
