import pg from 'pg';

/** Connections on which better-auth runs: of a role of their own, which reaches who people are and nothing of any organization. */
export type AuthPool = pg.Pool;

/** Connects on first use, and lets go of what is idle: installations that only use keys never hold one. */
export function openAuthPool(url: string, onLost: (error: Error) => void): AuthPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    options: '-c role=fairlead_auth -c search_path=auth',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: 'fairlead sign-in',
  });
  pool.on('error', (error: Error & { client?: unknown }) => {
    // The pool hangs its whole client on the error, pages of it in a log.
    delete error.client;
    onLost(error);
  });
  return pool;
}
