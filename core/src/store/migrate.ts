import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { Client } from 'pg';
import { coreMigrations, type NamedMigration } from './migrations/index.ts';
import { prepareDatabase } from './roles.ts';

export interface MigrateInput {
  /** The role that owns the schema: migrations run as it, the server never does. */
  readonly ownerUrl: string;
  /** The role the server logs in as; left out: the owner's. */
  readonly login?: string;
  /** Of plugins, in dependency order, after the core's. */
  readonly migrations?: readonly NamedMigration[];
}

/**
 * Brings the database up to date, forward only, under one advisory lock, so that several servers may start at once. Returns the names
 * of the migrations that ran.
 */
export async function migrate({ ownerUrl, login, migrations = [] }: MigrateInput): Promise<readonly string[]> {
  const lock = new Client({ connectionString: ownerUrl });
  // Without a listener a lost connection would take the process down; the queries themselves report it.
  lock.on('error', () => undefined);
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock(hashtextextended($1, 0))', ['fairlead:migrate']);
    await prepareDatabase(lock, login ?? new URL(ownerUrl).username);
    return await runMigrations(ownerUrl, [...coreMigrations, ...migrations]);
  } finally {
    await lock.end();
  }
}

async function runMigrations(ownerUrl: string, list: readonly NamedMigration[]): Promise<readonly string[]> {
  const orm = await MikroORM.init({
    clientUrl: ownerUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    schema: 'fairlead',
    driverOptions: { options: '-c search_path=fairlead' },
    pool: { min: 1, max: 2 },
    migrations: {
      tableName: 'migration',
      snapshot: false,
      silent: true,
      transactional: true,
      allOrNothing: false,
      migrationsList: list.map(({ name, class: migration }) => ({ name, class: migration })),
    },
  });
  try {
    const ran = await orm.migrator.up();
    return ran.map(({ name }) => name);
  } finally {
    await orm.close(true);
  }
}
