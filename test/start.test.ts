import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { temporaryFolder } from '../core/test/fixtures/data-folder.ts';
import { eventually, processesIn } from '../core/test/fixtures/processes.ts';

const fairlead = path.resolve(import.meta.dirname, '../core/bin/fairlead.js');
const READY = 'Fairlead listens on';

interface Started {
  readonly child: ChildProcess;
  /** Exit code, or the signal it died of. */
  readonly ended: Promise<number | string>;
  output(): string;
}

/** One for all tests, which run one after the other: PostgreSQL is set up once. */
const folder = temporaryFolder();
fs.writeFileSync(path.join(folder, 'fairlead.config.ts'), 'export default { plugins: [] };');
t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));

/** `fairlead start` in a process group of its own, as a terminal would run it. */
function launch(t: Test, env: Record<string, string> = {}, args = [fairlead, 'start']): Started {
  let output = '';
  const child = spawn(process.execPath, args, {
    cwd: folder,
    detached: true,
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  t.teardown(() => child.kill('SIGKILL'));
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => (code ?? signal) as number | string);
  return { child, ended, output: () => output };
}

async function start(t: Test, args?: string[]): Promise<Started> {
  const started = launch(t, {}, args);
  await Promise.race([
    eventually(`fairlead start says ${READY}`, () => started.output().includes(READY)),
    started.ended.then((code) => Promise.reject(new Error(`ended with ${code}: ${started.output()}`))),
  ]);
  return started;
}

const nothingRuns = (): Promise<boolean> =>
  eventually('no process of the folder runs', () => processesIn(folder).length === 0);

void t.test('a signal is an orderly end that leaves nothing running', async (t) => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    const { child, ended } = await start(t);
    child.kill(signal);
    t.equal(await ended, 0, signal);
    t.same(processesIn(folder), []);
  }
});

void t.test(
  'Ctrl-C, which reaches every process of the terminal and is handed on besides, is one orderly end',
  async (t) => {
    const { child, ended } = await start(t);
    process.kill(-(child.pid ?? 0), 'SIGINT');
    process.kill(-(child.pid ?? 0), 'SIGINT');
    t.equal(await ended, 0);
    t.same(processesIn(folder), []);
  },
);

void t.test('kill -9 leaves no PostgreSQL behind, and the next start works', async (t) => {
  const { child, ended } = await start(t);
  child.kill('SIGKILL');
  t.equal(await ended, 'SIGKILL');
  await nothingRuns();
  const next = await start(t);
  next.child.kill('SIGTERM');
  t.equal(await next.ended, 0);
});

void t.test('a second start on the same folder is told who has it, and the first goes on', async (t) => {
  const first = await start(t);
  const before = processesIn(folder).length;
  const second = launch(t);
  t.equal(await second.ended, 1);
  t.match(second.output(), `The data folder ${path.join(folder, '.data')} is in use by process ${first.child.pid}`);
  t.notMatch(second.output(), /\n\s+at /, 'no stack trace');
  t.equal(processesIn(folder).length, before);
  first.child.kill('SIGTERM');
  t.equal(await first.ended, 0);
});

void t.test('what is wrong is told in one message, and the code is 1', async (t) => {
  const wrong = [
    [{ PORT: 'abc' }, 'PORT must be a whole number from 0 to 65535, got "abc"'],
    [{ FAIRLEAD_CONFIG: 'other.ts' }, `There is no configuration at ${path.join(folder, 'other.ts')}`],
    [
      { FAIRLEAD_DATA_DIR: 'fairlead.config.ts' },
      `Cannot make the data folder ${path.join(folder, 'fairlead.config.ts')}`,
    ],
  ] as const;
  for (const [env, message] of wrong) {
    const refused = launch(t, env);
    t.equal(await refused.ended, 1);
    t.match(refused.output(), message);
    t.notMatch(refused.output(), /\n\s+at /, 'no stack trace');
  }
});

void t.test('a Node that is too old hands over to the one of the installation, and goes down with it', async (t) => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });
    process.argv.push('start');
    require('module').runMain(process.argv[1]);`;
  const asOldNode = ['-e', pretend, fairlead];

  await t.test('SIGTERM', async (t) => {
    const { child, ended } = await start(t, asOldNode);
    child.kill('SIGTERM');
    t.equal(await ended, 0);
    t.same(processesIn(folder), []);
  });

  await t.test('kill -9 of the outer one', async (t) => {
    const { child, ended } = await start(t, asOldNode);
    child.kill('SIGKILL');
    await ended;
    await nothingRuns();
  });
});
