import { openEmbedded, startEmbedded } from '../embedded/index.ts';
import type { Config } from './config.ts';
import type { Environment } from './environment.ts';

/** A PostgreSQL that answers, or one that the operator runs. URLs carry passwords: print `description` instead. */
export interface Database {
  readonly url: string;
  /** Of the role that owns the tables; the same as `url` unless the operator says otherwise. */
  readonly ownerUrl: string;
  readonly description: string;
  /** It is Fairlead's own, in the data folder. */
  readonly embedded: boolean;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly environment: Environment;
  readonly config: Config;
  readonly onProgress: (message: string) => void;
}

/**
 * The database for a server: the operator's where one is named, in the configuration or by DATABASE_URL, else the embedded
 * one, which this process then owns.
 */
export async function startDatabase(options: DatabaseOptions): Promise<Database> {
  return namedDatabase(options) ?? embeddedDatabase(options, startEmbedded);
}

/** The database for a command, which may run beside a server on the same data folder. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return namedDatabase(options) ?? embeddedDatabase(options, openEmbedded);
}

function namedDatabase({ environment, config }: DatabaseOptions): Database | undefined {
  const url = config.database?.url ?? environment.databaseUrl;
  if (url === undefined) return undefined;
  const ownerUrl = config.database?.ownerUrl ?? environment.databaseOwnerUrl ?? url;
  const { host, pathname } = new URL(url);
  return { url, ownerUrl, description: `PostgreSQL at ${host}${pathname}`, embedded: false, close: async () => {} };
}

async function embeddedDatabase(
  { environment, onProgress }: DatabaseOptions,
  open: typeof startEmbedded,
): Promise<Database> {
  const { dataDir } = environment;
  const embedded = await open({ dataDir, onProgress });
  return {
    url: embedded.url,
    ownerUrl: embedded.url,
    description: `PostgreSQL 18 at ${embedded.host}, data in ${dataDir}`,
    embedded: true,
    close: () => embedded.stop(),
  };
}
