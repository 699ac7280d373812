import { Client } from 'pg';

/** What a PostgreSQL says of itself and of the role that logs in. */
export interface ServerFacts {
  /** `180004`: major × 10 000 + minor. */
  readonly version: number;
  readonly encoding: string;
  readonly timeZone: string;
  readonly fsync: string;
  readonly synchronousCommit: string;
  readonly fullPageWrites: string;
  /** Its clock less this process's, milliseconds; exact to half the round trip. */
  readonly skewMs: number;
  readonly roundTripMs: number;
}

/** Opens a connection of its own for `work`; fails within seconds where nobody answers. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'fairlead doctor',
  });
  // Without a listener a lost connection would take the process down; the queries themselves report it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const settings = `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
  current_setting('TimeZone') as "timeZone", current_setting('fsync') as fsync, current_setting('synchronous_commit') as "synchronousCommit",
  current_setting('full_page_writes') as "fullPageWrites"`;

export async function serverFacts(client: Client): Promise<ServerFacts> {
  const { rows } = await client.query<Omit<ServerFacts, 'skewMs' | 'roundTripMs'>>(settings);
  const [said] = rows;
  if (said === undefined) throw new Error('PostgreSQL does not tell its settings');
  const before = Date.now();
  const clock = await client.query<{ now: number }>('select extract(epoch from clock_timestamp()) * 1000 as now');
  const after = Date.now();
  const skewMs = Math.round(Number(clock.rows[0]?.now) - (before + after) / 2);
  return { ...said, skewMs, roundTripMs: after - before };
}
