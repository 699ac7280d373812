import type { Command } from 'commander';
import type { Adapter } from '../contract/adapter.ts';
import type { ConnectionSetup } from '../contract/api/connections.ts';
import { addressWarnings } from '../flows/manage/address-warnings.ts';
import { setUpConnection } from '../flows/manage/set-up-connection.ts';
import { Failure } from './failure.ts';
import { type Opened, withFairlead } from './opened.ts';
import { oneOrganization } from './organizations.ts';
import { print, printJson, say } from './output.ts';
import { givenCredentials } from './setup/credentials.ts';
import { keptConnection, type Looked, wantedConnection } from './setup/connection.ts';
import { firstDelivery } from './setup/listen.ts';
import type { Options } from './setup/options.ts';
import { shownSetup } from './setup/shown.ts';

export function addSetup(program: Command): void {
  program
    .command('setup')
    .description(
      'have a processor deliver here: makes or mends its webhook endpoint, keeps its secret, and waits for the first delivery',
    )
    .argument('<processor>', 'stripe, paddle … whose adapter is loaded')
    .option(
      '--credentials <file>',
      'JSON with the keys of the processor, such as {"apiKey":"rk_…"}; - reads it from standard input',
    )
    .option('--mode <mode>', 'live or test: of a connection that is made', 'live')
    .option('--account <id>', "the processor's id of the account; of Shopify the shop, larch.myshopify.com")
    .option('--name <name>', 'what a connection that is made is called')
    .option('--connection <id>', 'which one; default: the only one to this processor, or a new one')
    .option('--organization <id or name>', 'whose connection, where there are several organizations')
    .option('--wait <seconds>', 'how long to wait for the first delivery; 0: not at all', '60')
    .option('--dry-run', 'tell what would be done, and change nothing, neither here nor there')
    .option('--json', 'print one JSON document')
    .action((processor: string, options: Options) => withFairlead((fairlead) => setup(fairlead, processor, options)));
}

async function setup(fairlead: Opened, processor: string, options: Options): Promise<void> {
  const adapter = ableAdapter(fairlead.engine.adapters, processor);
  const seconds = waitSeconds(options.wait);
  const credentials = await givenCredentials(options.credentials);
  const organization = await oneOrganization(fairlead.store, options.organization);
  const scope = { organizationId: organization.id, actor: 'cli' };
  const wanted = await wantedConnection(fairlead, scope, adapter, options, credentials);
  if (options.dryRun === true) {
    tell(await tryOut(adapter, wanted), options);
    return;
  }
  // A key that is wrong leaves no connection behind.
  if (wanted.found === null) await tryOut(adapter, wanted);
  const connection = await keptConnection(fairlead, scope, adapter, options, wanted);
  const done = await setUpConnection(fairlead.desk(), scope, connection, {});
  tell({ ...done, id: connection, url: done.connection.webhookUrl }, options);
  if (seconds === 0) return;
  say(
    `Waiting ${seconds} s for the first delivery. Anything will do that makes one: change a customer, or pay something.`,
  );
  const delivery = await firstDelivery(fairlead.store, scope, connection, seconds);
  if (delivery === null)
    say(
      'None came yet. The server must run and be reachable at the address above; deliveries are in the inbox once they come.',
    );
  else print(`The first delivery is here: ${delivery.type} (${delivery.eventId}).`);
}

type Told = Omit<ConnectionSetup, 'connection'> & { readonly id: string; readonly url: string };

/** Nothing is kept, not even a connection. */
async function tryOut(adapter: Adapter, { id, url, account }: Looked): Promise<Told> {
  const steps = (await adapter.setup?.(account, { url, dryRun: true }))?.steps ?? [];
  return { dryRun: true, steps: [...steps], warnings: [...addressWarnings(url, account.mode)], id, url };
}

function tell(told: Told, { json = false }: Options): void {
  const { id, url, dryRun, steps, warnings } = told;
  if (json) printJson({ connection: id, webhookUrl: url, dryRun, steps, warnings });
  else print(shownSetup(told));
}

function ableAdapter(adapters: ReadonlyMap<string, Adapter>, processor: string): Adapter {
  const adapter = adapters.get(processor);
  if (adapter?.setup !== undefined) return adapter;
  const able = [...adapters.values()].filter(({ setup: can }) => can !== undefined).map(({ id }) => id);
  throw new Failure(`'${processor}' cannot be set up. What can: ${able.join(', ') || 'nothing that is loaded'}.`);
}

function waitSeconds(given: string): number {
  const seconds = Number(given);
  if (/^\d{1,4}$/.test(given)) return seconds;
  throw new Failure(`--wait takes seconds, from 0 to 9999, not '${given}'.`);
}
