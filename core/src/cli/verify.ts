import type { Command } from 'commander';
import { type Difference, type DifferenceCode, invariants, verifyOrganization } from '../flows/verify/index.ts';
import { shownDifference, summaryOf, type Totals } from './differences.ts';
import { useLittleMemory } from './modest-memory.ts';
import { type Opened, withFairlead } from './opened.ts';
import { chosenOrganizations, type Named } from './organizations.ts';
import { print, printJson } from './output.ts';
import { progress } from './progress.ts';

interface Options {
  readonly organization?: string;
  readonly json?: boolean;
}

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('hold the ledger to every invariant, and decide every payment again; exit 1 with the differences')
    .option('--organization <id or name>', 'only this one')
    .option('--json', 'one JSON document per line: the differences, then a summary of each organization')
    .action((options: Options) => withFairlead((fairlead) => verify(fairlead, options)));
}

async function verify({ engine }: Opened, { organization, json = false }: Options): Promise<void> {
  useLittleMemory();
  const seen = new Set<DifferenceCode>();
  for (const one of await chosenOrganizations(engine.store, organization)) {
    const totals = await verifyOne(engine, one, json, (difference) => seen.add(difference.code));
    if (totals.differences > 0) process.exitCode = 1;
  }
  if (!json) for (const code of seen) print(`${code}: ${invariants[code]}`);
}

async function verifyOne(
  engine: Opened['engine'],
  { id, name }: Named,
  json: boolean,
  onDifference: (difference: Difference) => void,
): Promise<Totals> {
  const { tell, clear } = progress();
  const verified = await verifyOrganization(engine, id, {
    onProgress: (what) => tell(`${name}: ${what}`),
    onDifference: (difference) => {
      clear();
      onDifference(difference);
      if (json) printJson(difference);
      else print(shownDifference(difference));
    },
  });
  clear();
  if (json) printJson({ organizationId: id, name, ...verified });
  else print(summaryOf(name, verified));
  return verified;
}
