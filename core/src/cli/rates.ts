import fs from 'node:fs/promises';
import type { Command } from 'commander';
import type { RateSource } from '../contract/exchange-rates.ts';
import { fetchRates, importRates, type Publication } from '../flows/fetch-rates.ts';
import { readRates, type Recorded } from '../store/exchange-rates.ts';
import { Failure } from './failure.ts';
import { type Opened, withFairlead } from './opened.ts';
import { print, printJson, say } from './output.ts';

interface Options {
  readonly source?: string;
  readonly json?: boolean;
  readonly history?: boolean;
}

const sourceOption = ['--source <id>', 'which source, where several are loaded'] as const;
const jsonOption = ['--json', 'print JSON'] as const;

export function addRates(program: Command): void {
  const rates = program.command('rates').description('exchange rates: what is stored, fetch, import');
  rates
    .command('show')
    .description('the rates of a day, or of the last one stored')
    .argument('[day]', 'YYYY-MM-DD')
    .option(...sourceOption)
    .option(...jsonOption)
    .action((day: string | undefined, options: Options) => withFairlead((opened) => show(opened, day, options)));
  rates
    .command('fetch')
    .description(
      'fetch what the source published lately; a server does so by itself, every hour that something is missing',
    )
    .option('--history', 'all it ever published')
    .option(...sourceOption)
    .option(...jsonOption)
    .action((options: Options) => withFairlead((opened) => fetchNow(opened, options)));
  rates
    .command('import')
    .description('read a file the source published; what is stored already is never changed')
    .argument('<file>')
    .option(...sourceOption)
    .option(...jsonOption)
    .action((file: string, options: Options) => withFairlead((opened) => importFile(opened, file, options)));
}

async function show({ engine }: Opened, day: string | undefined, options: Options): Promise<void> {
  const source = chosen(engine.rateSources, options.source);
  if (day !== undefined && !isDay(day)) throw new Failure(`'${day}' is no day, such as 2026-11-20.`);
  const wanted = day ?? (await newestOf(engine, source)) ?? '9999-12-30';
  const { newest, days } = await readRates(engine.store, source.id, wanted, dayAfter(wanted));
  const [found] = days;
  if (options.json === true) return printJson({ source: source.id, newest, day: found ?? null });
  if (found === undefined) {
    throw new Failure(
      newest === null
        ? `No rates of ${source.title} are stored. Run: fairlead rates fetch`
        : `No rates of ${source.title} are stored for ${day}. The newest are of ${newest}.`,
    );
  }
  print(`${source.title}, ${found.day}: for 1 ${source.pivot}`);
  for (const [currency, rate] of Object.entries(found.rates)) print(`${currency} ${rate}`);
}

const newestOf = async (engine: Opened['engine'], { id }: RateSource): Promise<string | null> =>
  (await readRates(engine.store, id, '9999-12-31', '9999-12-31')).newest;

async function fetchNow({ engine }: Opened, options: Options): Promise<void> {
  const source = chosen(engine.rateSources, options.source);
  const what: Publication = options.history === true ? 'history' : 'recent';
  say(`Fetching ${what === 'history' ? 'all' : 'the last'} rates of ${source.title} …`);
  tell(source, await told(fetchRates(engine, source, what)), options);
}

async function importFile({ engine }: Opened, file: string, options: Options): Promise<void> {
  const source = chosen(engine.rateSources, options.source);
  const publication = await fs.readFile(file).catch((error: Error) => {
    throw new Failure(`${file} cannot be read: ${error.message}`);
  });
  tell(source, await told(importRates(engine, source, publication), file), options);
}

/** A bank that is away, or a file that is none of its own, is no fault of the program. */
async function told(work: Promise<Recorded>, file?: string): Promise<Recorded> {
  return work.catch((error: Error) => {
    throw new Failure(file === undefined ? error.message : `${file} cannot be read: ${error.message}`);
  });
}

function tell(source: RateSource, { added, differing }: Recorded, { json }: Options): void {
  if (json === true) return printJson({ source: source.id, added, differing });
  print(`${source.title}: ${added} new ${added === 1 ? 'day' : 'days'}.`);
  if (differing.length === 0) return;
  print(`${differing.length} known otherwise, and kept as they were: ${differing.slice(0, 10).join(', ')}`);
}

function chosen(sources: ReadonlyMap<string, RateSource>, id: string | undefined): RateSource {
  const source = id === undefined ? [...sources.values()][0] : sources.get(id);
  if (source !== undefined) return source;
  const known = [...sources.keys()].join(', ');
  throw new Failure(
    sources.size === 0
      ? 'No source of exchange rates is loaded. Add fx() to the plugins of fairlead.config.ts.'
      : `There is no source '${id}'. Loaded: ${known}.`,
  );
}

/** `Date.parse` takes 30 February for a day of March. */
const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
