import { randomBytes, randomInt } from 'node:crypto';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Adapter, Simulator, StoryInput } from '../contract/adapter.ts';
import { parseDecimal } from '../domain/money.ts';
import type { OpenConnection } from '../flows/connections.ts';
import { registries } from '../plugins/index.ts';
import { Failure } from './failure.ts';
import { configured, type Opened, withFairlead } from './opened.ts';
import { print, printJson, say } from './output.ts';
import { simulatedConnection } from './simulate/connection.ts';
import { inOrder, type Sending } from './simulate/order.ts';
import { type Sent, send } from './simulate/send.ts';
import { shownTold, whatBecame } from './simulate/told.ts';

interface Options {
  readonly list?: boolean;
  readonly url?: string;
  readonly organization?: string;
  readonly connection?: string;
  readonly create?: boolean;
  readonly mode: 'live' | 'test';
  readonly order: Sending['order'];
  readonly seed?: string;
  readonly double?: boolean;
  readonly click?: string;
  readonly coupon?: string;
  readonly email?: string;
  readonly customer?: string;
  readonly amount: string;
  readonly currency: string;
  readonly json?: boolean;
}

interface Simulated {
  readonly adapter: Adapter;
  readonly simulator: Simulator;
}

export function addSimulate(program: Command): void {
  program
    .command('simulate')
    .description('send really signed deliveries of a life story to a running server, and tell what became of them')
    .argument('<processor>', 'stripe, paddle … whose adapter is loaded')
    .argument('[story]', 'one of those of --list')
    .option('--list', 'the stories there are')
    .option('--url <address>', 'of the server; default: http://localhost and PORT')
    .option('--organization <id or name>', 'whose connection, where there are several organizations')
    .option('--connection <id>', 'which one; default: the only one to this processor')
    .option('--create', 'make a connection where there is none, with a signing secret of its own')
    .addOption(new Option('--mode <mode>', 'of a connection that is made').choices(['live', 'test']).default('live'))
    .addOption(
      new Option('--order <order>', 'in which they are sent').choices(['in-order', 'shuffled']).default('in-order'),
    )
    .option('--seed <number>', 'of the shuffle: the same seed, the same order')
    .option('--double', 'each delivery twice')
    .option('--click <id>', 'the click id of the buyer')
    .option('--coupon <code>', 'a code the buyer redeems')
    .option('--email <address>', "the buyer's")
    .option('--customer <id>', 'your own id of the buyer')
    .option('--amount <decimal>', 'of each payment', '100.00')
    .option('--currency <code>', 'ISO 4217', 'USD')
    .option('--json', 'print the outcome as JSON')
    .action(simulate);
}

async function simulate(processor: string, story: string | undefined, options: Options): Promise<void> {
  const known = await configured();
  const simulated = simulatorOf(registries(known.loaded).adapters, processor);
  if (options.list === true || story === undefined) return listStories(simulated);
  if (!Object.hasOwn(simulated.simulator.stories, story)) {
    throw new Failure(`There is no story '${story}'. See: fairlead simulate ${processor} --list`);
  }
  await withFairlead((fairlead) => tell(fairlead, simulated, story, options));
}

function simulatorOf(adapters: ReadonlyMap<string, Adapter>, processor: string): Simulated {
  const adapter = adapters.get(processor);
  const simulator = adapter?.simulator;
  if (adapter !== undefined && simulator !== undefined) return { adapter, simulator };
  const able = [...adapters.values()].filter((other) => other.simulator !== undefined).map(({ id }) => id);
  throw new Failure(
    `There is no simulator of '${processor}'. There is one of: ${able.join(', ') || 'none that is loaded'}.`,
  );
}

function listStories({ simulator: { stories } }: Simulated): void {
  const width = Math.max(...Object.keys(stories).map((name) => name.length));
  for (const [name, { summary }] of Object.entries(stories)) print(`${name.padEnd(width)}  ${summary}`);
}

async function tell(
  fairlead: Opened,
  { adapter, simulator }: Simulated,
  story: string,
  options: Options,
): Promise<void> {
  const wanted = { ...options, create: options.create === true };
  const connection = await simulatedConnection(fairlead, adapter, wanted);
  if (connection.mode === 'live')
    say(`Connection ${connection.id} is in live mode: what is told here is posted to the ledger.`);
  const url = serverOf(options, fairlead);
  const sending = { order: options.order, seed: seedOf(options), double: options.double === true };
  if (sending.order === 'shuffled') say(`The order is that of --seed ${sending.seed}.`);
  const deliveries = simulator.stories[story]?.deliveries(inputOf(options, connection)) ?? [];
  const sent: Sent[] = [];
  for (const delivery of inOrder(deliveries, sending)) {
    const answered = await send(url, connection, simulator, delivery);
    sent.push(answered);
    if (options.json !== true) print(`${answered.status}  ${answered.type}  ${answered.eventId}  ${answered.answer}`);
  }
  const events = [...new Set(sent.map(({ eventId }) => eventId))];
  const told = await whatBecame(fairlead.engine, connection, events);
  if (options.json === true) printJson({ connection: connection.id, sent, ...told });
  else print(shownTold(told));
  const refused = sent.some(({ status }) => status >= 300);
  if (refused || told.deliveries.some(({ state }) => state !== 'processed' && state !== 'ignored'))
    process.exitCode = 1;
}

function serverOf({ url = '' }: Options, { environment }: Opened): string {
  if (url === '') return `http://localhost:${environment.port}`;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new Failure(`--url takes an address such as http://localhost:4400, not '${url}'.`);
  return url.replace(/\/$/, '');
}

function inputOf(options: Options, { mode, account }: OpenConnection): StoryInput {
  const currency = options.currency.toUpperCase();
  return {
    id: randomBytes(7).toString('hex'),
    now: new Date(),
    live: mode === 'live',
    amount: parseDecimal(options.amount, currency),
    currency,
    ...(options.click !== undefined && { clickId: options.click }),
    ...(options.coupon !== undefined && { couponCode: options.coupon }),
    ...(options.email !== undefined && { email: options.email }),
    ...(options.customer !== undefined && { customerKey: options.customer }),
    ...(account !== null && { account }),
  };
}

function seedOf({ seed }: Options): number {
  if (seed === undefined) return randomInt(2 ** 32);
  const number = Number(seed);
  if (!/^\d+$/.test(seed) || number >= 2 ** 32)
    throw new Failure(`--seed takes a whole number below 2^32, not '${seed}'.`);
  return number;
}
