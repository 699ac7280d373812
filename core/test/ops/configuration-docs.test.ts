import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TSchema } from '@sinclair/typebox';
import t from 'tap';
import { readEnvironment } from '../../src/cli/environment.ts';
import { Settings } from '../../src/plugins/config-schema.ts';

/** As it reads: the formatter pads the cells of tables. */
const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/configuration.md'), 'utf8').replaceAll(
  / +\|/g,
  ' |',
);

/** Every setting that is no group of settings, with its default. */
function* settingsOf(schema: TSchema, at: string): Generator<readonly [string, unknown]> {
  const properties = schema['properties'] as Readonly<Record<string, TSchema>> | undefined;
  if (properties === undefined) yield [at, schema['default']];
  for (const [name, property] of Object.entries(properties ?? {}))
    yield* settingsOf(property, at === '' ? name : `${at}.${name}`);
}

const written = (value: unknown): string => {
  if (value === undefined) return 'left out';
  if (typeof value !== 'object' || value === null) return `\`${JSON.stringify(value)}\``;
  const members = Object.entries(value).map(([name, member]) => `${name}: ${JSON.stringify(member)}`);
  return `\`{ ${members.join(', ')} }\``;
};

t.test('docs/configuration.md has every setting with its default, and no other', async (t) => {
  const settings = [...settingsOf(Settings, '')];
  t.ok(settings.length > 20, 'the walk found the settings');
  for (const [name, fallback] of settings) {
    t.ok(page.includes(`| \`${name}\` | ${written(fallback)} |`), `${name}, default ${written(fallback)}`);
  }
  const told = [...page.matchAll(/^\| `((?:database|server|tracking|http|mail)\.[\w.]+)`/gm)].map(([, name]) => name);
  t.same(told.sort(), settings.map(([name]) => name).sort());
});

t.test('and every variable of the environment', async (t) => {
  const sources = ['environment.ts', 'start.ts'].map((file) =>
    readFileSync(path.resolve(import.meta.dirname, '../../src/cli', file), 'utf8'),
  );
  const read = sources.flatMap((source) => [...source.matchAll(/(?:value\(|process\.env\[)'([A-Z_]+)'/g)]);
  const names = [...new Set(read.map(([, name]) => name))];
  t.ok(names.length >= 8, 'the search found the variables');
  const told = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
  t.same(told.sort(), names.sort());
  const { port, host } = readEnvironment({});
  t.match(page, new RegExp(`\`PORT\` \\| \`${port}\``));
  t.ok(page.includes(`\`HOST\` | \`${host}\``));
});
