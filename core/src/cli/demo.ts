import path from 'node:path';
import type { Command } from 'commander';
import { calendar } from './demo/calendar.ts';
import { dice } from './demo/dice.ts';
import { demoDatabase, type DemoNotes, readNotes, removeDemo, writeNotes } from './demo/folder.ts';
import { makeDemo } from './demo/make.ts';
import { letOwnerIn, newOwner } from './demo/owner.ts';
import type { Database } from './database.ts';
import { Failure } from './failure.ts';
import { bringUpToDate } from './migrate.ts';
import { type Configured, configured, withStore } from './opened.ts';
import { print, say } from './output.ts';
import { progress } from './progress.ts';
import { serve } from './start.ts';

interface Options {
  readonly folder: string;
  readonly fresh?: boolean;
  readonly days: string;
  readonly seed: string;
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('serve a made-up brand with ninety days behind it, in a data folder of its own')
    .option('--folder <path>', 'its data folder', '.data-demo')
    .option('--fresh', 'make it anew, ending today')
    .option('--days <number>', 'how far back it goes', '90')
    .option('--seed <number>', 'another one, another history', '1')
    .action(demo);
}

async function demo(options: Options): Promise<void> {
  const folder = path.resolve(options.folder);
  const days = wholeNumber('--days', options.days, 7, 365);
  const seed = wholeNumber('--seed', options.seed, 0, 2 ** 32 - 1);
  const known = await apart(folder);
  let notes = readNotes(folder);
  if (notes !== null && (options.fresh === true || notes.state === 'making')) {
    await removeDemo(folder);
    notes = null;
  }
  const database = await demoDatabase(folder);
  try {
    const here = { ...known, database };
    const owner: DemoNotes = notes ?? { state: 'making', ...newOwner() };
    if (notes === null) writeNotes(folder, owner);
    await bringUpToDate(here);
    if (notes === null) await make(here, days, seed);
    await serve(here, async (server) => {
      if (notes === null) {
        await letOwnerIn(server, owner);
        writeNotes(folder, { ...owner, state: 'ready' });
      }
      tell(server.desk.publicUrl, owner, folder);
    });
  } finally {
    await database.close();
  }
}

/** The configuration, with an environment that names no database: which one it is, is said by the folder alone. */
async function apart(folder: string): Promise<Configured> {
  const elsewhere = { DATABASE_URL: '', DATABASE_OWNER_URL: '', FAIRLEAD_DATA_DIR: folder, FAIRLEAD_SECRET_KEY: '' };
  return configured({ ...process.env, ...elsewhere });
}

async function make(here: Configured & { readonly database: Database }, days: number, seed: number): Promise<void> {
  const began = performance.now();
  say(`Making a brand with ${days} days behind it …`);
  const { tell: show, clear } = progress();
  await withStore(here, async ({ desk, config, database }) => {
    const stage = { calendar: calendar(new Date(), days), dice: dice(seed), tell: show };
    const { clickParameter } = config.tracking;
    await makeDemo({ ...stage, desk: desk(), databaseUrl: database.url, clickParameter });
  });
  clear();
  say(`Made in ${Math.round((performance.now() - began) / 1000)} s.`);
}

function tell(url: string, { email, password }: DemoNotes, folder: string): void {
  const near = path.relative(process.cwd(), folder);
  const shown = near.startsWith('..') ? folder : near;
  print(`
This is a demo: a made-up brand, with everything that happened to it in ${shown}. Nothing of it is real, and no processor knows of it.

  ${url}
  e-mail    ${email}
  password  ${password}

Prove its books, in a second terminal:  FAIRLEAD_DATA_DIR=${shown} npx -y pnpm@12 fairlead verify
Make it anew, ending today:             npx -y pnpm@12 demo --fresh
`);
}

function wholeNumber(name: string, given: string, least: number, most: number): number {
  const number = Number(given);
  if (!/^\d+$/.test(given) || number < least || number > most)
    throw new Failure(`${name} takes a whole number from ${least} to ${most}, not '${given}'.`);
  return number;
}
