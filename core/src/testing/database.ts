import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { migrate as migrateCore } from '../store/migrate.ts';

/** What this needs of tap's `t`. */
export interface TestScope {
  teardown(handler: () => Promise<void>): void;
}

export interface TestDatabaseOptions {
  /**
   * Makes the schema, as `ownerUrl`, for a server that logs in as `login`. Runs once in a whole run of the tests; each
   * caller gets a copy of what it made. Default: the core's migrations.
   */
  readonly migrate?: (ownerUrl: string, login: string) => Promise<unknown>;
  /** One template per name: give one of its own to every other `migrate`. Default `core`. */
  readonly template?: string;
}

/** A database of a test's own, dropped when the test ends. */
export interface TestDatabase {
  /** As a server is given it: a role that owns nothing. */
  readonly url: string;
  /** Of the role that owns the tables; no superuser. */
  readonly ownerUrl: string;
  /** For what only a superuser may do: looking behind row level security, killing sessions. */
  readonly superuserUrl: string;
  drop(): Promise<void>;
}

const OWNER = 'fairlead_test_owner';
const LOGIN = 'fairlead_test_login';
/** Any fixed number: it serialises making the template among the test files that run at once. */
const TEMPLATE_LOCK = 4_400_001;

/**
 * A database with the schema in it, of this test's own: copied from a template in about a tenth of a second.
 *
 * @example
 * t.test('R5: a refund waits for its payment', async (t) => {
 *   const { url } = await testDatabase(t);
 * });
 */
export async function testDatabase(t: TestScope, options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = serverOfThisRun();
  const { migrate = (ownerUrl, login) => migrateCore({ ownerUrl, login }), template = 'core' } = options;
  const source = `template_${template}`;
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withClient(server, async (client) => {
    await makeTemplate(client, server, source, migrate);
    const database = escapeIdentifier(name);
    await client.query(`CREATE DATABASE ${database} TEMPLATE ${escapeIdentifier(source)} OWNER ${OWNER}`);
  });
  const drop = (): Promise<void> =>
    withClient(server, async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
    });
  t.teardown(drop);
  return {
    url: urlFor(server, name, LOGIN),
    ownerUrl: urlFor(server, name, OWNER),
    superuserUrl: urlFor(server, name),
    drop,
  };
}

function serverOfThisRun(): string {
  const url = process.env['FAIRLEAD_TEST_DATABASE_URL'];
  if (url !== undefined) return url;
  const file = path.relative(process.cwd(), process.argv[1] ?? '');
  throw new Error(`This test needs a PostgreSQL, which the test runner starts. Run: npx -y pnpm@12 test ${file}`);
}

/** Made under another name and renamed when whole, so that a template that exists can be copied. */
async function makeTemplate(
  client: Client,
  server: string,
  template: string,
  migrate: (ownerUrl: string, login: string) => Promise<unknown>,
): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    if (await exists(client, 'SELECT FROM pg_database WHERE datname = $1', template)) return;
    await makeRole(client, server, OWNER, 'CREATEROLE');
    await makeRole(client, server, LOGIN, 'NOCREATEROLE');
    const unfinished = `${template}_unfinished`;
    await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(unfinished)} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${escapeIdentifier(unfinished)} OWNER ${OWNER}`);
    await migrate(urlFor(server, unfinished, OWNER), LOGIN);
    await client.query(`ALTER DATABASE ${escapeIdentifier(unfinished)} RENAME TO ${escapeIdentifier(template)}`);
    // A database with a session in it cannot be copied.
    await client.query(`ALTER DATABASE ${escapeIdentifier(template)} WITH ALLOW_CONNECTIONS false`);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

async function makeRole(client: Client, server: string, role: string, may: string): Promise<void> {
  if (await exists(client, 'SELECT FROM pg_roles WHERE rolname = $1', role)) return;
  await client.query(`CREATE ROLE ${role} LOGIN ${may} PASSWORD ${escapeLiteral(password(server, role))}`);
}

async function exists(client: Client, query: string, name: string): Promise<boolean> {
  return (await client.query(query, [name])).rowCount === 1;
}

function urlFor(server: string, database: string, role?: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  if (role !== undefined) [url.username, url.password] = [role, password(server, role)];
  return url.href;
}

/** Derived, so that all test files of a run agree on it without telling each other. */
function password(server: string, role: string): string {
  return createHash('sha256').update(`${role} ${server}`).digest('hex');
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
