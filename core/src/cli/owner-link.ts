import type { Command } from 'commander';
import { makeOwnerLink } from '../flows/sign-in/owner-link.ts';
import { withFairlead } from './opened.ts';
import { oneOrganization } from './organizations.ts';
import { print, printJson, say } from './output.ts';

interface Options {
  readonly organization?: string;
  readonly json?: boolean;
}

export function addOwnerLink(program: Command): void {
  program
    .command('owner-link')
    .description('print a link that makes whoever opens it first an owner: single use, for 7 days')
    .option('--organization <name or id>', 'needed where there are several')
    .option('--json', 'print the link as JSON')
    .action(run);
}

async function run({ organization, json = false }: Options): Promise<void> {
  await withFairlead(async ({ store, desk }) => {
    const { id, name } = await oneOrganization(store, organization);
    const ownerLink = await makeOwnerLink(desk(), { organizationId: id, actor: 'cli' });
    if (json) printJson({ organization: { id, name }, ownerLink });
    else {
      print(ownerLink);
      say(`Whoever opens it first becomes an owner of ${name}: within 7 days, once.`);
    }
  });
}
