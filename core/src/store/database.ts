import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { entities } from './entities/index.ts';
import { createLines, type Line } from './line.ts';

/** The two ways into PostgreSQL: lines for streams and hot paths, the ORM for what people edit. */
export interface Store {
  readonly pool: pg.Pool;
  /** Takes one of the pool's connections for a stream of statements; it must be released. */
  readonly line: () => Promise<Line>;
  readonly orm: MikroORM;
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly url: string;
  /** Connections for streams. Default 10. */
  readonly connections?: number;
  /** Entities of plugins. */
  readonly entities?: readonly unknown[];
  /** Told of connections lost while idle; queries report their own. */
  readonly onLost?: (error: Error) => void;
}

const searchPath = '-c search_path=fairlead';
/**
 * Statements of streams are planned once per connection: they look up by key, and planning anew for every id, over partitions and arrays, costs
 * more than the look itself.
 */
const plannedOnce = `${searchPath} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off`;

/** Opens both pools; connects on first use, so that a database that is away does not stop the process. */
export async function openStore({ url, connections = 10, entities: more = [], onLost }: StoreOptions): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    options: plannedOnce,
    connectionTimeoutMillis: 5_000,
    application_name: 'fairlead',
  });
  // Without a listener an idle connection that breaks would take the process down with the database.
  pool.on('error', (error: Error & { client?: unknown }) => {
    // The pool hangs its whole client on the error, pages of it in a log.
    delete error.client;
    onLost?.(error);
  });
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [...entities, ...more] as never,
    schema: 'fairlead',
    driverOptions: { options: searchPath, application_name: 'fairlead' },
    pool: { min: 0, max: 4 },
    ensureDatabase: false,
  });
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await Promise.all([pool.end(), orm.close(true)]);
  };
  return { pool, line: createLines(pool), orm, close: () => (closed ??= close()) };
}
