import type { Command } from 'commander';
import { createApiKey } from '../flows/manage/create-api-key.ts';
import { Failure } from './failure.ts';
import { withFairlead } from './opened.ts';
import { oneOrganization } from './organizations.ts';
import { print, printJson, say } from './output.ts';
import { addSecretKey } from './secret-key.ts';

interface Options {
  readonly organization?: string;
  readonly name: string;
  readonly test?: boolean;
  readonly json?: boolean;
}

/** Whoever reaches the database and its secret may make a key: the way back in where the first one was lost. */
export function addKey(program: Command): void {
  const command = program.command('key');
  command
    .description('make another API key of an organization, which may do everything, and print it once')
    .option('--organization <id or name>', 'whose; may be left out where there is only one')
    .option('--name <name>', 'what it is called in lists and in the audit', 'Made at the terminal')
    .option('--test', 'for tests: it never makes a live sale')
    .option('--json', 'print id and key as JSON')
    .action(key);
  addSecretKey(command);
}

async function key(options: Options): Promise<void> {
  const name = options.name.trim();
  if (name.length < 1 || name.length > 200) throw new Failure('--name takes a name of 1 to 200 characters.');
  await withFairlead(async (fairlead) => {
    const organization = await oneOrganization(fairlead.store, options.organization);
    const scope = { organizationId: organization.id, actor: 'cli' };
    const mode = options.test === true ? 'test' : 'live';
    const wanted = { name, mode, scopes: ['track', 'read', 'manage'], signed: false } as const;
    const made = await createApiKey(fairlead.desk(), scope, { ...wanted, scopes: [...wanted.scopes] });
    if (options.json === true) {
      printJson({ organization, key: { id: made.id, name, mode, key: made.key } });
      return;
    }
    print(`API key of ${organization.name}, ${mode}: ${made.key}`);
    say('It is shown this once: only its hash is kept. Revoke the one that was lost: POST /v1/api-keys/<id>/revoke');
  });
}
