import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { tools } from '../../src/cli/create/manifests.ts';
import { namesFrom } from '../../src/cli/create/names.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const fairlead = path.join(root, 'core/bin/fairlead.js');

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(cwd: string, file: string, ...args: readonly string[]): Ran {
  const env = { PATH: process.env['PATH'] };
  return spawnSync(process.execPath, [file, ...args], { cwd, env, encoding: 'utf8' });
}

function folderFor(t: Test): string {
  const folder = temporaryFolder();
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const manifestOf = (folder: string): Record<string, Record<string, string>> =>
  JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;

/** What `npm install` would bring, from what is installed here. */
function install(folder: string): void {
  const packages = {
    '@fairlead/core': path.join(root, 'core'),
    '@sinclair/typebox': path.join(root, 'core/node_modules/@sinclair/typebox'),
  };
  for (const [name, target] of Object.entries(packages)) {
    const link = path.join(folder, 'node_modules', name);
    fs.mkdirSync(path.dirname(link), { recursive: true });
    fs.symlinkSync(target, link);
  }
}

t.test('all names follow from the name of the package', async (t) => {
  const called = (name: string, id?: string) => {
    const { plugin, id: extension, identifier, title } = namesFrom(name, id);
    return [plugin, extension, identifier, title];
  };
  t.same(called('mollie'), ['mollie', 'mollie', 'mollie', 'Mollie']);
  t.same(called('@acme/fairlead-two.checkout'), ['two-checkout', 'two_checkout', 'twoCheckout', 'Two Checkout']);
  t.same(called('fairlead-adapter-pay_2go'), ['pay-2go', 'pay_2go', 'pay2go', 'Pay 2go']);
  t.same(called('@acme/mollie-adapter')[0], 'mollie');
  t.same(called('2checkout', 'two-checkout')[0], 'two-checkout');
  t.equal(namesFrom('@acme/x').packageName, '@acme/x');
});

t.test('a name that cannot be is refused with what could be', async (t) => {
  for (const wrong of ['Mollie', '@acme/', 'mol lie', '../mollie', '.mollie', '_mollie', 'a'.repeat(215)])
    t.throws(() => namesFrom(wrong), /cannot be the name of an npm package/, wrong);
  for (const wrong of ['2checkout', 'default', '@acme/new', 'a--b', 'a'.repeat(41)])
    t.throws(() => namesFrom(wrong), /--id two-checkout/, wrong);
  t.throws(() => namesFrom('mollie', 'Mollie'), /'Mollie' cannot be/);
});

t.test('an adapter made anywhere passes the kit at once', async (t) => {
  const folder = folderFor(t);
  const made = run(folder, fairlead, 'create', 'adapter', '@acme/fairlead-two.checkout');
  t.equal(made.status, 0, made.stderr);
  t.match(made.stdout, 'Made two-checkout: the package @acme/fairlead-two.checkout');
  t.match(made.stdout, "import { twoCheckout } from '@acme/fairlead-two.checkout'");

  const home = path.join(folder, 'two-checkout');
  const files = fs.globSync('**/*', { cwd: home, withFileTypes: true }).filter((file) => file.isFile());
  for (const { parentPath, name } of files)
    t.notMatch(fs.readFileSync(path.join(parentPath, name), 'utf8'), /sample.?pay|workspace:|catalog:|'tap'/i, name);
  t.match(manifestOf(home), {
    name: '@acme/fairlead-two.checkout',
    peerDependencies: { '@fairlead/core': /^\^\d+\.\d+\.\d+$/ },
    dependencies: { '@sinclair/typebox': /^\d+\.\d+\.\d+$/ },
  });

  install(home);
  const tested = run(home, '--test', '--test-reporter=tap', 'test/kit.test.ts');
  t.equal(tested.status, 0, tested.stdout);
  t.match(tested.stdout, 'one outcome in every order, with duplicates');
});

t.test('a commission model made anywhere passes the kit at once', async (t) => {
  const folder = folderFor(t);
  const made = run(folder, fairlead, 'create', 'commission-model', 'fairlead-seats', '--into', 'here');
  t.equal(made.status, 0, made.stderr);
  t.match(made.stdout, "import { seats } from 'fairlead-seats'");
  const home = path.join(folder, 'here');
  t.match(fs.readFileSync(path.join(home, 'src/model.ts'), 'utf8'), "id: 'seats'");
  install(home);
  const tested = run(home, '--test', '--test-reporter=tap', 'test/kit.test.ts');
  t.equal(tested.status, 0, tested.stdout);
});

t.test('in a clone it stands among the others, under their scope and with their scripts', async (t) => {
  const clone = folderFor(t);
  fs.mkdirSync(path.join(clone, 'core/templates'), { recursive: true });
  fs.writeFileSync(path.join(clone, 'pnpm-workspace.yaml'), '');
  const made = run(path.join(clone, 'core'), fairlead, 'create', 'adapter', 'mollie');
  t.equal(made.status, 0, made.stderr);
  const home = path.join(clone, 'adapters/mollie');
  const { name, scripts, files, peerDependencies, devDependencies, publishConfig } = manifestOf(home);
  const sibling = manifestOf(path.join(root, 'adapters/paddle'));
  t.equal(name, '@fairlead/mollie');
  t.same(
    { scripts, files, peerDependencies, devDependencies, publishConfig },
    {
      scripts: sibling['scripts'],
      files: sibling['files'],
      peerDependencies: sibling['peerDependencies'],
      devDependencies: sibling['devDependencies'],
      publishConfig: sibling['publishConfig'],
    },
  );
  t.match(fs.readFileSync(path.join(home, 'test/kit.test.ts'), 'utf8'), "import t from 'tap'");
});

t.test('nothing that is there is touched, and where it cannot be made is said', async (t) => {
  const folder = folderFor(t);
  fs.mkdirSync(path.join(folder, 'mollie'));
  const again = run(folder, fairlead, 'create', 'adapter', 'mollie');
  t.equal(again.status, 1);
  t.match(again.stderr, /mollie exists already, and nothing in it was touched\. Name another folder with --into\.\n$/);
  t.same(fs.readdirSync(path.join(folder, 'mollie')), []);

  fs.writeFileSync(path.join(folder, 'file'), '');
  t.match(
    run(folder, fairlead, 'create', 'adapter', 'mollie', '--into', 'file/mollie').stderr,
    /cannot be made: ENOTDIR/,
  );
  t.match(run(folder, fairlead, 'create', 'adaptor', 'mollie').stderr, /Allowed choices are adapter/);
  t.equal(run(folder, fairlead, 'create', 'adapter', 'mollie', '--into', 'deep/er').status, 0);
  t.ok(fs.existsSync(path.join(folder, 'deep/er/src/index.ts')));
});

t.test('what is made is compiled with what Fairlead is', async (t) => {
  const { devDependencies } = manifestOf(root);
  t.match(devDependencies, tools);
});
