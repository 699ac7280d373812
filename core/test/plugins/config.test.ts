import type { TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import t from 'tap';
import { HttpSettings } from '../../src/contract/http-settings.ts';
import { type ConfigInput, defineConfig } from '../../src/plugins/config.ts';
import { ConfigError } from '../../src/plugins/config-error.ts';
import { Settings } from '../../src/plugins/config-schema.ts';
import { codes, sample } from './samples.ts';

function mistakesOf(input: unknown) {
  try {
    defineConfig(input as ConfigInput);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  throw new Error('taken without a mistake');
}

t.test('a config of plugins only is complete', async (t) => {
  t.match(defineConfig({ plugins: [] }), {
    database: {},
    server: {},
    http: Value.Default(HttpSettings, {}),
    tracking: {
      cookie: { name: '_fairlead', domain: '' },
      clickParameter: 'fl_click',
      consentParameter: 'fl_consent',
      countryHeader: '',
    },
    plugins: [],
  });
});

t.test('an empty or missing variable of the environment counts as unset', async (t) => {
  t.same(defineConfig({ database: { url: '', ownerUrl: undefined }, plugins: [] }).database, {});
});

t.test('falsy plugins are left out, the others kept as they are', async (t) => {
  const one = sample('one');
  const config = defineConfig({ plugins: ['', one, undefined] });
  t.equal(config.plugins[0], one);
  t.equal(config.plugins.length, 1);
});

t.test('a config that went through once comes out equal', async (t) => {
  const config = defineConfig({ server: { publicUrl: 'https://go.example.com' }, plugins: [sample('one')] });
  t.same(defineConfig(config), config);
});

t.test('mistakes of the settings and of the plugins are named together', async (t) => {
  const mistakes = mistakesOf({
    server: { publicUrl: 'go.example.com' },
    http: { bodyLimit: 0 },
    tracking: { cookie: { name: 'a b' } },
    plugin: [],
    plugins: [codes({} as never)],
  });
  t.match(mistakes, [
    { path: '/plugin', message: 'is not known' },
    { path: '/server/publicUrl', message: /must be an http or https address .*got "go.example.com"/ },
    { path: '/http/bodyLimit' },
    { path: '/tracking/cookie/name', message: /must be text matching/ },
    { plugin: 'codes', path: '/prefix', message: 'is missing' },
  ]);
  t.equal(mistakes.length, 5);
});

t.test('a connection string is not repeated', async (t) => {
  t.notMatch(JSON.stringify(mistakesOf({ database: { url: ['postgres://u:secret@h/d'] }, plugins: [] })), /secret/);
  t.notMatch(JSON.stringify(mistakesOf({ database: 'postgres://u:secret@h/d', plugins: [] })), /secret/);
});

t.test('without a list of plugins it says what belongs there', async (t) => {
  t.match(mistakesOf({}), [{ path: '/plugins', message: 'is not a list' }]);
  t.match(mistakesOf(undefined), [{ path: '/plugins' }]);
});

t.test('F2: the cookie has a domain that browsers take', async (t) => {
  const of = (domain: string, publicUrl?: string) => ({
    server: { publicUrl },
    tracking: { cookie: { domain } },
    plugins: [],
  });
  for (const publicUrl of [
    undefined,
    'https://example.com',
    'https://go.example.com',
    'https://go.eu.example.com:8443',
  ])
    t.equal(defineConfig(of('example.com', publicUrl)).tracking.cookie.domain, 'example.com', publicUrl ?? 'unset');
  for (const domain of [
    'com',
    '.example.com',
    'Example.com',
    '127.0.0.1',
    'example.com:80',
    'a_b.com',
    'https://a.com',
    ' ',
    'a;b.com',
  ])
    t.match(mistakesOf(of(domain)), [{ path: '/tracking/cookie/domain' }], domain);
  for (const publicUrl of ['https://example.org', 'https://badexample.com', 'http://localhost:4400'])
    t.match(mistakesOf(of('example.com', publicUrl)), [
      { path: '/tracking/cookie/domain', message: /is not within it/ },
    ]);
});

t.test('rate limits can be switched off', async (t) => {
  t.equal(defineConfig({ http: { limits: { apiKey: false } }, plugins: [] }).http.limits.apiKey, false);
});

t.test('every setting is described', async (t) => {
  const visit = (schema: TSchema, path: string): void => {
    if (schema['properties']) {
      for (const [name, field] of Object.entries(schema['properties'] as Record<string, TSchema>)) {
        visit(field, `${path}/${name}`);
      }
    } else t.ok(schema.description, `${path} has a description`);
  };
  visit(Settings, '');
});
