import { Client } from 'pg';
import type { Store } from '../../src/store/database.ts';

/** How many there were in the whole database, of which this store is the only one. A session tells what it counted when it ends, so the store is closed. */
export async function deadlocksSeen(store: Store, superuserUrl: string): Promise<number | undefined> {
  await store.close();
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  const { rows } = await client.query<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  );
  await client.end();
  return rows[0]?.deadlocks;
}
