import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import { EmbeddedError } from './error.ts';
import { spawnWatched } from './watchdog.ts';

const READY = 'database system is ready to accept connections';
const TAIL_LINES = 20;

export interface ServerOptions {
  readonly postgres: string;
  readonly account: Account;
  readonly cluster: string;
  readonly port: number;
  readonly flags: readonly string[];
}

/** One run of the postgres program, from ready to ended. */
export interface Server {
  readonly ended: Promise<{ readonly code: number; readonly lastWords: string }>;
  /** Fast shutdown: open transactions are rolled back, what was committed is written, then it ends. */
  stop(): Promise<void>;
}

/** PostgreSQL ended before it was ready; `lastWords` is what it said. */
export class StartFailure extends EmbeddedError {
  readonly lastWords: string;
  constructor(cluster: string, code: number, lastWords: string) {
    super(`PostgreSQL in ${cluster} did not start (ended with ${code}): ${lastWords}`);
    this.lastWords = lastWords;
  }
}

/** Starts PostgreSQL and resolves when it accepts connections on 127.0.0.1. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { postgres, account, cluster, port, flags } = options;
  await waitForPrevious(cluster);
  const watched = spawnWatched([postgres, '-D', cluster, ...settings(port), ...flags], account, cluster);
  const log = createInterface({ input: watched.process.stderr as Readable });
  const tail: string[] = [];
  const ready = new Promise<true>((resolve) => {
    log.on('line', (line) => {
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
      if (line.includes(READY)) resolve(true);
    });
  });
  const logClosed = once(log, 'close');
  const ended = watched.ended.then(async (code) => {
    // What it said last may still be on its way; a backend that outlives a killed postmaster keeps the pipe open.
    await Promise.race([logClosed, sleep(100)]);
    // If it was the watchdog that was killed, PostgreSQL still runs: this ends it.
    watched.interrupt();
    return { code, lastWords: tail.join('\n') };
  });
  const first = await Promise.race([ready, ended]);
  if (first !== true) throw new StartFailure(cluster, first.code, first.lastWords);
  return {
    ended,
    stop: async () => {
      watched.interrupt();
      await ended;
    },
  };
}

/**
 * What makes the launcher work (one port on the loopback interface, the log on stderr) and modest sizes for a machine
 * it shares. Durability is left at PostgreSQL's defaults, which are the safe ones; all else is the operator's, in
 * postgresql.conf.
 */
function settings(port: number): readonly string[] {
  const fixed = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    logging_collector: 'off',
    log_destination: 'stderr',
    lc_messages: 'C',
    timezone: 'UTC',
    shared_buffers: '128MB',
    max_connections: '100',
  };
  return Object.entries(fixed).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * Waits while a server of an earlier start is still shutting down. A process id in the file of a killed server may
 * by now belong to another program, which PostgreSQL would take for a server and refuse to start: such a file is removed.
 */
async function waitForPrevious(cluster: string, patienceMs = 60_000): Promise<void> {
  const file = path.join(cluster, 'postmaster.pid');
  for (let waited = 0; ; waited += 50) {
    const pid = fs.existsSync(file) ? Number.parseInt(fs.readFileSync(file, 'utf8'), 10) : 0;
    if (!pid || !isAlive(pid)) return;
    if (!isPostgres(pid)) return fs.rmSync(file, { force: true });
    if (waited >= patienceMs) {
      throw new EmbeddedError(
        `Another PostgreSQL, process ${pid}, uses ${cluster} and does not end. Stop it with: kill -INT ${pid}`,
      );
    }
    await sleep(50);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Where it can't be told it is taken for one: to wait in vain harms nothing. */
function isPostgres(pid: number): boolean {
  if (fs.existsSync('/proc/self/comm')) {
    const comm = `/proc/${pid}/comm`;
    return fs.existsSync(comm) && fs.readFileSync(comm, 'utf8').trim() === 'postgres';
  }
  const { status, stdout } = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' });
  return status !== 0 || stdout.trim().endsWith('postgres');
}
