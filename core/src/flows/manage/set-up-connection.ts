import { type Adapter, type ProcessorAccount, ProcessorRefused } from '../../contract/adapter.ts';
import type { ConnectionSetup, SetupRequest } from '../../contract/api/connections.ts';
import type { SetupDone } from '../../contract/setup.ts';
import type { Scope } from '../../store/session.ts';
import { SealError } from '../../store/sealing.ts';
import { openAccount } from '../account.ts';
import { problemOf, refusal } from '../mint/refusals.ts';
import { addressWarnings } from './address-warnings.ts';
import { changeConnection } from './change-connection.ts';
import { adapterOf } from './credentials.ts';
import type { Desk } from './desk.ts';
import { readConnection } from './read-connections.ts';
import { refuseDocument } from './refuse.ts';

/**
 * Has the processor deliver to the connection (F49), and keeps the secret it gives: sealed, and audited as a change of the connection by whoever asked. The processor is
 * asked within no transaction. Done twice, the second finds what the first made.
 *
 * @throws Problem `not_found`; `invalid_settings` where the adapter sets up nothing; `processor_credentials`, `processor_refused`
 */
export async function setUpConnection(
  desk: Desk,
  scope: Scope,
  id: string,
  { dryRun = false }: SetupRequest,
): Promise<ConnectionSetup> {
  const connection = await readConnection(desk, scope, id);
  const adapter = adapterOf(desk, connection.adapter);
  const warnings = addressWarnings(connection.webhookUrl, connection.mode);
  const { steps, credentials } = await ask(adapter, () => accountOf(desk, id), { url: connection.webhookUrl, dryRun });
  const changed =
    credentials === undefined || dryRun
      ? connection
      : await changeConnection(desk, scope, id, { credentials: { ...credentials } });
  return { dryRun, steps: [...steps], warnings: [...warnings], connection: changed };
}

async function accountOf(desk: Desk, id: string): Promise<ProcessorAccount<unknown>> {
  const account = await openAccount(desk.engine, desk.sealer, id);
  if (account === null) throw new Error(`connection ${id} was there a moment ago`);
  return account;
}

async function ask(
  adapter: Adapter,
  account: () => Promise<ProcessorAccount<unknown>>,
  wanted: { readonly url: string; readonly dryRun: boolean },
): Promise<SetupDone> {
  if (adapter.setup === undefined) {
    const message = `${adapter.title} sets up nothing by its API: its guide tells what to do there by hand`;
    return refuseDocument('invalid_settings', '/adapter', [{ path: '', message }]);
  }
  try {
    return await adapter.setup((await account()) as never, wanted);
  } catch (error) {
    if (!(error instanceof ProcessorRefused || error instanceof SealError)) throw error;
    throw refusal(problemOf(error, adapter.id), adapter.id, {});
  }
}
