// A hundred thousand payments backfilled: node bench/backfill.ts [--payments 100000] [--page-ms 0] [--profile <folder>]
//
// Every payment is a paid invoice of Stripe with a click, told by its adapter as its API would, page by page of a hundred; with --page-ms the API takes so long for a
// page. What is measured is what `fairlead backfill` does with them, in a process like its own: inbox, facts, credit, commission, postings.
import { parseArgs } from 'node:util';
import type { Adapter, BackfillPage } from '../core/src/contract/adapter.ts';
import type { Engine } from '../core/src/flows/engine.ts';
import { backfillConnection } from '../core/src/flows/backfill-connection.ts';
import { openConnections } from '../core/src/flows/connections.ts';
import { openRateBook } from '../core/src/flows/rate-book.ts';
import { useLittleMemory } from '../core/src/cli/modest-memory.ts';
import { defineConfig, load, registries } from '../core/src/plugins/index.ts';
import { openStore } from '../core/src/store/database.ts';
import { sealer } from '../core/src/store/sealing.ts';
import { inSnapshot } from '../core/src/store/session.ts';
import { checksOf } from '../core/src/plugins/index.ts';
import { connectProcessor } from '../core/src/flows/manage/connect-processor.ts';
import config from './fairlead.config.ts';
import { startBenchDatabase } from './tools/database.ts';
import { elsewhereText, watchElsewhere } from './tools/elsewhere.ts';
import { paidInvoices } from './tools/invoices.ts';
import { cpuOf, cpuOfTree } from './tools/process-cpu.ts';
import { tell, tellMachine } from './tools/report.ts';
import { makeBrands } from './tools/sales.ts';

const { values } = parseArgs({
  options: { payments: { type: 'string', default: '100000' }, 'page-ms': { type: 'string', default: '0' } },
});
const payments = Number(values.payments);
const pageMs = Number(values['page-ms']);

tellMachine('this process');
useLittleMemory();
const database = await startBenchDatabase();
const known = registries(load(defineConfig(config).plugins));
const { adapters, rateSources, ...rules } = known;
const store = await openStore({ url: database.url });
const stripe = adapters.get('stripe');
if (stripe === undefined) throw new Error('the configuration has no Stripe');
const { brands, clicks } = await makeBrands(store, 1);
const [acme] = brands;
if (acme === undefined) throw new Error('no brand');

const told: Adapter = {
  ...stripe,
  async *backfill(): AsyncGenerator<BackfillPage> {
    for (let first = 0; first < payments; first += 100) {
      if (pageMs > 0) await new Promise((resolve) => setTimeout(resolve, pageMs));
      yield { deliveries: paidInvoices(first, Math.min(100, payments - first), clicks) };
    }
  },
};
const engine: Engine = {
  store,
  rules,
  adapters: new Map([...adapters, ['stripe', told]]),
  rateSources,
  rates: openRateBook(rateSources),
  now: () => new Date(),
};
const seals = sealer([Buffer.alloc(32, 'bench')]);
const desk = { engine, sealer: seals, checks: checksOf(known), publicUrl: 'http://localhost' };
const { id } = await connectProcessor(desk, acme.scope, { adapter: 'stripe', mode: 'live', credentials: {} });

try {
  const connections = openConnections(engine, seals);
  const connection = await connections.open(id);
  if (connection === null) throw new Error('no connection');
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 100);
  const elsewhere = watchElsewhere(database.pid);
  const before = [cpuOfTree(database.pid), cpuOf(process.pid)];
  const began = performance.now();
  const account = { mode: 'live', account: null, credentials: {} } as const;
  const report = await backfillConnection(engine, connections, connection, account, {
    since: new Date(0),
    until: new Date(),
    onProgress: ({ found }) => {
      if (found % 10_000 === 0) console.log(`  ${found} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    },
  });
  const seconds = (performance.now() - began) / 1000;
  clearInterval(watch);
  const [postgres = 0, own = 0] = [cpuOfTree(database.pid), cpuOf(process.pid)].map(
    (now, at) => (now - (before[at] ?? 0)) / payments,
  );
  const [credited] = await inSnapshot(store, acme.scope, (session) =>
    session.query<{ n: number }>(
      { name: 'bench_credited', text: 'select count(*)::int n from conversion where not withdrawn' },
      [],
    ),
  );
  console.log(
    `  ${(payments / seconds).toFixed(0)} payments/s, ${postgres.toFixed(0)} µs of PostgreSQL and ${own.toFixed(0)} µs of Node each; ${report.payments.added} new, ${credited?.n ?? 0} credited; ${elsewhereText(elsewhere())}`,
  );
  const held = [
    tell('100,000 payments', (seconds * 100_000) / payments, ' s', { must: 300, aim: 150 }),
    tell('memory of the process', most / 2 ** 20, ' MB', { must: 300, aim: 220 }),
    tell('payments credited', credited?.n ?? 0, '', { must: payments, aim: payments, more: true }),
  ];
  if (!held.every(Boolean)) process.exitCode = 1;
} finally {
  await store.close();
  await database.stop();
}
