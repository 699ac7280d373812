import type { Command } from 'commander';
import { runDueCodes } from '../flows/mint/due-codes.ts';
import { runDueBackfills } from '../flows/scheduled-backfill.ts';
import { startWorker } from '../flows/worker.ts';
import { Failure } from './failure.ts';
import { type Opened, withFairlead } from './opened.ts';
import { say } from './output.ts';
import { stopSignal } from './stop-signal.ts';

export function addWork(program: Command): void {
  program
    .command('work')
    .description('run the jobs without HTTP: deliveries, and payments to be looked at again')
    .option('--concurrency <number>', 'how many at once', '4')
    .action(({ concurrency }: { readonly concurrency: string }) =>
      withFairlead((fairlead) => work(fairlead, countOf(concurrency))),
    );
}

async function work({ engine, connections: open, sealer, database }: Opened, concurrency: number): Promise<void> {
  const connections = open();
  const worker = startWorker(engine, connections, {
    mint: () => runDueCodes({ engine, sealer: sealer() }),
    backfill: (signal) => runDueBackfills(engine, connections, sealer(), signal),
    concurrency,
    onError: (error) => say(`a job failed: ${error.message}`),
  });
  say(`Working on ${database.description}, ${concurrency} at once. Ctrl-C ends it.`);
  try {
    say(`${await stopSignal()}: stopping`);
  } finally {
    await worker.stop();
  }
}

function countOf(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > 64) {
    throw new Failure(`--concurrency must be a whole number from 1 to 64, not '${text}'.`);
  }
  return count;
}
