import type { Command } from 'commander';
import type { FairleadServer } from '../server.ts';
import { sealer } from '../store/sealing.ts';
import { secretKeys } from '../store/secret-keys.ts';
import { dashboardFolder } from './dashboard.ts';
import { type Database, startDatabase } from './database.ts';
import type { Environment } from './environment.ts';
import { Failure } from './failure.ts';
import { bringUpToDate } from './migrate.ts';
import { type Configured, configured, keySource } from './opened.ts';
import { print, say } from './output.ts';
import { versionOfCore } from './own-package.ts';
import { stopSignal } from './stop-signal.ts';
import { welcome } from './welcome.ts';

export function addStart(program: Command): void {
  program.command('start').description('start the database and the server').action(start);
}

async function start(): Promise<void> {
  const known = await configured();
  const starting = startDatabase({ ...known, onProgress: say });
  // Once PostgreSQL is under way, which takes it a second where it is set up first, the code that serves is read meanwhile.
  setTimeout(() => void serving(), 100).unref();
  const database = await starting;
  try {
    await bringUpToDate({ ...known, database });
    await serve({ ...known, database }, welcome);
  } finally {
    await database.close();
  }
}

const serving = () => import('../server.ts');

/** Serves a database that is up to date, until a signal says to stop. `onListening` tells people what to do next. */
export async function serve(
  known: Configured & { readonly database: Database },
  onListening: (server: FairleadServer) => Promise<void>,
): Promise<void> {
  const { environment, config, loaded, database } = known;
  const publicUrl = config.server.publicUrl?.replace(/\/$/, '');
  const { createServer } = await serving();
  const server = await createServer({
    config,
    loaded,
    databaseUrl: database.url,
    sealer: sealer(secretKeys(keySource({ environment, database }))),
    ...(publicUrl !== undefined && { publicUrl }),
    version: versionOfCore(),
    dashboard: await dashboardFolder(environment.configFile),
    logger: { level: process.env['LOG_LEVEL'] ?? 'info' },
  });
  try {
    const address = await listen(server, environment);
    await onListening(server);
    print(`Fairlead listens on ${address}`);
    const signal = await stopSignal();
    say(`${signal}: stopping`);
  } finally {
    await server.stop();
  }
}

async function listen({ app }: FairleadServer, { host, port }: Environment): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE')
      throw new Failure(`Port ${port} is taken by another program: stop it, or set PORT to a free one.`);
    if (code === 'EACCES') throw new Failure(`Port ${port} may not be used by this user: set PORT to one above 1023.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new Failure(`HOST ${host} is no address of this machine.`);
    throw error;
  }
}
