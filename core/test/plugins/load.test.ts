import { Type } from '@sinclair/typebox';
import t from 'tap';
import { definePlugin, manifest } from '../../src/contract/plugin.ts';
import { defineEntity, Migration, p, type Tables } from '../../src/contract/tables.ts';
import { ConfigError, type Mistake } from '../../src/plugins/config-error.ts';
import { describeLoaded, load, type PluginEntry } from '../../src/plugins/load.ts';
import { registries } from '../../src/plugins/registries.ts';
import { tablesOf } from '../../src/plugins/tables.ts';
import { codes, model, policy, sample, strategy } from './samples.ts';

/** The mistakes of a list of plugins, which must have some. */
function mistakesOf(entries: readonly unknown[]): readonly Mistake[] {
  try {
    load(entries as readonly PluginEntry[]);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  throw new Error('loaded without a mistake');
}

const names = (entries: readonly PluginEntry[]) => load(entries).map(({ manifest }) => manifest.name);

t.test('falsy entries are skipped', async (t) => {
  t.same(names([false, sample('a'), null, undefined, '', 0]), ['a']);
});

t.test('options are completed and frozen in depth, and the written ones are left as they were', async (t) => {
  const written = { prefix: 'AFF', limits: {} };
  const [one] = load([codes(written as never)]);
  t.same(one?.options, {
    prefix: 'AFF',
    perAffiliate: 5,
    apiKey: 'a-key-of-twenty-letters',
    limits: { daily: 10 },
  });
  t.ok(Object.isFrozen(one?.options['limits']));
  t.same(written, { prefix: 'AFF', limits: {} });
});

t.test('an option that is undefined is left out, so that it can be read from the environment', async (t) => {
  const [one] = load([codes({ prefix: 'AFF', perAffiliate: undefined } as never)]);
  t.equal(one?.options['perAffiliate'], 5);
});

t.test('every mistake of every plugin is named at once, with its path, what was got and the mend', async (t) => {
  const mistakes = mistakesOf([
    codes({ prefix: 7, perAffiliate: 0, limits: { daily: 'ten' }, prefixx: 'A' } as never),
    sample('needy', ['absent']),
    'text',
  ]);
  t.match(mistakes, [
    { path: '/plugins/2', message: 'is not a Fairlead plugin but string' },
    { plugin: 'codes', path: '/prefixx', message: 'is not known', mend: /did you mean 'prefix'\?/ },
    { plugin: 'codes', path: '/prefix', message: 'must be text, got 7', mend: /What every code begins with/ },
    { plugin: 'codes', path: '/perAffiliate', message: 'must be at least 1, got 0' },
    { plugin: 'codes', path: '/limits/daily', message: 'must be a whole number, got "ten"' },
    { plugin: 'needy', message: /needs the plugin 'absent'/ },
  ]);
  t.equal(mistakes.length, 6);
});

t.test('the message of the error names each mistake on lines of its own', async (t) => {
  t.throws(() => load([codes({} as never), sample('needy', ['codes', 'click-attribution'])]), {
    message: [
      'The configuration has 2 mistakes:',
      '  - plugin codes, option /prefix: is missing',
      "    → add 'prefix' (What every code begins with)",
      "  - plugin needy: needs the plugin 'click-attribution', which is not in the list",
      "    → add this line to plugins in fairlead.config.ts, imported from the package of 'click-attribution': clickAttribution(),",
    ].join('\n'),
  });
});

t.test('a secret is not repeated', async (t) => {
  const told = JSON.stringify([
    ...mistakesOf([codes({ prefix: 'A', apiKey: 'sk_live_1' })]),
    ...mistakesOf([codes('sk_live_2' as never)]),
    ...mistakesOf([codes({ prefix: 'A', key: 'sk_live_3' } as never)]),
  ]);
  t.notMatch(told, /sk_live/);
});

t.test('what is not a plugin is told what to do', async (t) => {
  t.match(mistakesOf([codes]), [{ path: '/plugins/0', mend: /call it/ }]);
  t.match(mistakesOf([Promise.resolve(sample('a'))]), [{ mend: /await it/ }]);
  t.match(mistakesOf([{}]), [{ message: 'is not a Fairlead plugin but object' }]);
});

t.test('a plugin for another api is refused', async (t) => {
  const later = Object.assign(() => Promise.resolve(), { [manifest]: { ...sample('later')[manifest], api: 2 } });
  t.match(mistakesOf([later]), [{ plugin: 'later', message: /api 2; this Fairlead understands api 1/ }]);
});

t.test('a name that could not stand in an address or a table name is refused', async (t) => {
  t.match(mistakesOf([sample('Not_A-Name')]), [{ path: '/plugins/0', message: "has the name 'Not_A-Name'" }]);
});

t.test('a plugin listed twice is refused', async (t) => {
  t.match(mistakesOf([sample('a'), sample('a')]), [{ plugin: 'a', message: 'is listed twice, again at /plugins/1' }]);
});

t.test('a plugin comes after those it depends on, otherwise the order of the config stays', async (t) => {
  t.same(names([sample('d', ['b']), sample('c'), sample('b', ['a']), sample('a')]), ['a', 'b', 'd', 'c']);
});

t.test('a circle is told once, with its way round', async (t) => {
  t.match(mistakesOf([sample('x', ['a']), sample('a', ['b']), sample('b', ['c']), sample('c', ['a'])]), [
    { message: 'plugins need each other in a circle: a → b → c → a' },
  ]);
  t.match(mistakesOf([sample('a', ['a'])]), [{ message: /a → a/ }]);
});

t.test('a dependency that is listed with a mistake is not called missing', async (t) => {
  t.match(mistakesOf([codes({} as never), sample('needy', ['codes'])]), [{ plugin: 'codes', path: '/prefix' }]);
});

t.test('two extensions of one kind and id are refused, of two kinds not', async (t) => {
  const one = { kind: 'refund-policy', policy: policy('click') } as const;
  t.match(mistakesOf([sample('a', [], [one]), sample('b', [], [one])]), [
    { plugin: 'b', message: 'provides the refund-policy click, which plugin a provides too' },
  ]);
  t.match(mistakesOf([sample('a', [], [one, one])]), [{ plugin: 'a', message: /which it provides already/ }]);
  const other = { kind: 'attribution-strategy', strategy: strategy('click') } as const;
  t.equal(load([sample('a', [], [one, other])]).length, 1);
});

t.test('an extension id that could not be stored is refused', async (t) => {
  const bad = { kind: 'refund-policy', policy: policy('a/b') } as const;
  t.match(mistakesOf([sample('a', [], [bad])]), [{ plugin: 'a', mend: /cost_per_sale/ }]);
});

t.test('tables and migrations carry the name of their plugin', async (t) => {
  const table = (tableName: string) =>
    defineEntity({ name: tableName, tableName, properties: { id: p.uuid().primary() } });
  const withTables = (tables: Tables) =>
    definePlugin({ name: 'my-notes', api: 1, version: '1.0.0', options: Type.Object({}), tables })();
  const creation = class extends Migration {
    override up(): void {}
  };
  t.match(mistakesOf([withTables({ entities: [table('note')] })]), [
    { plugin: 'my-notes', message: "has a table named 'note'", mend: /my_notes_something/ },
  ]);
  t.match(mistakesOf([withTables({ migrations: [{ name: '0001_create', class: creation }] })]), [
    { plugin: 'my-notes', message: "has a migration named '0001_create'", mend: /my-notes\/0001_create/ },
  ]);
  const right = { entities: [table('my_notes_note')], migrations: [{ name: 'my-notes/0001_create', class: creation }] };
  t.same(tablesOf(load([withTables(right)])), right);
});

t.test('a plugin that fails to provide stops the boot with its name', async (t) => {
  const broken = Object.assign(() => Promise.resolve(), {
    [manifest]: {
      ...sample('broken')[manifest],
      provides: () => {
        throw new Error('no luck');
      },
    },
  });
  t.match(mistakesOf([broken]), [{ plugin: 'broken', message: /no luck/ }]);
});

t.test('the registries hold every extension by kind and id', async (t) => {
  const all = registries(
    load([
      sample('a', [], [{ kind: 'commission-model', model }]),
      sample(
        'b',
        [],
        [
          { kind: 'refund-policy', policy: policy('none') },
          { kind: 'attribution-strategy', strategy: strategy('click') },
        ],
      ),
    ]),
  );
  t.same([...all.models.keys()], ['part']);
  t.same([...all.policies.keys()], ['none']);
  t.same([...all.strategies.keys()], ['click']);
  t.same([...all.adapters.keys()], []);
});

t.test('a loaded plugin can be told in one line', async (t) => {
  const [one] = load([sample('a', [], [{ kind: 'refund-policy', policy: policy('none') }])]);
  t.equal(one && describeLoaded(one), "plugin 'a' 1.0.0: refund-policy none");
});
