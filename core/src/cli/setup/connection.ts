import type { Adapter, ProcessorAccount } from '../../contract/adapter.ts';
import type { Connection } from '../../contract/api/connections.ts';
import { openAccount } from '../../flows/account.ts';
import { changeConnection } from '../../flows/manage/change-connection.ts';
import { connectProcessor } from '../../flows/manage/connect-processor.ts';
import { checkCredentials } from '../../flows/manage/credentials.ts';
import { listConnections, readConnection } from '../../flows/manage/read-connections.ts';
import { newId } from '../../store/ids.ts';
import type { Scope } from '../../store/session.ts';
import { Failure } from '../failure.ts';
import type { Opened } from '../opened.ts';
import type { Options } from './options.ts';

type Credentials = Readonly<Record<string, unknown>>;

/** A connection that is there, or that would be made. */
export interface Looked {
  readonly id: string;
  readonly url: string;
  readonly found: Connection | null;
  /** With what was given now beside what is kept. */
  readonly account: ProcessorAccount<Credentials>;
  readonly given: Credentials | undefined;
}

/** @throws Failure, Problem `invalid_settings` for credentials the adapter cannot use */
export async function wantedConnection(
  fairlead: Opened,
  scope: Scope,
  adapter: Adapter,
  options: Options,
  given: Credentials | undefined,
): Promise<Looked> {
  const { mode } = options;
  if (mode !== 'live' && mode !== 'test') throw new Failure(`--mode is live or test, not '${mode}'.`);
  const found = await findConnection(fairlead, scope, adapter, options);
  const desk = fairlead.desk();
  const id = found?.id ?? newId();
  const kept = found === null ? null : await openAccount(fairlead.engine, fairlead.sealer(), id);
  const credentials = checkCredentials(desk.checks, adapter, {
    ...(kept?.credentials as Credentials | undefined),
    ...given,
  });
  const account = options.account ?? found?.account ?? null;
  return {
    id,
    url: found?.webhookUrl ?? `${desk.publicUrl}/hooks/${id}`,
    found,
    given,
    account: { mode: found?.mode ?? mode, account, credentials },
  };
}

/** The connection as it was looked at, made or changed. */
export async function keptConnection(
  fairlead: Opened,
  scope: Scope,
  adapter: Adapter,
  { name, account }: Options,
  { found, given, account: wanted }: Looked,
): Promise<string> {
  const desk = fairlead.desk();
  if (found === null) {
    const input = { adapter: adapter.id, mode: wanted.mode, credentials: { ...wanted.credentials } };
    const made = await connectProcessor(desk, scope, {
      ...input,
      ...(name !== undefined && { name }),
      ...(account !== undefined && { account }),
    });
    return made.id;
  }
  if (given !== undefined || account !== undefined) {
    await changeConnection(desk, scope, found.id, {
      ...(given !== undefined && { credentials: { ...given } }),
      ...(account !== undefined && { account }),
    });
  }
  return found.id;
}

async function findConnection(
  fairlead: Opened,
  scope: Scope,
  adapter: Adapter,
  { connection }: Options,
): Promise<Connection | null> {
  const desk = fairlead.desk();
  if (connection !== undefined) {
    const found = await readConnection(desk, scope, connection.toLowerCase());
    if (found.adapter === adapter.id) return found;
    throw new Failure(`Connection ${found.id} is of ${found.adapter}, not of ${adapter.title}.`);
  }
  const { data } = await listConnections(desk, scope, { adapter: adapter.id, take: 100, sort: 'created' });
  const [first, ...others] = data.filter(({ active }) => active);
  if (others.length === 0) return first ?? null;
  const listed = [first, ...others].map((row) => `${row?.id} (${row?.name}, ${row?.mode})`).join(', ');
  throw new Failure(`There are several connections to ${adapter.title}; say which with --connection: ${listed}`);
}
