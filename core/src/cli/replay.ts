import type { Command } from 'commander';
import { Unreadable } from '../contract/adapter.ts';
import { NotOpen } from '../flows/process-delivery.ts';
import { findDelivery, replayDelivery, tryDelivery } from '../flows/replay.ts';
import { replayPayments } from '../flows/verify/index.ts';
import { shownDifference, summaryOf } from './differences.ts';
import { Failure } from './failure.ts';
import { useLittleMemory } from './modest-memory.ts';
import { type Opened, withFairlead } from './opened.ts';
import { chosenOrganizations } from './organizations.ts';
import { print, printJson } from './output.ts';
import { progress } from './progress.ts';
import { shownReplay } from './shown-replay.ts';

interface Options {
  readonly organization?: string;
  readonly delivery?: string;
  readonly try?: boolean;
  readonly json?: boolean;
}

export function addReplay(program: Command): void {
  program
    .command('replay')
    .description('decide payments again from their facts, or work on one delivery again')
    .option('--organization <id or name>', 'only this one')
    .option('--delivery <id>', 'one delivery of the inbox, as if it had just come in')
    .option('--try', 'with --delivery: tell what would happen, and keep nothing of it')
    .option('--json', 'JSON, one document per line')
    .action((options: Options) =>
      withFairlead((fairlead) =>
        options.delivery === undefined ? replayAll(fairlead, options) : replayOne(fairlead, options, options.delivery),
      ),
    );
}

/** Every commission rebuilt from facts: nothing may come out otherwise than it is stored. */
async function replayAll({ engine }: Opened, options: Options): Promise<void> {
  if (options.try === true)
    throw new Failure('--try belongs to --delivery: without one, replay changes nothing anyway.');
  useLittleMemory();
  for (const { id, name } of await chosenOrganizations(engine.store, options.organization)) {
    const { tell, clear } = progress();
    let differences = 0;
    const replayed = await replayPayments(
      engine,
      { organizationId: id, actor: 'cli' },
      {
        onProgress: (done, of) => tell(`${name}: ${done} of ${of} payments`),
        onFinding: (finding) => {
          clear();
          differences++;
          const difference = { organizationId: id, ...finding };
          if (options.json === true) printJson(difference);
          else print(shownDifference(difference));
        },
      },
    );
    clear();
    if (differences > 0) process.exitCode = 1;
    const totals = { ...replayed, differences };
    if (options.json === true) printJson({ organizationId: id, name, ...totals });
    else print(summaryOf(name, totals));
  }
}

async function replayOne(fairlead: Opened, options: Options, id: string): Promise<void> {
  const { engine } = fairlead;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) {
    throw new Failure(`--delivery takes the id of a delivery in the inbox, as /v1/inbox shows it, not '${id}'.`);
  }
  for (const { id: organizationId } of await chosenOrganizations(engine.store, options.organization)) {
    const scope = { organizationId, actor: 'cli' };
    if ((await findDelivery(engine, scope, id)) === null) continue;
    const connections = fairlead.connections();
    const replayed =
      options.try === true
        ? await tried(engine, connections, scope, id)
        : await replayDelivery(engine, connections, scope, id);
    if (replayed === null) throw new Failure(`The body of delivery ${id} was erased: it cannot be worked on again.`);
    if (options.json === true) printJson(shownReplay.json(replayed));
    else print(shownReplay.text(replayed, options.try === true));
    if (replayed.state === 'received' || replayed.state === 'parked' || replayed.state === 'quarantined') {
      process.exitCode = 1;
    }
    return;
  }
  throw new Failure(`There is no delivery ${id} in the inbox.`);
}

/** Where the real thing would set the delivery aside, a try says why. */
async function tried(...of: Parameters<typeof tryDelivery>): ReturnType<typeof tryDelivery> {
  try {
    return await tryDelivery(...of);
  } catch (error) {
    if (!(error instanceof Unreadable || error instanceof NotOpen)) throw error;
    throw new Failure(`Delivery ${of[3]} cannot be worked on: ${error.message}`, { cause: error });
  }
}
