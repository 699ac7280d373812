import fs from 'node:fs';
import pg from 'pg';
import type { Engine } from '../../core/src/flows/engine.ts';
import type { Desk } from '../../core/src/flows/manage/desk.ts';
import { openRateBook } from '../../core/src/flows/rate-book.ts';
import { rollMonths } from '../../core/src/flows/roll-months.ts';
import { sumPeriods } from '../../core/src/flows/sum-periods.ts';
import { checksOf, defineConfig, load, registries } from '../../core/src/plugins/index.ts';
import { openStore } from '../../core/src/store/database.ts';
import { sealer } from '../../core/src/store/sealing.ts';
import { brand } from '../../core/src/testing/builders.ts';
import config from '../fairlead.config.ts';
import { startBenchDatabase } from './database.ts';
import { startFairlead } from './fairlead.ts';

export interface Past {
  readonly sales: number;
  readonly affiliates?: number;
  readonly clicks?: number;
}

/** A running server and, behind it, a brand with so many sales of a year (history.sql). */
export async function brandWithPast({ sales, affiliates = 5_000, clicks = 10 * sales }: Past) {
  const database = await startBenchDatabase();
  const known = registries(load(defineConfig(config).plugins));
  const { adapters, rateSources, ...rules } = known;
  const rates = openRateBook(rateSources);
  const store = await openStore({ url: database.url });
  const engine: Engine = { store, rules, adapters, rateSources, rates, now: () => new Date() };
  const names = Array.from({ length: 40 }, (_, n) => `partner${n}`);
  const acme = await brand(store, {
    campaigns: [
      { slug: 'main', affiliates: names },
      { slug: 'rare', affiliates: ['partner0'] },
    ],
  });
  const client = new pg.Client({ connectionString: database.url, options: '-c search_path=fairlead' });
  await client.connect();
  await client.query(`select set_config('app.organization', $1, false), set_config('app.actor', 'bench', false)`, [
    acme.organizationId,
  ]);
  const history = fs.readFileSync(new URL('./history.sql', import.meta.url), 'utf8');
  const sizes = { ':sales': sales, ':affiliates': affiliates, ':clicks': clicks };
  await client.query(
    Object.entries(sizes).reduce((text, [name, size]) => text.replaceAll(name, String(size)), history),
  );
  await client.query('vacuum analyze');
  // As the worker does within the hour.
  await rollMonths(engine, acme.organizationId);
  await sumPeriods(engine, acme.organizationId);
  await client.query('vacuum analyze');
  const server = await startFairlead({ databaseUrl: database.url });
  const seal = sealer([Buffer.alloc(32, 'bench')]);
  const desk: Desk = { engine, sealer: seal, checks: checksOf(known), publicUrl: server.origin };
  return {
    acme,
    client,
    desk,
    server,
    stop: async () => {
      await client.end();
      await server.stop();
      await store.close();
      await database.stop();
    },
  };
}
