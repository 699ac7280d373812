import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import t from 'tap';
import { temporaryFolder } from './fixtures/data-folder.ts';

interface Guard {
  isSupported(version: string): boolean;
  tooOld(version: string, execPath: string): string;
  findInstalledNode(from: string): string | undefined;
}

interface Heap {
  flagsFor(command: string | undefined, chosen: readonly string[]): string[];
}

const bin = path.resolve(import.meta.dirname, '../bin');
const load = createRequire(import.meta.url);
const guard = load(path.join(bin, 'guard.js')) as Guard;
const heap = load(path.join(bin, 'heap.js')) as Heap;

void t.test('versions that strip types by themselves are taken, others are not', async (t) => {
  for (const version of ['22.18.0', '22.20.1', '23.6.0', '24.0.0', '24.21.0', '30.1.0'])
    t.ok(guard.isSupported(version), version);
  for (const version of ['0.12.18', '8.17.0', '18.20.4', '20.20.2', '22.17.9', '23.5.0'])
    t.notOk(guard.isSupported(version), version);
});

void t.test('the message tells what is wrong, which version is there, and how to mend it', async (t) => {
  const message = guard.tooOld('20.20.2', '/usr/bin/node');
  t.match(message, 'needs Node 22.18 or newer');
  t.match(message, 'Node 20.20.2 (/usr/bin/node)');
  t.match(message, 'npx -y pnpm@12 start');
});

void t.test('every version of Node can read what runs before the check', async (t) => {
  for (const file of ['fairlead.js', 'guard.js', 'heap.js']) {
    const code = fs.readFileSync(path.join(bin, file), 'utf8').replaceAll(/\/\/.*|\/\*[\s\S]*?\*\/|'[^'\n]*'/g, '');
    t.notMatch(code, /=>|`|\b(?:const|let|class|async|await|import|export)\b|\.\.\.|\?\?|\?\./, file);
  }
});

void t.test('the Node of the installation is found from any folder below it', async (t) => {
  const root = temporaryFolder();
  t.teardown(() => fs.rmSync(root, { recursive: true, force: true }));
  const below = path.join(root, 'core', 'bin');
  fs.mkdirSync(below, { recursive: true });
  t.equal(guard.findInstalledNode(below), undefined);
  const node = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  fs.mkdirSync(path.dirname(node), { recursive: true });
  fs.writeFileSync(node, '');
  t.equal(guard.findInstalledNode(below), node);
});

void t.test('a Node that is too old, with no other beside it, ends with the message alone', async (t) => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });
    process.env.FAIRLEAD_GUARDED = '1';
    require(${JSON.stringify(path.join(bin, 'fairlead.js'))});`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', pretend], { encoding: 'utf8' });
  t.equal(status, 1);
  t.equal(stdout, '');
  t.equal(stderr.trim(), guard.tooOld('20.20.2', process.execPath));
});

void t.test('a server gets a heap of modest size, unless its user chose one', async (t) => {
  for (const command of ['start', 'work', 'demo'])
    t.match(heap.flagsFor(command, ['--cpu-prof', '']), [/^--max-semi-space-size=\d+$/, /^--max-old-space-size=\d+$/]);
  for (const command of ['replay', 'backtest', 'verify'])
    t.match(heap.flagsFor(command, []), [/^--max-semi-space-size=\d+$/]);
  for (const command of ['health', 'init', undefined]) t.same(heap.flagsFor(command, []), []);
  for (const chosen of ['--max-old-space-size=4096', '--max_old_space_size=4096', '--max-semi-space-size=64'])
    t.same(heap.flagsFor('start', ['--cpu-prof', chosen]), [], chosen);
});

void t.test('the launcher becomes the same command with that heap: the same process, nothing said of it', async (t) => {
  const root = temporaryFolder();
  t.teardown(() => fs.rmSync(root, { recursive: true, force: true }));
  const file = path.join(root, 'shown.js');
  const before = 'process.env.FIRST_PID = process.env.FIRST_PID || String(process.pid);';
  const shown =
    'console.log(JSON.stringify([process.execArgv, process.argv.slice(2), process.env.FIRST_PID === String(process.pid)]));';
  fs.writeFileSync(file, `${before} require(${JSON.stringify(path.join(bin, 'heap.js'))}).becomeModest(); ${shown}`);
  const { stdout, stderr } = spawnSync(process.execPath, ['--no-deprecation', file, 'start', '--x'], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  t.equal(stderr, '');
  const expected = process.platform === 'win32' ? [] : heap.flagsFor('start', []);
  t.same(JSON.parse(stdout), [[...expected, '--no-deprecation'], ['start', '--x'], true]);
});
