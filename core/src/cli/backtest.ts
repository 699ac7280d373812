import fs from 'node:fs/promises';
import type { Command } from 'commander';
import { formatDecimal } from '../domain/money.ts';
import type { CampaignTerms } from '../domain/terms.ts';
import { type Backtested, backtest, type BacktestRow } from '../flows/backtest.ts';
import { csvHeading, csvLine } from '../flows/backtests/csv.ts';
import { checksOf, registries } from '../plugins/index.ts';
import { type CampaignName, findCampaign } from '../store/backtest.ts';
import { inSnapshot, type Scope } from '../store/session.ts';
import { Failure } from './failure.ts';
import { useLittleMemory } from './modest-memory.ts';
import { type Opened, withFairlead } from './opened.ts';
import { oneOrganization } from './organizations.ts';
import { print, printJson, say } from './output.ts';
import { progress } from './progress.ts';
import { stopSignal } from './stop-signal.ts';

interface Options {
  readonly campaign: string;
  readonly terms: string;
  readonly from: string;
  readonly to: string;
  readonly organization?: string;
  readonly csv?: string;
  readonly json?: boolean;
}

export function addBacktest(program: Command): void {
  program
    .command('backtest')
    .description('what other terms would have earned whom over a period; posts nothing')
    .requiredOption('--campaign <slug or id>', 'whose terms')
    .requiredOption('--terms <file>', 'the draft: JSON, as POST /v1/campaigns/:id/terms takes it')
    .requiredOption('--from <time>', 'payments that occurred then or later: 2026-01-01, or a time with its zone')
    .requiredOption('--to <time>', 'and before then')
    .option('--organization <id or name>', 'where there are several')
    .option('--csv <file>', 'write the rows as CSV')
    .option('--json', 'print JSON, amounts in minor units')
    .action((options: Options) => withFairlead((fairlead) => run(fairlead, options)));
}

async function run(fairlead: Opened, options: Options): Promise<void> {
  const [from, to] = [timeOf('--from', options.from), timeOf('--to', options.to)];
  if (from >= to) throw new Failure(`--from (${from}) must lie before --to (${to}).`);
  useLittleMemory();
  const { engine } = fairlead;
  const scope: Scope = { organizationId: (await oneOrganization(engine.store, options.organization)).id, actor: 'cli' };
  const campaign = await inSnapshot(engine.store, scope, (session) => findCampaign(session, scope, options.campaign));
  if (campaign === null) throw new Failure(`There is no campaign '${options.campaign}'.`);
  const terms = await readTerms(fairlead, options.terms);
  const { tell, clear } = progress();
  const since = performance.now();
  const tested = await backtest(
    engine,
    scope,
    { campaignId: campaign.id, terms, from, to },
    {
      lanes: 2,
      signal: stopping(),
      onProgress: (done, of) => {
        const rate = Math.round(done / ((performance.now() - since) / 1000));
        tell(`${done} of ${of} payments, ${rate} a second`);
      },
    },
  );
  clear();
  if (options.csv !== undefined) await fs.writeFile(options.csv, csvOf(tested.rows));
  if (options.json === true) printJson({ campaign, from, to, ...tested });
  else printTable(campaign, tested);
}

/** A second signal ends the program at once. */
function stopping(): AbortSignal {
  const controller = new AbortController();
  void stopSignal().then((signal) => controller.abort(new Failure(`Stopped by ${signal}. Nothing was written.`)));
  return controller.signal;
}

async function readTerms({ loaded }: Opened, file: string): Promise<CampaignTerms> {
  const text = await fs.readFile(file, 'utf8').catch((error: Error) => {
    throw new Failure(`--terms ${file} cannot be read: ${error.message}`);
  });
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new Failure(`--terms ${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const checked = checksOf(registries(loaded)).campaignTerms(given);
  if ('terms' in checked) return checked.terms;
  const issues = checked.issues.map(({ path, message }) => `  ${path || '/'}: ${message}`);
  throw new Failure([`--terms ${file} cannot be terms of a campaign:`, ...issues].join('\n'));
}

function timeOf(option: string, text: string): string {
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  const time = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(whole) ? new Date(whole) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime())) throw new Failure(`${option} takes a day such as 2026-01-01, not '${text}'.`);
  return time.toISOString();
}

const difference = ({ before, after }: BacktestRow): bigint => after - before;

const csvOf = (rows: readonly BacktestRow[]): string => csvHeading + rows.map(csvLine).join('');

function printTable(campaign: CampaignName, { payments, untrue, undecided, rows }: Backtested): void {
  const money = (amount: bigint, currency: string): string => `${formatDecimal(amount, currency)} ${currency}`;
  print(`${campaign.name}: ${payments} payments and leads decided again.`);
  print(
    untrue === 0
      ? 'The published terms, run again, give exactly what the ledger holds.'
      : `${untrue} of them the published terms would decide otherwise today than the ledger has them.`,
  );
  if (undecided > 0) say(`${undecided} cannot be decided under the draft, and count as earning nothing.`);
  for (const row of rows) {
    const { name, currency, before, after, changed } = row;
    const sign = after > before ? '+' : '';
    const change = `${sign}${money(difference(row), currency)}`;
    print(`${name}: ${money(before, currency)} → ${money(after, currency)} (${change}, ${changed} payments)`);
  }
}
