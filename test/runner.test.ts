import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { temporaryFolder } from '../core/test/fixtures/data-folder.ts';
import { eventually, processesIn } from '../core/test/fixtures/processes.ts';

const root = path.resolve(import.meta.dirname, '..');

interface Run {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly ended: Promise<number>;
  stdout(): string;
  stderr(): string;
}

/** The runner on files of test/fixtures, with a folder for temporary files of its own, which shows what it leaves behind. */
function run(t: Test, ...files: string[]): Run {
  const folder = temporaryFolder();
  const output = { stdout: '', stderr: '' };
  const child = spawn(process.execPath, ['scripts/guard.js', 'scripts/test.ts', ...files], {
    cwd: root,
    detached: true,
    env: { PATH: process.env['PATH'], TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  t.teardown(() => {
    child.kill('SIGKILL');
    fs.rmSync(folder, { recursive: true, force: true });
  });
  const ended = once(child, 'close').then(([code]: unknown[]) => code as number);
  return { child, folder, ended, stdout: () => output.stdout, stderr: () => output.stderr };
}

const lastLine = (text: string): string | undefined => text.split('\n').at(-2);

function leavesNothing(t: Test, { folder }: Run): void {
  t.same(processesIn(folder), []);
  t.same(fs.readdirSync(folder), []);
}

void t.test('what passed is one line a file, and the last line counts tests', async (t) => {
  const passing = run(t, 'test/fixtures/passes.ts');
  t.equal(await passing.ended, 0, passing.stderr());
  t.match(passing.stdout(), /^✓ test\/fixtures\/passes\.ts \(2, \d+ ms\)\n2 passed, 0 failed\n$/);
  leavesNothing(t, passing);
});

void t.test('what failed is told with its path, place and difference', async (t) => {
  const failing = run(t, 'test/fixtures/passes.ts', 'test/fixtures/fails.ts');
  t.equal(await failing.ended, 1);
  t.match(failing.stdout(), '✗ outer › inner › a difference');
  t.match(failing.stdout(), 'at test/fixtures/fails.ts:6:7');
  t.match(failing.stdout(), /-what should be\n\s+\+what is/);
  t.equal(lastLine(failing.stdout()), '3 passed, 1 failed');
  leavesNothing(t, failing);
});

void t.test('a file that ends badly has failed, whatever passed in it', async (t) => {
  const breaking = run(t, 'test/fixtures/breaks.ts');
  t.equal(await breaking.ended, 1);
  t.match(breaking.stdout(), 'exitCode: 3');
  t.match(lastLine(breaking.stdout()), /^\d passed, 1 failed$/);
});

void t.test('a run without test files has failed', async (t) => {
  const empty = run(t, 'test/fixtures/none.ts');
  t.equal(await empty.ended, 1);
  t.equal(lastLine(empty.stdout()), '0 passed, 1 failed');
});

void t.test('an interrupted run has failed and leaves nothing behind, while another one goes on', async (t) => {
  const [interrupted, other] = [run(t, 'test/fixtures/waits.ts'), run(t, 'test/fixtures/waits.ts')];
  for (const waiting of [interrupted, other])
    await eventually('it waits', () => waiting.stderr().includes('waiting on postgres://'));
  process.kill(-(interrupted.child.pid ?? 0), 'SIGINT');
  t.equal(await interrupted.ended, 1);
  t.match(lastLine(interrupted.stdout()), /^0 passed, [1-9] failed$/);
  leavesNothing(t, interrupted);
  t.ok(processesIn(other.folder).length > 0);
  process.kill(-(other.child.pid ?? 0), 'SIGTERM');
  t.equal(await other.ended, 1);
  leavesNothing(t, other);
});
