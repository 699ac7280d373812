// Sales against one plpgsql call that does the same look-ups and writes, in one run: node bench/sale.ts [--seconds 4] [--rounds 5] [--profile <folder>]
//
// Eight clients. First through the store and the engine in this process, then over HTTP, each request signed. The database is the product's own,
// with its durable settings. Rounds alternate, so that what else happens on the machine hits all alike; the ratios are of medians.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createApiKey } from '../core/src/flows/manage/create-api-key.ts';
import type { Engine } from '../core/src/flows/engine.ts';
import { openRateBook } from '../core/src/flows/rate-book.ts';
import { checksOf, defineConfig, load, registries } from '../core/src/plugins/index.ts';
import { openStore } from '../core/src/store/database.ts';
import { newId } from '../core/src/store/ids.ts';
import { sealer } from '../core/src/store/sealing.ts';
import config from './fairlead.config.ts';
import { startBenchDatabase } from './tools/database.ts';
import { startFairlead } from './tools/fairlead.ts';
import { cpuOf, cpuOfTree } from './tools/process-cpu.ts';
import { median, tell, tellMachine } from './tools/report.ts';
import { makeBrands, perSecond, pick, signedClient, tellSale } from './tools/sales.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    profile: { type: 'string' },
  },
});
const milliseconds = Number(values.seconds) * 1000;
const profiling = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];

tellMachine('eight clients of its own');
const database = await startBenchDatabase();
const { adapters, rateSources, ...rules } = registries(load(defineConfig(config).plugins));
const store = await openStore({ url: database.url });
const engine: Engine = { store, rules, adapters, rateSources, rates: openRateBook(rateSources), now: () => new Date() };
const { brands, clicks } = await makeBrands(store, 4);

const byStore = (): Promise<void> => tellSale(engine, pick(clicks));

const pool = new pg.Pool({ connectionString: database.url, max: 8, options: '-c search_path=fairlead' });
pool.on('error', () => undefined);
await pool.query(fs.readFileSync(new URL('./tools/sale-ceiling.sql', import.meta.url), 'utf8'));
await pool.query('grant execute on function bench_sale to public');
const byCeiling = async (): Promise<void> => {
  const { organizationId, clickId } = pick(clicks);
  const ids = Array.from({ length: 9 }, () => newId());
  await pool.query({
    name: 'ceiling',
    text: 'select bench_sale($1, $2, $3, $4, $5, $6, $7)',
    values: [organizationId, 'key:bench', newId(), `u${newId()}`, clickId, 5_000, ids],
  });
};

const server = await startFairlead({ databaseUrl: database.url, flags: profiling });
const desk = {
  engine,
  sealer: sealer([Buffer.alloc(32, 'bench')]),
  checks: checksOf({ adapters, rateSources, ...rules }),
  publicUrl: server.origin,
};
// Every brand has a key of its own, so that sales over HTTP go to as many affiliates as the others: what they share is their balances.
const senders = new Map(
  await Promise.all(
    brands.map(async ({ organizationId, scope }) => {
      const made = await createApiKey(desk, scope, { name: 'Bench', mode: 'live', scopes: ['track'], signed: true });
      return [organizationId, signedClient(server.origin, made.key, made.signingSecret ?? '')] as const;
    }),
  ),
);
const byHttp = async (): Promise<void> => {
  const { organizationId, clickId } = pick(clicks);
  await senders.get(organizationId)?.(clickId);
};

/** Sales per second, and microseconds of processor time for each: of PostgreSQL, of the server, and of this process, which is the client. */
interface Round {
  readonly perSecond: number;
  readonly postgres: number;
  readonly server: number;
  readonly here: number;
}

async function round(work: () => Promise<void>, forMilliseconds: number): Promise<Round> {
  const spent = (): readonly number[] => [cpuOfTree(database.pid), cpuOf(server.pid), cpuOf(process.pid)];
  const before = spent();
  const perSecondNow = await perSecond(work, forMilliseconds);
  const told = (perSecondNow * forMilliseconds) / 1000;
  const [postgres = 0, ofServer = 0, here = 0] = spent().map((now, at) => (now - (before[at] ?? 0)) / told);
  return { perSecond: perSecondNow, postgres, server: ofServer, here };
}

const told = ({ perSecond: sales, postgres, server: ofServer, here }: Round): string =>
  `${sales.toFixed(0)}/s (${[postgres, ofServer, here].map((spent) => spent.toFixed(0)).join(' + ')} µs)`;

try {
  for (const warm of [byStore, byCeiling, byHttp]) await perSecond(warm, 1_500);
  console.log('  sales per second, and processor time for each: PostgreSQL + server + client');
  const rounds: { readonly store: Round; readonly ceiling: Round; readonly http: Round }[] = [];
  for (let number = 0; number < Number(values.rounds); number++) {
    const one = {
      store: await round(byStore, milliseconds),
      ceiling: await round(byCeiling, milliseconds),
      http: await round(byHttp, milliseconds),
    };
    console.log(`  store ${told(one.store)}, ceiling ${told(one.ceiling)}, signed over HTTP ${told(one.http)}`);
    rounds.push(one);
  }
  const held = [
    tell(
      'sale through the store ÷ ceiling',
      median(rounds.map((one) => one.store.perSecond / one.ceiling.perSecond)),
      '',
      {
        must: 0.55,
        aim: 0.65,
        more: true,
      },
    ),
    tell(
      'sale over HTTP, signed ÷ ceiling',
      median(rounds.map((one) => one.http.perSecond / one.ceiling.perSecond)),
      '',
      {
        must: 0.4,
        aim: 0.5,
        more: true,
      },
    ),
  ];
  if (!held.every(Boolean)) process.exitCode = 1;
} finally {
  await server.stop();
  await pool.end();
  await store.close();
  await database.stop();
}
