import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';

/**
 * Who may import whom (ARCHITECTURE, The house). Rooms of core by name; a room may always import itself. `http` may also use `domain`, since
 * that is pure words and arithmetic. Where the house is put together (server.ts, cli) every room may be entered.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  domain: ['contract'],
  store: ['contract', 'domain'],
  flows: ['contract', 'domain', 'store'],
  http: ['contract', 'domain', 'flows'],
  plugins: ['contract', 'domain'],
  embedded: [],
  testing: ['contract', 'domain', 'store', 'flows', 'plugins', 'http', 'embedded', 'server.ts'],
  'sign-in.ts': ['contract', 'store', 'flows', 'http', 'plugins'],
  'server.ts': ['contract', 'domain', 'store', 'flows', 'http', 'plugins', 'sign-in.ts'],
  'index.ts': ['plugins', 'server.ts'],
  cli: ['contract', 'domain', 'store', 'flows', 'plugins', 'embedded', 'server.ts'],
  'cli.ts': ['cli'],
};

/** Drivers of the database are for the store alone; the contract hands on what a plugin with tables needs. */
const databases = /^(?:@mikro-orm\/|kysely$|pg$)/;
const mayUseDatabases = new Set(['store', 'testing', 'contract']);

/** What plugins and adapters see of core. */
const open = new Set([
  '@fairlead/core/plugin',
  '@fairlead/core/money',
  '@fairlead/core/working',
  '@fairlead/core/reading',
  '@fairlead/core/testing',
  '@fairlead/core/tables',
]);

const root = path.resolve(import.meta.dirname, '../..');
const sources = (pattern: string): readonly string[] =>
  globSync(pattern, { cwd: root }).filter((file) => !file.includes('node_modules'));

function importsOf(file: string): readonly string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^;'"]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm,
    ),
  ].map(([, from, called, bare]) => from ?? called ?? bare ?? '');
}

const roomOf = (file: string): string => path.relative('core/src', file).split(path.sep)[0] ?? '';
const target = (file: string, from: string): string => path.normalize(path.join(path.dirname(file), from));

const core = sources('core/src/**/*.ts');

t.test('rooms of core import only those below them', async (t) => {
  t.ok(core.length > 100, 'the walk found the house');
  for (const file of core) {
    const room = roomOf(file);
    const allowed = rooms[room];
    if (allowed === undefined) {
      t.fail(`${file}: there is no room '${room}' in ARCHITECTURE`);
      continue;
    }
    for (const from of importsOf(file)) {
      if (from.startsWith('.')) {
        const to = roomOf(target(file, from));
        if (to !== room && !allowed.includes(to)) t.fail(`${file} (${room}) imports ${from} (${to})`);
      } else if (databases.test(from) && !mayUseDatabases.has(room))
        t.fail(`${file} (${room}) imports ${from}: the store alone does`);
    }
  }
});

t.test('nothing imports in a circle', async (t) => {
  const edges = new Map(
    core.map((file) => [
      file,
      importsOf(file)
        .filter((from) => from.startsWith('.'))
        .map((from) => target(file, from)),
    ]),
  );
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) t.fail(`circle: ${[...way.slice(way.indexOf(file)), file].join(' → ')}`);
    else if (!done.has(file)) {
      for (const to of edges.get(file) ?? []) visit(to, [...way, file]);
      done.add(file);
    }
  };
  for (const file of edges.keys()) visit(file, []);
  t.equal(done.size, core.length);
});

t.test('plugins and adapters see the contract only, and never each other', async (t) => {
  const files = [...sources('plugins/*/src/**/*.ts'), ...sources('adapters/*/src/**/*.ts')];
  t.ok(files.length > 10, 'the walk found the plugins');
  for (const file of files) {
    const own = file.split(path.sep).slice(0, 2).join(path.sep);
    for (const from of importsOf(file)) {
      if (from.startsWith('.') && !target(file, from).startsWith(own + path.sep))
        t.fail(`${file} leaves its package: ${from}`);
      if (from.startsWith('@fairlead/') && !open.has(from)) t.fail(`${file} imports ${from}`);
    }
  }
});
