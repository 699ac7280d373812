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

const bin = path.resolve(import.meta.dirname, '../bin');
const guard = createRequire(import.meta.url)(path.join(bin, 'guard.js')) as Guard;

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
  for (const file of ['fairlead.js', 'guard.js']) {
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
