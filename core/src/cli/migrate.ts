import type { Command } from 'commander';
import { tablesOf } from '../plugins/index.ts';
import { migrate } from '../store/migrate.ts';
import type { Database } from './database.ts';
import { type Configured, withDatabase } from './opened.ts';
import { print, printJson, say } from './output.ts';

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database up to date: the core first, then the plugins')
    .option('--json', 'print the migrations that ran as JSON')
    .action(run);
}

async function run({ json = false }: { readonly json?: boolean }): Promise<void> {
  await withDatabase(async (known) => {
    say(known.database.description);
    const ran = await bringUpToDate(known);
    if (json) printJson({ ran });
    else print(ran.length === 0 ? 'Up to date.' : ran.map((name) => `ran ${name}`).join('\n'));
  });
}

/** Runs what did not run yet, as the owner, for the role that the server logs in as. Names what ran. */
export async function bringUpToDate({
  database: { url, ownerUrl },
  loaded,
}: Configured & { readonly database: Database }): Promise<readonly string[]> {
  return migrate({ ownerUrl, login: new URL(url).username, migrations: tablesOf(loaded).migrations });
}
