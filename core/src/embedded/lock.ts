import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EmbeddedError } from './error.ts';

const SQLITE_BUSY = 5;

/** A lock that ends with the process that holds it, in whatever way that one ends. */
export interface Lock {
  release(): void;
}

/**
 * Locks a folder for this process; undefined when another process (or another caller in this one) holds it.
 *
 * It is a lock of the operating system, reached through SQLite, which is the only way to one that Node offers on every
 * platform. A file with a process id in it would have to be judged: the id may be reused (in containers it always
 * is), and two starts may judge the same stale file at once. Here the kernel releases the lock, and nothing is stale.
 */
export function lockFolder(folder: string): Lock | undefined {
  const file = path.join(folder, 'lock');
  try {
    const database = new DatabaseSync(file);
    database.exec('BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined;
    throw new EmbeddedError(
      `Cannot lock the data folder ${folder}: ${(error as Error).message}. It must be writable and on a file system with locks; ` +
        'FAIRLEAD_DATA_DIR names another one.',
      { cause: error },
    );
  }
}
