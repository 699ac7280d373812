import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Test } from 'tap';
import { readPasswords, readRunning } from '../../../core/src/embedded/data-folder.ts';
import { openStore } from '../../../core/src/store/database.ts';
import { temporaryFolder } from '../../../core/test/fixtures/data-folder.ts';
import { eventually, processesIn } from '../../../core/test/fixtures/processes.ts';

const fairlead = path.resolve(import.meta.dirname, '../../../core/bin/fairlead.js');
const config = path.join(import.meta.dirname, 'fairlead.config.ts');

/** A real installation on a data folder of its own: `fairlead start` in a process, and what can happen to it. */
export interface Installation {
  readonly origin: string;
  /** The live key of the first organization. */
  readonly key: string;
  /** kill -9 of Node; resolves when it is dead. PostgreSQL is left to the watchdog. */
  killNode(): Promise<void>;
  /** Starts it again on the same port; resolves when it listens. */
  startNode(): Promise<void>;
  /** kill -9 of the postmaster; the launcher starts it again. */
  killPostgres(): void;
  /** Ends every session of the server's, as an administrator might; how many there were. */
  terminateBackends(): Promise<number>;
  /** Rows, read as the superuser. */
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Runs a command of the CLI beside the server. */
  command(...words: string[]): Promise<{ readonly code: number; readonly output: string }>;
  /** SIGTERM; the exit code. */
  stop(): Promise<number>;
  /** Processes of the folder, PostgreSQL's included. */
  left(): readonly { readonly pid: number; readonly command: string }[];
  output(): string;
}

export async function install(t: Test): Promise<Installation> {
  const folder = temporaryFolder();
  const dataDir = path.join(folder, 'data');
  const port = await freePort();
  const env = {
    PATH: process.env['PATH'],
    PORT: String(port),
    FAIRLEAD_CONFIG: config,
    FAIRLEAD_DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
  };
  let output = '';
  let server: ChildProcess | undefined;

  const run = (words: readonly string[]): ChildProcess =>
    spawn(process.execPath, [fairlead, ...words], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });

  async function startNode(): Promise<void> {
    const child = run(['start']);
    server = child;
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        output += chunk.toString();
      });
    }
    await eventually(
      'fairlead listens',
      () => {
        if (child.exitCode !== null) throw new Error(`fairlead ended with ${child.exitCode}: ${said}`);
        return said.includes('Fairlead listens on');
      },
      30_000,
    );
  }

  const end = async (signal: NodeJS.Signals): Promise<number> => {
    const child = server;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? 1;
    const ended = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    return (await ended)[0] ?? 1;
  };

  const superuserUrl = (): string => {
    const { port: at } = readRunning(dataDir);
    return `postgres://postgres:${readPasswords(dataDir)?.superuser}@127.0.0.1:${at}/fairlead`;
  };

  async function rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    const store = await openStore({ url: superuserUrl(), connections: 1 });
    try {
      return (await store.pool.query<Row & Record<string, unknown>>(text, [...values])).rows;
    } finally {
      await store.close();
    }
  }

  t.teardown(async () => {
    await end('SIGKILL');
    await eventually('nothing of the folder runs', () => processesIn(folder).length === 0, 30_000);
    fs.rmSync(folder, { recursive: true, force: true });
  });
  await startNode();
  return {
    origin: `http://127.0.0.1:${port}`,
    key: /live {2}(fl_live_\S+)/.exec(output)?.[1] ?? '',
    killNode: async () => void (await end('SIGKILL')),
    startNode,
    killPostgres: () => {
      const pid = Number.parseInt(fs.readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
      process.kill(pid, 'SIGKILL');
    },
    terminateBackends: async () => {
      const ended = await rows(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`);
      return ended.length;
    },
    rows,
    command: async (...words) => {
      const child = run(words);
      let said = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (chunk: Buffer) => void (said += chunk.toString()));
      }
      const [code] = (await once(child, 'close')) as [number | null];
      return { code: code ?? 1, output: said };
    },
    stop: () => end('SIGTERM'),
    left: () => processesIn(folder),
    output: () => output,
  };
}

/** One that is free now, so that a server comes back where its callers know it. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
