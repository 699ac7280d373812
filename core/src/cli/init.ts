import type { Command } from 'commander';
import { type InitialOrganization, initOrganization } from '../flows/manage/init-organization.ts';
import { makeOwnerLink } from '../flows/sign-in/owner-link.ts';
import { isCurrency } from '../domain/money.ts';
import { Failure } from './failure.ts';
import { bringUpToDate } from './migrate.ts';
import { withDatabase, withStore } from './opened.ts';
import { print, printJson, say } from './output.ts';

interface Options {
  readonly organization: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly json?: boolean;
}

export function addInit(program: Command): void {
  program
    .command('init')
    .description(
      'set up an organization, unattended: brings the database up to date, prints ids, API keys and an owner link once',
    )
    .requiredOption('--organization <name>', 'its name')
    .option('--currency <code>', 'home currency, ISO 4217', 'USD')
    .option('--time-zone <name>', 'where its days begin, an IANA name', 'UTC')
    .option('--json', 'print ids, keys and the owner link as JSON')
    .action(init);
}

async function init(options: Options): Promise<void> {
  const name = options.organization.trim();
  if (name.length < 1 || name.length > 200) throw new Failure('--organization takes a name of 1 to 200 characters.');
  const currency = options.currency.toUpperCase();
  if (!isCurrency(currency)) throw new Failure(`--currency '${options.currency}' is no ISO 4217 code, such as USD.`);
  await withDatabase(async (known) => {
    await bringUpToDate(known);
    await withStore(known, async (fairlead) => {
      const desk = fairlead.desk();
      const made = await initOrganization(desk, { name, currency, timeZone: options.timeZone });
      const ownerLink = await makeOwnerLink(desk, { organizationId: made.organizationId, actor: 'cli' });
      if (options.json === true) printJson(shown(name, made, ownerLink));
      else tell(name, made, ownerLink);
    });
  });
}

const shown = (name: string, { organizationId, liveKey, testKey }: InitialOrganization, ownerLink: string): object => ({
  organization: { id: organizationId, name },
  keys: {
    live: { id: liveKey.id, key: liveKey.key },
    test: { id: testKey.id, key: testKey.key },
  },
  ownerLink,
});

function tell(name: string, { organizationId, liveKey, testKey }: InitialOrganization, ownerLink: string): void {
  print(`Organization ${name}: ${organizationId}`);
  print(`API key for live: ${liveKey.key}`);
  print(`API key for tests: ${testKey.key}`);
  print(`Link for its owner: ${ownerLink}`);
  say('Keys and link are shown this once: only their hashes are kept. The link is good for one person, for 7 days.');
}
