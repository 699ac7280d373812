import { Client } from 'pg';
import type { MigrateInput } from './migrate.ts';
import { coreMigrations } from './migrations/index.ts';

/** Names of the migrations that did not run yet, in order: all of them on an empty database. Changes nothing. */
export async function pendingMigrations({ ownerUrl, migrations = [] }: MigrateInput): Promise<readonly string[]> {
  const client = new Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: 5_000,
    application_name: 'fairlead',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const ran = new Set(await namesOf(client));
    return [...coreMigrations, ...migrations].map(({ name }) => name).filter((name) => !ran.has(name));
  } finally {
    await client.end();
  }
}

async function namesOf(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('fairlead.migration') is not null there`);
  if (rows[0]?.there !== true) return [];
  return (await client.query<{ name: string }>('select name from fairlead.migration')).rows.map(({ name }) => name);
}
