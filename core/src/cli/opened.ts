import { openConnections, type Connections } from '../flows/connections.ts';
import type { Engine } from '../flows/engine.ts';
import { openRateBook } from '../flows/rate-book.ts';
import type { Desk } from '../flows/manage/desk.ts';
import {
  checksOf,
  type Config,
  type ConfigInput,
  defineConfig,
  type Loaded,
  load,
  registries,
  tablesOf,
} from '../plugins/index.ts';
import { openStore, type Store } from '../store/database.ts';
import { pendingMigrations } from '../store/pending-migrations.ts';
import { type Sealer, sealer } from '../store/sealing.ts';
import { secretKeys } from '../store/secret-keys.ts';
import { loadConfig } from './config.ts';
import { type Database, openDatabase } from './database.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { Failure } from './failure.ts';
import { say } from './output.ts';

/** What is known before any database: checked as a whole, with every mistake named at once. */
export interface Configured {
  readonly environment: Environment;
  readonly config: Config;
  /** In dependency order. */
  readonly loaded: readonly Loaded[];
}

/** Everything a command stands on. */
export interface Opened extends Configured {
  readonly database: Database;
  readonly store: Store;
  readonly engine: Engine;
  /** Asked for only by commands that need secrets, since a key may be missing where none is needed. */
  readonly sealer: () => Sealer;
  readonly connections: () => Connections;
  /** What the flows of management stand on. */
  readonly desk: () => Desk;
}

/** @throws Failure, ConfigError */
export async function configured(variables: NodeJS.ProcessEnv = process.env): Promise<Configured> {
  const environment = readEnvironment(variables);
  const config = defineConfig((await loadConfig(environment.configFile)) as ConfigInput);
  return { environment, config, loaded: load(config.plugins) };
}

/** Runs `work` with the database of the configuration, which may be that of a server under way. */
export async function withDatabase<T>(
  work: (opened: Configured & { readonly database: Database }) => Promise<T>,
): Promise<T> {
  const known = await configured();
  const database = await openDatabase({ ...known, onProgress: say });
  try {
    return await work({ ...known, database });
  } finally {
    await database.close();
  }
}

/**
 * Opens configuration, plugins, database, store and engine for `work`, and closes them in reverse.
 *
 * @throws Failure when the database is not there or not up to date
 */
export async function withFairlead<T>(work: (fairlead: Opened) => Promise<T>): Promise<T> {
  return withDatabase(async (known) => {
    await requireMigrated(known);
    return withStore(known, work);
  });
}

/** The same on a database that was just migrated. */
export async function withStore<T>(
  opening: Configured & { readonly database: Database },
  work: (fairlead: Opened) => Promise<T>,
): Promise<T> {
  const { database, loaded } = opening;
  const store = await openStore({ url: database.url, entities: tablesOf(loaded).entities });
  try {
    const known = registries(loaded);
    const { adapters, rateSources, ...rules } = known;
    const rates = openRateBook(rateSources);
    const engine: Engine = { store, rules, adapters, rateSources, rates, now: () => new Date() };
    const seals = (): Sealer => sealer(secretKeys(keySource(opening)));
    return await work({
      ...opening,
      store,
      engine,
      sealer: seals,
      connections: () => openConnections(engine, seals()),
      desk: () => ({ engine, sealer: seals(), checks: checksOf(known), publicUrl: publicUrlOf(opening) }),
    });
  } finally {
    await store.close();
  }
}

/** Where the world reaches the server, without a slash at its end. */
export const publicUrlOf = ({ config, environment }: Configured): string =>
  config.server.publicUrl?.replace(/\/$/, '') ?? `http://localhost:${environment.port}`;

/** Only the embedded database keeps a key of its own beside it. */
export function keySource({
  environment,
  database,
}: {
  readonly environment: Environment;
  readonly database: Database;
}) {
  const given = environment.secretKey;
  return database.embedded ? { given, dataDir: environment.dataDir } : { given };
}

async function requireMigrated({
  database,
  loaded,
}: {
  readonly database: Database;
  readonly loaded: readonly Loaded[];
}): Promise<void> {
  const { ownerUrl } = database;
  const pending = await pendingMigrations({ ownerUrl, migrations: tablesOf(loaded).migrations });
  if (pending.length === 0) return;
  throw new Failure(
    `The database (${database.description}) is not up to date: ${pending.join(', ')} did not run. ` +
      'Run: fairlead migrate (a server does so at its start).',
  );
}
