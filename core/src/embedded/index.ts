import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { OWNER, prepareCluster, SUPERUSER } from './cluster.ts';
import { FolderInUse, type Passwords, readPasswords, readRunning, takeDataFolder } from './data-folder.ts';
import { superviseServer } from './supervise.ts';

export { FolderInUse } from './data-folder.ts';
export { EmbeddedError } from './error.ts';

export interface EmbeddedOptions {
  /** Folder for everything kept on disk; made where missing. Relative to the working directory. */
  readonly dataDir: string;
  /** Further words for the postgres command line, e.g. `['-c', 'work_mem=16MB']`. They win over the defaults. */
  readonly flags?: readonly string[];
  /** false: for data that is thrown away (tests), nothing is flushed to disk. Default true. */
  readonly durable?: boolean;
  /** Told what takes time or went wrong, one message at a time. */
  readonly onProgress?: (message: string) => void;
}

/** URLs carry passwords: never print them. `host` is for people. */
export interface EmbeddedAddress {
  /** As the role that owns the tables; not a superuser. */
  readonly url: string;
  /** As the superuser, for tests and repairs. */
  readonly superuserUrl: string;
  /** e.g. `127.0.0.1:24001` */
  readonly host: string;
}

export interface Embedded extends EmbeddedAddress {
  /** Shuts PostgreSQL down and gives the folder back. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL 18 on a data folder and keeps it running until `stop`, or until this process ends in whatever way.
 * If PostgreSQL dies, it is started again on the same port.
 *
 * @throws FolderInUse when another process runs Fairlead on the folder
 * @throws EmbeddedError when it cannot run here
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dataDir, flags = [], durable = true, onProgress = () => {} } = options;
  const folder = takeDataFolder(dataDir);
  try {
    const binaries = await findBinaries();
    const account = chooseAccount(binaries.postgres, folder.root);
    const passwords = await prepareCluster({ folder, binaries, account, durable, onProgress });
    const allFlags = durable ? flags : ['-c', 'fsync=off', '-c', 'full_page_writes=off', ...flags];
    const { postgres } = binaries;
    const server = await superviseServer({ postgres, account, cluster: folder.cluster, flags: allFlags }, onProgress);
    folder.setRunning(server.port);
    let stopped: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopped ??= server.stop().finally(() => folder.release()));
    return { ...address(server.port, passwords), stop };
  } catch (error) {
    folder.release();
    throw error;
  }
}

/**
 * For commands that run beside a server or without one: uses the PostgreSQL of the process that holds the folder, and
 * starts one where nobody does. `stop` ends only what was started here.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  try {
    return await startEmbedded(options);
  } catch (error) {
    const found = error instanceof FolderInUse ? await findRunning(path.resolve(options.dataDir)) : undefined;
    if (found === undefined) throw error;
    return { ...found, stop: async () => {} };
  }
}

/** Waits for the holder of the folder to have its PostgreSQL ready, which on a first start takes a second or two. */
async function findRunning(dataDir: string, patienceMs = 15_000): Promise<EmbeddedAddress | undefined> {
  for (let waited = 0; waited < patienceMs; waited += 100) {
    const { port } = readRunning(dataDir);
    const passwords = readPasswords(dataDir);
    if (port !== undefined && passwords !== undefined) return address(port, passwords);
    await sleep(100);
  }
  return undefined;
}

function address(port: number, passwords: Passwords): EmbeddedAddress {
  const host = `127.0.0.1:${port}`;
  return {
    url: `postgres://${OWNER}:${passwords.owner}@${host}/${OWNER}`,
    superuserUrl: `postgres://${SUPERUSER}:${passwords.superuser}@${host}/postgres`,
    host,
  };
}
