import { Client } from 'pg';
import { type Difference, verifyOrganization } from '../../src/flows/verify/index.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { listOrganizations } from '../../src/store/doors.ts';
import { migrate } from '../../src/store/migrate.ts';
import { brand } from '../../src/testing/builders.ts';
import { testDatabase, type TestScope } from '../../src/testing/database.ts';
import { type TestEngine, testEngine } from '../../src/testing/engine.ts';
import { scenario } from '../../src/testing/scenario.ts';
import { bundled } from '../flows/house.ts';

/** A database of a test's own in which one brand had a day of business. */
export interface Day {
  readonly engine: TestEngine;
  readonly organizationId: string;
  readonly verify: () => Promise<readonly Difference[]>;
  /** As superuser, with triggers and foreign keys off. */
  readonly breaking: (sql: string) => Promise<void>;
}

/** Three sales: `refunded` of bob's, a third of it refunded; `plain` of jane's, by a known customer; `nobody`, that credits none. */
export async function aDay(t: TestScope): Promise<Day> {
  const database = await testDatabase({ teardown: () => undefined }, { template: `day_${process.pid}`, migrate: live });
  const store = await openStore({ url: database.url, connections: 5 });
  t.teardown(async () => {
    await store.close();
    await database.drop();
  });
  const engine = testEngine(store, bundled());
  const organizationId = (await listOrganizations(store))[0]?.id ?? '';
  return {
    engine,
    organizationId,
    verify: () => differencesOf(engine, organizationId),
    breaking: (sql) => asSuperuser(database.superuserUrl, `set session_replication_role = replica; ${sql}`),
  };
}

export async function differencesOf(engine: TestEngine, organizationId: string): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  await verifyOrganization(engine, organizationId, {
    onDifference: (difference) => differences.push(difference),
    onProgress: () => {},
  });
  return differences;
}

async function live(ownerUrl: string, login: string): Promise<void> {
  await migrate({ ownerUrl, login });
  const store = await openStore({ url: ownerUrl });
  try {
    await aDayOf(store);
  } finally {
    await store.close();
  }
}

async function aDayOf(store: Store): Promise<void> {
  const s = scenario(testEngine(store, bundled()), await brand(store));
  const occurredAt = new Date(Date.now() - 60_000).toISOString();
  const by = (name: string) => ({ occurredAt, evidence: { slugs: [s.slug(name)] } });
  await s.sale('refunded', by('bob'));
  await s.refund('r1', 'refunded', 3_300n);
  await s.sale('plain', { ...by('jane'), customer: { externalId: 'c1', email: 'a@example.com' } });
  await s.sale('nobody', { occurredAt });
  await s.work();
}

async function asSuperuser(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url, options: '-c search_path=fairlead' });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
