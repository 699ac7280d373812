// Backtest and replay of many sales: node bench/backtest.ts [--sales 1000000]
//
// Sales are made through the pipeline, one for each affiliate, and copied in the database with all their rows; then the very flows of `fairlead
// backtest` and `fairlead replay` run over them, in this process, on the embedded PostgreSQL.
import './tools/as-command.ts';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { backtest } from '../core/src/flows/backtest.ts';
import { replayPayments } from '../core/src/flows/verify/index.ts';
import { useLittleMemory } from '../core/src/cli/modest-memory.ts';
import { defineConfig } from '../core/src/plugins/index.ts';
import { findCampaign } from '../core/src/store/backtest.ts';
import { openStore, type Store } from '../core/src/store/database.ts';
import { inSnapshot, type Scope } from '../core/src/store/session.ts';
import { defaultAttribution, defaultCommission } from '../core/src/domain/terms.ts';
import { brand } from '../core/src/testing/builders.ts';
import { testEngine } from '../core/src/testing/engine.ts';
import { scenario } from '../core/src/testing/scenario.ts';
import config from './fairlead.config.ts';
import { startBenchDatabase } from './tools/database.ts';
import { elsewhereText, watchElsewhere } from './tools/elsewhere.ts';
import { copySales, type Template } from './tools/past.ts';
import { cpuOfTree, memoryOf } from './tools/process-cpu.ts';
import { tell, tellMachine } from './tools/report.ts';

const { values } = parseArgs({
  options: { sales: { type: 'string', default: '1000000' }, 'data-dir': { type: 'string' } },
});
const wanted = Number(values.sales);
const kept = values['data-dir'];

tellMachine('itself');
useLittleMemory();
// Room for its log: what is measured writes nothing.
const database = await startBenchDatabase(kept, ['-c', 'max_wal_size=8GB']);
const store = await openStore({ url: database.url });
const engine = testEngine(store, [...defineConfig(config).plugins]);
const day = 86_400_000;
const began = performance.now();
const found = await findPast(store);
const { scope, campaignId } = found ?? (await makePast());
console.log(
  `  ${wanted.toLocaleString('en')} sales are there after ${Math.round((performance.now() - began) / 1_000)} s`,
);

/** Of an earlier run on the same folder. */
async function findPast({ pool }: Store) {
  const { rows } = await pool.query<{ id: string }>('select id from list_organizations()');
  const [organization] = rows;
  if (organization === undefined) return null;
  const scope: Scope = { organizationId: organization.id, actor: 'bench' };
  const campaign = await inSnapshot(store, scope, (session) => findCampaign(session, scope, 'main'));
  return campaign === null ? null : { scope, campaignId: campaign.id };
}

async function makePast() {
  const names = Array.from({ length: 20 }, (_, number) => `partner-${String.fromCodePoint(97 + number)}`);
  const shop = scenario(engine, await brand(store, { campaigns: [{ slug: 'main', affiliates: names }] }));
  const at = new Date(Date.now() - day).toISOString();
  const templates: Template[] = [];
  for (const [number, name] of names.entries()) {
    const clickId = await shop.click(name, new Date(Date.now() - 2 * day).toISOString());
    const [buyer, sale] = [`buyer-${name}`, `sale-${name}`];
    const { intake } = await shop.sale(sale, {
      occurredAt: at,
      amount: BigInt(9_000 + number),
      evidence: { clickIds: [clickId] },
      customer: { externalId: buyer },
    });
    templates.push({ paymentId: intake.paymentId, names: [buyer, sale] });
  }
  const client = new pg.Client({ connectionString: database.url, options: '-c search_path=fairlead' });
  await client.connect();
  await client.query(`select set_config('app.organization', $1, false), set_config('app.actor', 'bench', false)`, [
    shop.organizationId,
  ]);
  await copySales(client, templates, wanted);
  await client.end();
  return { scope: shop.scope, campaignId: shop.campaign('main') };
}

interface Run {
  readonly rate: number;
  readonly memory: number;
}

async function run(what: string, work: () => Promise<number>): Promise<Run> {
  const elsewhere = watchElsewhere(database.pid);
  const [cpu, cpuDb, since] = [process.cpuUsage(), cpuOfTree(database.pid), performance.now()];
  const done = await work();
  const seconds = (performance.now() - since) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const each = (microseconds: number): string => `${(microseconds / done).toFixed(0)} µs`;
  const memory = memoryOf(process.pid).most;
  console.log(
    `  ${what}: ${done.toLocaleString('en')} in ${seconds.toFixed(1)} s, ${Math.round(done / seconds).toLocaleString('en')} a second; processor time each: ` +
      `node ${each(user + system)}, PostgreSQL ${each(cpuOfTree(database.pid) - cpuDb)}; ${elsewhereText(elsewhere())}`,
  );
  return { rate: done / seconds / 1_000, memory };
}

const commission = {
  ...defaultCommission,
  models: { cps: { kind: 'percent', rate: 250_000, renewals: 'first', cap: null } },
};
const tested = await run('backtest', async () => {
  const order = {
    campaignId,
    terms: { attribution: defaultAttribution, commission },
    from: new Date(Date.now() - 3 * day).toISOString(),
    to: new Date().toISOString(),
  };
  const result = await backtest(engine, scope, order, { lanes: 2, onProgress: () => undefined });
  if (result.untrue > 0) throw new Error(`${result.untrue} are not as the ledger has them`);
  return result.payments;
});
const replayed = await run('replay', async () => {
  let found = 0;
  const { payments } = await replayPayments(engine, scope, {
    onFinding: () => void found++,
    onProgress: () => undefined,
  });
  if (found > 0) throw new Error(`${found} differences`);
  return payments;
});
const rate = { must: 400, aim: 600, more: true };
const held = [
  tell('backtest', tested.rate, ' k/s', rate),
  tell('replay', replayed.rate, ' k/s', rate),
  tell('memory of it', Math.max(tested.memory, replayed.memory), ' MB', { must: 300, aim: 220 }),
];
if (!held.every(Boolean)) process.exitCode = 1;
await store.close();
await database.stop();
