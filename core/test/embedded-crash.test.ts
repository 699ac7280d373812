import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { Client } from 'pg';
import t, { type Test } from 'tap';
import { startEmbedded } from '../src/embedded/index.ts';
import { temporaryFolder } from './fixtures/data-folder.ts';
import { eventually, processesIn } from './fixtures/processes.ts';

function dataFolder(t: Test): string {
  const folder = temporaryFolder();
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'data');
}

const postmaster = (dataDir: string): number =>
  Number.parseInt(fs.readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  // Its server is about to be killed.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** A client at the same address, as soon as there is one. */
function reconnect(url: string): Promise<Client> {
  return eventually('PostgreSQL answers again on the same port', () =>
    connect(url).catch(() => undefined),
  ) as Promise<Client>;
}

/** Another process that holds the folder. */
async function hold(t: Test, dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const file = path.join(import.meta.dirname, 'fixtures', 'hold-embedded.ts');
  const child = spawn(process.execPath, [file, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, url };
}

t.test('a killed process leaves no PostgreSQL, and nothing that was committed is lost', async (t) => {
  const dataDir = dataFolder(t);
  const { child, url } = await hold(t, dataDir);
  const client = await connect(url);
  await client.query('CREATE TABLE kept AS SELECT 42 AS answer');
  child.kill('SIGKILL');
  await eventually('every process of the folder is gone', () => processesIn(dataDir).length === 0);

  const next = await startEmbedded({ dataDir, durable: false });
  t.teardown(() => next.stop());
  const again = await connect(next.superuserUrl);
  t.same((await again.query('SELECT answer FROM kept')).rows, [{ answer: 42 }]);
  await again.end();
});

t.test('a start right after a kill waits for the previous PostgreSQL to end', async (t) => {
  const dataDir = dataFolder(t);
  const { child } = await hold(t, dataDir);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const next = await startEmbedded({ dataDir, durable: false });
  const client = await connect(next.url);
  t.same((await client.query('SELECT 1 AS alive')).rows, [{ alive: 1 }]);
  await client.end();
  await next.stop();
  t.same(processesIn(dataDir), []);
});

t.test('a killed PostgreSQL is started again on the same port', async (t) => {
  const dataDir = dataFolder(t);
  const said: string[] = [];
  const embedded = await startEmbedded({ dataDir, durable: false, onProgress: (message) => said.push(message) });
  t.teardown(() => embedded.stop());
  const client = await connect(embedded.superuserUrl);
  await client.query('CREATE TABLE kept AS SELECT 42 AS answer');

  await t.test('though a backend goes on working and holds the shared memory for a while', async (t) => {
    const busy = client.query('SELECT count(*) FROM generate_series(1, 15000000)').catch(() => undefined);
    process.kill(postmaster(dataDir), 'SIGKILL');
    const again = await reconnect(embedded.superuserUrl);
    t.same((await again.query('SELECT answer FROM kept')).rows, [{ answer: 42 }]);
    await again.end();
    await busy;
  });

  await t.test('and again', async (t) => {
    process.kill(postmaster(dataDir), 'SIGKILL');
    const again = await reconnect(embedded.superuserUrl);
    t.same((await again.query('SELECT answer FROM kept')).rows, [{ answer: 42 }]);
    await again.end();
  });

  t.match(said.join('\n'), /PostgreSQL ended unexpectedly \(137\)[\s\S]*PostgreSQL is back on port \d+/);
});

t.test('the watchdog survives what a service manager sends to everybody, and its own death is mended', async (t) => {
  const dataDir = dataFolder(t);
  const embedded = await startEmbedded({ dataDir, durable: false });
  t.teardown(() => embedded.stop());
  const watchdogs = processesIn(dataDir).filter(({ command }) => command.startsWith('/bin/sh'));
  t.equal(watchdogs.length, 2, 'the shell and its watcher');
  for (const { pid } of watchdogs) process.kill(pid, 'SIGTERM');
  for (const { pid } of watchdogs) t.ok(process.kill(pid, 0), `process ${pid} is still there`);

  const before = postmaster(dataDir);
  process.kill(Math.min(...watchdogs.map(({ pid }) => pid)), 'SIGKILL');
  await eventually('another PostgreSQL has taken over', () => {
    const file = path.join(dataDir, 'postgres', 'postmaster.pid');
    return fs.existsSync(file) && postmaster(dataDir) !== before;
  });
  const client = await reconnect(embedded.superuserUrl);
  t.same((await client.query('SELECT 1 AS alive')).rows, [{ alive: 1 }]);
  await client.end();
  await embedded.stop();
  t.same(processesIn(dataDir), []);
});

t.test('stopping while PostgreSQL is down ends the attempts', async (t) => {
  const dataDir = dataFolder(t);
  const embedded = await startEmbedded({ dataDir, durable: false });
  process.kill(postmaster(dataDir), 'SIGKILL');
  await embedded.stop();
  await eventually('every process of the folder is gone', () => processesIn(dataDir).length === 0);
});
