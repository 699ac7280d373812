// Sales against one plpgsql call that does the same look-ups and writes, in one run: node bench/sale.ts [--seconds 4] [--rounds 5]
//
// Eight clients. First through the store and the engine in this process, then over HTTP, each request signed. The database is the product's own,
// with its durable settings. Rounds alternate, so that what else happens on the machine hits all alike; the ratios are of medians.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createApiKey } from '../core/src/flows/manage/create-api-key.ts';
import type { Engine } from '../core/src/flows/engine.ts';
import { openRateBook } from '../core/src/flows/rate-book.ts';
import { recordSale } from '../core/src/flows/record-sale.ts';
import { checksOf, defineConfig, load, registries } from '../core/src/plugins/index.ts';
import { openStore } from '../core/src/store/database.ts';
import { newId } from '../core/src/store/ids.ts';
import { sealer } from '../core/src/store/sealing.ts';
import { inOrganization } from '../core/src/store/session.ts';
import config from './fairlead.config.ts';
import { startBenchDatabase } from './tools/database.ts';
import { startFairlead } from './tools/fairlead.ts';
import { median, tell, tellMachine } from './tools/report.ts';
import { makeBrands, perSecond, pick, signedClient } from './tools/sales.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '4' }, rounds: { type: 'string', default: '5' } },
});
const milliseconds = Number(values.seconds) * 1000;

tellMachine('eight clients of its own');
const database = await startBenchDatabase();
const { adapters, rateSources, ...rules } = registries(load(defineConfig(config).plugins));
const store = await openStore({ url: database.url });
const engine: Engine = { store, rules, adapters, rateSources, rates: openRateBook(rateSources), now: () => new Date() };
const { brands, clicks } = await makeBrands(store, 4);

const byStore = async (): Promise<void> => {
  const { organizationId, clickId } = pick(clicks);
  const id = newId();
  const scope = { organizationId, actor: 'key:bench' };
  const { outcome } = await inOrganization(store, scope, (session) =>
    recordSale(engine, session, scope, {
      externalEventId: id,
      mode: 'live',
      occurredAt: new Date().toISOString(),
      currency: 'USD',
      amount: 5_000n,
      items: [],
      evidence: { clickIds: [clickId] },
      customer: { externalId: `u${id}` },
      timeGiven: false,
    }),
  );
  if (outcome.standing !== 'credited') throw new Error(`${outcome.standing}: ${outcome.reason}`);
};

const pool = new pg.Pool({ connectionString: database.url, max: 8, options: '-c search_path=fairlead' });
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

const server = await startFairlead({ databaseUrl: database.url });
const own = clicks.filter(({ organizationId }) => organizationId === brands[0]?.organizationId);
const desk = {
  engine,
  sealer: sealer([Buffer.alloc(32, 'bench')]),
  checks: checksOf({ adapters, rateSources, ...rules }),
  publicUrl: server.origin,
};
const made = await createApiKey(desk, brands[0]!.scope, {
  name: 'Bench',
  mode: 'live',
  scopes: ['track'],
  signed: true,
});
const send = signedClient(server.origin, made.key, made.signingSecret ?? '');
const byHttp = (): Promise<void> => send(pick(own).clickId);

try {
  for (const warm of [byStore, byCeiling, byHttp]) await perSecond(warm, 1_500);
  const rounds: { readonly store: number; readonly ceiling: number; readonly http: number }[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const one = {
      store: await perSecond(byStore, milliseconds),
      ceiling: await perSecond(byCeiling, milliseconds),
      http: await perSecond(byHttp, milliseconds),
    };
    console.log(
      `  store ${one.store.toFixed(0)}/s, ceiling ${one.ceiling.toFixed(0)}/s, signed over HTTP ${one.http.toFixed(0)}/s`,
    );
    rounds.push(one);
  }
  const held = [
    tell('sale through the store ÷ ceiling', median(rounds.map((one) => one.store / one.ceiling)), '', {
      must: 0.55,
      aim: 0.65,
      more: true,
    }),
    tell('sale over HTTP, signed ÷ ceiling', median(rounds.map((one) => one.http / one.ceiling)), '', {
      must: 0.4,
      aim: 0.5,
      more: true,
    }),
  ];
  if (!held.every(Boolean)) process.exitCode = 1;
} finally {
  await server.stop();
  await pool.end();
  await store.close();
  await database.stop();
}
