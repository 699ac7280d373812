// What terms cost: a sale with tiers, overrides, a budget and a coupon against one of a plain percentage, in one run:
// node bench/terms.ts [--seconds 4] [--rounds 5] [--kinds plain,all]
//
// Eight clients through the store and the engine in this process, the database the product's own. What is told is processor time, of PostgreSQL and of
// this process together: a campaign with a budget credits one sale after the other, so that rates say more of the waiting than of the work. Rounds
// alternate; ratios are of medians. Beside all of it together, each part by itself.
import { parseArgs } from 'node:util';
import type { Engine } from '../core/src/flows/engine.ts';
import { openRateBook } from '../core/src/flows/rate-book.ts';
import { defineConfig, load, registries } from '../core/src/plugins/index.ts';
import { openStore } from '../core/src/store/database.ts';
import type { AffiliateOptions, CampaignOptions } from '../core/src/testing/brand-options.ts';
import config from './fairlead.config.ts';
import { startBenchDatabase } from './tools/database.ts';
import { cpuOf, cpuOfTree } from './tools/process-cpu.ts';
import { median, tell, tellMachine } from './tools/report.ts';
import { type Clicked, makeBrands, perSecond, pick, tellSale } from './tools/sales.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    kinds: { type: 'string' },
  },
});
const milliseconds = Number(values.seconds) * 1000;

tellMachine('eight clients of its own');
const database = await startBenchDatabase();
const { adapters, rateSources, ...rules } = registries(load(defineConfig(config).plugins));
const store = await openStore({ url: database.url });
const engine: Engine = { store, rules, adapters, rateSources, rates: openRateBook(rateSources), now: () => new Date() };

const cps = { kind: 'percent', rate: 200_000, renewals: 'first' };
const tiers = {
  measure: 'volume',
  period: 'month',
  changes: 'cps',
  steps: [
    { volume: { unit: 1_000_000_000, currency: 'USD' }, rate: 250_000 },
    { volume: { unit: 10_000_000_000, currency: 'USD' }, rate: 300_000 },
  ],
};
const budget = { amount: { unit: 1_000_000_000_000, currency: 'USD' }, per: 'month' } as const;
const sub_affiliates = { rate: 100_000, allowAbove100: false };

interface Kind {
  readonly name: string;
  readonly commission: NonNullable<CampaignOptions['commission']>;
  readonly recruited?: boolean;
  readonly coupon?: boolean;
}

const everyKind: readonly Kind[] = [
  { name: 'plain', commission: { models: { cps } } },
  { name: 'coupon', commission: { models: { cps } }, coupon: true },
  { name: 'tiers', commission: { models: { cps, tiers } } },
  { name: 'budget', commission: { models: { cps }, budget } },
  { name: 'override', commission: { models: { cps, sub_affiliates } }, recruited: true },
  { name: 'all', commission: { models: { cps, tiers, sub_affiliates }, budget }, recruited: true, coupon: true },
];

const asked = values.kinds?.split(',');
const kinds = everyKind.filter(
  ({ name }) => name === 'plain' || name === 'all' || asked === undefined || asked.includes(name),
);

/** Twenty who sell; of a kind that pays for recruiting each is recruited by one of five. */
const people = ({ recruited = false, coupon = false }: Kind): readonly AffiliateOptions[] => [
  ...Array.from({ length: 5 }, (_, at) => ({ name: `boss${at}` })),
  ...Array.from({ length: 20 }, (_, at) => ({
    name: `aff${at}`,
    ...(recruited && { recruiter: `boss${at % 5}` }),
    ...(coupon && { coupons: [`CODE${at}`] }),
  })),
];

const tellers = await Promise.all(
  kinds.map(async (kind) => {
    const campaign = { slug: 'main', commission: kind.commission, affiliates: people(kind) };
    const { clicks } = await makeBrands(store, 4, campaign);
    return { kind, sell: () => sell(pick(clicks), kind.coupon === true) };
  }),
);

/** A code, where one is redeemed, is that of whoever was clicked: one line, by the code (A1). */
const sell = (clicked: Clicked, coupon: boolean): Promise<void> =>
  tellSale(engine, clicked, coupon ? `CODE${clicked.affiliate}` : undefined);

/** Microseconds of processor time for each sale. */
interface Spent {
  readonly postgres: number;
  readonly node: number;
  readonly perSecond: number;
}

async function round(work: () => Promise<void>): Promise<Spent> {
  const spent = (): readonly number[] => [cpuOfTree(database.pid), cpuOf(process.pid)];
  const before = spent();
  const rate = await perSecond(work, milliseconds);
  const sales = (rate * milliseconds) / 1000;
  const [postgres = 0, node = 0] = spent().map((now, at) => (now - (before[at] ?? 0)) / sales);
  return { postgres, node, perSecond: rate };
}

try {
  for (const { sell: one } of tellers) await perSecond(one, 1_500);
  console.log('  processor time of one sale: PostgreSQL + Node, and sales per second');
  const rounds: ReadonlyMap<string, Spent>[] = [];
  for (let number = 0; number < Number(values.rounds); number++) {
    const one = new Map<string, Spent>();
    for (const { kind, sell: work } of tellers) one.set(kind.name, await round(work));
    const shown = [...one].map(
      ([name, { postgres, node, perSecond: rate }]) =>
        `${name} ${postgres.toFixed(0)} + ${node.toFixed(0)} µs (${rate.toFixed(0)}/s)`,
    );
    console.log(`  ${shown.join(', ')}`);
    rounds.push(one);
  }
  const whole = (one: ReadonlyMap<string, Spent>, name: string): number => {
    const { postgres = 0, node = 0 } = one.get(name) ?? {};
    return postgres + node;
  };
  const ratio = (name: string): number => median(rounds.map((one) => whole(one, name) / whole(one, 'plain')));
  for (const { name } of kinds.slice(1, -1)) console.log(`  ${name} ÷ plain: ${ratio(name).toFixed(2)}`);
  const target = { must: 1.3, aim: 1.2 };
  if (!tell('sale with tiers, override, budget and coupon ÷ plain', ratio('all'), '', target)) process.exitCode = 1;
} finally {
  await store.close();
  await database.stop();
}
