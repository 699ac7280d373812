import type { Command } from 'commander';
import type { Adapter } from '../contract/adapter.ts';
import { openAccount } from '../flows/account.ts';
import { backfillConnection } from '../flows/backfill-connection.ts';
import type { OpenConnection } from '../flows/connections.ts';
import { listConnections } from '../flows/manage/read-connections.ts';
import { shownMissed, shownProgress, shownReport } from './backfill/shown.ts';
import { moment } from './backfill/span.ts';
import { Failure } from './failure.ts';
import { useLittleMemory } from './modest-memory.ts';
import { type Opened, withFairlead } from './opened.ts';
import { oneOrganization } from './organizations.ts';
import { print, printJson } from './output.ts';
import { progress } from './progress.ts';

interface Options {
  readonly since: string;
  readonly until?: string;
  readonly organization?: string;
  readonly connection?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function addBackfill(program: Command): void {
  program
    .command('backfill')
    .description(
      'read from a processor what its webhooks missed, and tell what that was; what is here already stays as it is',
    )
    .argument('<processor>', 'stripe, paddle … whose adapter is loaded')
    .option('--since <when>', 'from when: a date, a time with offset, or how long ago (72h, 35d)', '72h')
    .option('--until <when>', 'to when; default: now')
    .option('--organization <id or name>', 'whose connection, where there are several organizations')
    .option('--connection <id>', 'which one; default: the only one to this processor')
    .option('--dry-run', 'tell what is missing, and keep nothing')
    .option('--json', 'one JSON document per line: what was missed, then the report')
    .action((processor: string, options: Options) =>
      withFairlead((fairlead) => backfill(fairlead, processor, options)),
    );
}

async function backfill(fairlead: Opened, processor: string, options: Options): Promise<void> {
  useLittleMemory();
  const { engine } = fairlead;
  const adapter = ableAdapter(engine.adapters, processor);
  const now = engine.now();
  const since = moment('--since', options.since, now);
  const until = options.until === undefined ? now : moment('--until', options.until, now);
  if (since >= until) throw new Failure('--since must lie before --until.');
  const connections = fairlead.connections();
  const id = options.connection ?? (await onlyConnection(fairlead, adapter, options.organization));
  const connection = await connections.open(id.toLowerCase());
  const account = await openAccount(engine, fairlead.sealer(), id.toLowerCase());
  if (connection === null || account === null) throw new Failure(`There is no connection ${id} of a loaded adapter.`);
  refuseOther(connection, adapter);

  const { json = false, dryRun = false } = options;
  const { tell, clear } = progress();
  let states = 0;
  const report = await backfillConnection(engine, connections, connection, account, {
    since,
    until,
    dryRun,
    onProgress: (sofar, reached) => tell(shownProgress(sofar, reached)),
    onMissed: (missed) => {
      if (missed.state === 'quarantined' || missed.state === 'parked' || missed.state === 'received') states++;
      clear();
      if (json) printJson({ connection: connection.id, ...missed });
      else print(shownMissed(missed));
    },
  });
  clear();
  if (states > 0) process.exitCode = 1;
  if (json)
    printJson({ connection: connection.id, since: since.toISOString(), until: until.toISOString(), dryRun, ...report });
  else print(shownReport(report, `${adapter.title} since ${since.toISOString()}`, dryRun));
}

function ableAdapter(adapters: ReadonlyMap<string, Adapter>, processor: string): Adapter {
  const adapter = adapters.get(processor);
  if (adapter?.backfill !== undefined) return adapter;
  const able = [...adapters.values()].filter(({ backfill: can }) => can !== undefined).map(({ id }) => id);
  throw new Failure(`'${processor}' cannot be backfilled. What can: ${able.join(', ') || 'nothing that is loaded'}.`);
}

function refuseOther(connection: OpenConnection, adapter: Adapter): void {
  if (connection.adapter.id === adapter.id) return;
  throw new Failure(`Connection ${connection.id} is of ${connection.adapter.title}, not of ${adapter.title}.`);
}

async function onlyConnection(fairlead: Opened, adapter: Adapter, organization: string | undefined): Promise<string> {
  const { id: organizationId, name } = await oneOrganization(fairlead.store, organization);
  const scope = { organizationId, actor: 'cli' };
  const query = { adapter: adapter.id, take: 100, sort: 'created' } as const;
  const { data } = await listConnections(fairlead.desk(), scope, query);
  const [first, ...others] = data.filter(({ active }) => active);
  if (first === undefined) throw new Failure(`${name} has no active connection to ${adapter.title}.`);
  if (others.length === 0) return first.id;
  const listed = [first, ...others].map((row) => `${row.id} (${row.name}, ${row.mode})`).join(', ');
  throw new Failure(`There are several connections to ${adapter.title}; say which with --connection: ${listed}`);
}
