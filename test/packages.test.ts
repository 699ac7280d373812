import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';

/**
 * What is published of every package: JavaScript with declarations where the workspace has sources, and one core, which whoever runs a server brings.
 * `test/long/published.test.ts` packs, installs and runs them.
 */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly license?: string;
  readonly type?: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly publishConfig?: {
    readonly access?: string;
    readonly exports?: Readonly<Record<string, { readonly types: string; readonly default: string }>>;
  };
  readonly scripts?: Readonly<Record<string, string>>;
  readonly engines?: object;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const root = path.resolve(import.meta.dirname, '..');
const read = (folder: string): Manifest =>
  JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as Manifest;
const core = read('core');
const others = fs.globSync(['plugins/*', 'adapters/*'], { cwd: root }).sort();

t.test('every package says what is published of it', async (t) => {
  for (const folder of ['core', ...others]) {
    const manifest = read(folder);
    const { name, exports, dependencies = {} } = manifest;
    const up = folder === 'core' ? '..' : '../..';
    t.match(manifest, { version: core.version, license: 'Apache-2.0', type: 'module', description: /\w+/ }, name);
    t.match(manifest, { engines: { node: '>=22.18' }, publishConfig: { access: 'public' } }, name);
    t.equal(manifest.private, undefined, `${name} is not private`);
    t.equal(manifest.scripts?.['prepack'], `node ${up}/scripts/guard.js ${up}/scripts/build-package.ts`, name);
    t.ok(manifest.files?.includes('dist/src'), `${name} publishes what is built`);
    t.ok(fs.existsSync(path.join(root, folder, 'README.md')), `${name} has a README`);
    t.same(Object.keys(manifest.publishConfig?.exports ?? {}), Object.keys(exports), `${name}: the same addresses`);
    for (const [address, source] of Object.entries(exports)) {
      t.ok(fs.existsSync(path.join(root, folder, source)), `${name}: ${source}`);
      const built = source.replace('./src/', './dist/src/').replace(/\.ts$/, '');
      t.same(manifest.publishConfig?.exports?.[address], { types: `${built}.d.ts`, default: `${built}.js` }, name);
    }
    for (const [dependency, version] of Object.entries(dependencies))
      t.match(version, /^(?:\d+\.\d+\.\d+(?:-[\w.]+)?|catalog:)$/, `${name}: ${dependency} is pinned`);
  }
});

t.test('the core is a peer of everything else', async (t) => {
  for (const folder of others) {
    const { name, dependencies, peerDependencies, devDependencies } = read(folder);
    t.notOk(dependencies?.['@fairlead/core'], name);
    t.equal(peerDependencies?.['@fairlead/core'], 'workspace:^', name);
    t.equal(devDependencies?.['@fairlead/core'], 'workspace:*', name);
  }
});
