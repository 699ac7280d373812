import { randomBytes } from 'node:crypto';
import type { Adapter } from '../../contract/adapter.ts';
import type { OpenConnection } from '../../flows/connections.ts';
import { connectProcessor } from '../../flows/manage/connect-processor.ts';
import { listConnections } from '../../flows/manage/read-connections.ts';
import { Failure } from '../failure.ts';
import type { Opened } from '../opened.ts';
import { oneOrganization } from '../organizations.ts';
import { say } from '../output.ts';

export interface Wanted {
  readonly connection?: string;
  readonly organization?: string;
  /** Make one where there is none. */
  readonly create: boolean;
  readonly mode: 'live' | 'test';
}

/** The connection a story is told to, with its signing secrets open. */
export async function simulatedConnection(fairlead: Opened, adapter: Adapter, wanted: Wanted): Promise<OpenConnection> {
  const id = wanted.connection ?? (await onlyConnection(fairlead, adapter, wanted));
  const connection = await fairlead.connections().open(id.toLowerCase());
  if (connection === null)
    throw new Failure(`There is no connection ${id}. GET /v1/connections lists those there are.`);
  if (connection.adapter.id !== adapter.id) {
    throw new Failure(`Connection ${id} is of ${connection.adapter.title}, not of ${adapter.title}.`);
  }
  if (connection.secrets.length === 0) {
    throw new Failure(
      `Connection ${id} has no signing secret yet, so nothing can be signed for it. Set one with: PATCH /v1/connections/${id}`,
    );
  }
  return connection;
}

async function onlyConnection(fairlead: Opened, adapter: Adapter, wanted: Wanted): Promise<string> {
  const { id: organizationId, name } = await oneOrganization(fairlead.store, wanted.organization);
  const scope = { organizationId, actor: 'cli' };
  const query = { adapter: adapter.id, take: 100, sort: 'created' } as const;
  const { data } = await listConnections(fairlead.desk(), scope, query);
  const active = data.filter((row) => row.active);
  const [first, ...others] = active;
  if (first !== undefined && others.length === 0) return first.id;
  if (first !== undefined) {
    const listed = active.map((row) => `${row.id} (${row.name}, ${row.mode})`).join(', ');
    throw new Failure(`There are several connections to ${adapter.title}; say which with --connection: ${listed}`);
  }
  if (!wanted.create) {
    throw new Failure(
      `${name} has no connection to ${adapter.title}. Add --create to make one with a signing secret of its own, or make one with: ` +
        `POST /v1/connections {"adapter":"${adapter.id}","mode":"test","credentials":{…}}`,
    );
  }
  return create(fairlead, scope, adapter, wanted.mode);
}

/** With a secret that no processor has: only simulated deliveries can be signed with it. */
async function create(
  fairlead: Opened,
  scope: { readonly organizationId: string; readonly actor: string },
  adapter: Adapter,
  mode: Wanted['mode'],
): Promise<string> {
  const random = randomBytes(24).toString('hex');
  const credentials = adapter.simulator?.credentials?.(random) ?? { signingSecret: `whsec_${random}` };
  const input = { adapter: adapter.id, name: `${adapter.title}, simulated`, mode, credentials };
  const { id } = await connectProcessor(fairlead.desk(), scope, input);
  say(`Made connection ${id} to ${adapter.title}, in ${mode} mode.`);
  return id;
}
