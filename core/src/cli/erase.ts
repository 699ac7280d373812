import type { Command } from 'commander';
import type { Customer } from '../contract/api/customers.ts';
import { eraseCustomer } from '../flows/erase-customer.ts';
import { listCustomers } from '../flows/read/read-customers.ts';
import type { Viewer } from '../flows/read/viewer.ts';
import { Failure } from './failure.ts';
import { withFairlead } from './opened.ts';
import { oneOrganization } from './organizations.ts';
import { print, printJson } from './output.ts';

interface Options {
  readonly organization?: string;
  readonly reason: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function addErase(program: Command): void {
  program
    .command('erase')
    .description('erase a customer: e-mail, name and the bodies of deliveries; facts, ids and hashes stay')
    .argument('<customer>', 'e-mail, your own id, a processor’s id, or the id of the customer')
    .option('--organization <id or name>', 'whose; may be left out where there is only one')
    .option('--reason <why>', 'kept in the audit; name no person in it', 'Asked for by the customer')
    .option('--dry-run', 'tell who would be erased, and erase nobody')
    .option('--json', 'JSON, one document per line')
    .action(erase);
}

/** Whoever is meant by these words: by an e-mail all who are known by it. */
async function erase(named: string, options: Options): Promise<void> {
  await withFairlead(async ({ engine, store }) => {
    const organization = await oneOrganization(store, options.organization);
    const viewer: Viewer = { organizationId: organization.id, actor: 'cli', mode: 'live', reason: options.reason };
    const { data } = await listCustomers(engine, viewer, { q: named });
    if (data.length === 0) throw new Failure(`${organization.name} knows nobody by that e-mail or id.`);
    for (const customer of data) {
      if (options.dryRun === true) tell(options, { customer, would: true }, `would be erased: ${called(customer)}`);
      else {
        const erased = await eraseCustomer(engine, viewer, customer.id);
        const { customers, bodies } = erased;
        tell(options, erased, `erased: ${called(customer)}, ${customers} records emptied, ${bodies} bodies taken away`);
      }
    }
  });
}

/** By ids only: what is printed stays in logs. */
const called = ({ id, externalId }: Customer): string =>
  `customer ${id}${externalId === null ? '' : ` (${externalId})`}`;

function tell({ json }: Options, document: object, line: string): void {
  if (json === true) printJson(document);
  else print(line);
}
