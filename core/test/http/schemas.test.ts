import type { TSchema } from '@sinclair/typebox';
import t from 'tap';
import * as api from '../../src/contract/api/index.ts';
import { problems } from '../../src/contract/errors.ts';
import type { Areas } from '../../src/http/areas.ts';
import { bearer, keyRing, testServer } from './support/server.ts';

type Json = Record<string, unknown>;

const schemas = Object.entries(api as Record<string, unknown>).filter(
  (entry): entry is [string, TSchema] => typeof entry[1] === 'object' && entry[1] !== null && 'type' in entry[1],
);
const objects = schemas.filter(([, schema]) => schema['type'] === 'object');
const isBody = ([name]: readonly [string, TSchema]): boolean => /(?:Body|Change|Input)$|^New/.test(name);

/** A value the schema takes, made of its own examples. */
function example(schema: Json): unknown {
  const [first] = (schema['examples'] as unknown[] | undefined) ?? [];
  if (first !== undefined) return first;
  if (schema['default'] !== undefined) return schema['default'];
  if (Array.isArray(schema['enum'])) return (schema['enum'] as unknown[])[0];
  const type = Array.isArray(schema['type']) ? (schema['type'] as string[])[0] : schema['type'];
  if (type === 'object') {
    const properties = (schema['properties'] ?? {}) as Record<string, Json>;
    const choice =
      ((schema['oneOf'] ?? schema['anyOf']) as { required: string[] }[] | undefined)?.flatMap((one) => one.required) ??
      [];
    const left = new Set(choice.slice(1));
    return Object.fromEntries(
      Object.entries(properties).flatMap(([name, member]) => (left.has(name) ? [] : [[name, example(member)]])),
    );
  }
  if (type === 'array') return schema['minItems'] === undefined ? [] : [example(schema['items'] as Json)];
  if (type === 'integer') return schema['minimum'] ?? 1;
  if (type === 'boolean') return true;
  return 'x'.repeat((schema['minLength'] as number | undefined) ?? 1);
}

t.test('every schema of an object has a title of its own and says whether it is open', async (t) => {
  const titles = new Map<unknown, string>();
  for (const [name, schema] of objects) {
    t.match(schema['title'], /^[A-Z][A-Za-z]*$/, name);
    t.notOk(titles.has(schema['title']), `${name} and ${titles.get(schema['title'])} have one title`);
    titles.set(schema['title'], name);
    t.type(
      schema['additionalProperties'] ?? (schema['title'] === 'ProblemPlace' ? true : undefined),
      'boolean',
      `${name} is open or closed`,
    );
  }
  t.ok(objects.length > 60);
});

t.test('every body is taken as its own examples show it, and refused with one member more', async (t) => {
  const keys = keyRing();
  const key = keys.add();
  const bodies = objects.filter(isBody);
  const areas: Areas = {
    tracking: (app) => {
      for (const [name, schema] of bodies) app.post(`/${name}`, { schema: { body: schema } }, async () => ({}));
    },
  };
  const { app } = await testServer(t, { findKey: keys.findKey, areas });
  const post = async (name: string, payload: object) =>
    app.inject({ method: 'POST', url: `/v1/${name}`, headers: bearer(key), payload });
  for (const [name, schema] of bodies) {
    const body = example(schema) as object;
    const answer = await post(name, body);
    t.equal(answer.statusCode, 200, `${name} ${answer.statusCode === 200 ? '' : answer.body}`);
    t.match((await post(name, { ...body, unheardOf: 1 })).json(), { errors: [{ path: '/unheardOf' }] }, name);
  }
  t.ok(bodies.length > 20);
});

t.test('every answer is written out as its own examples show it', async (t) => {
  const answers = objects.filter((one) => !isBody(one));
  const areas: Areas = {
    redirects: (app) => {
      for (const [name, schema] of answers) {
        app.get(`/${name}`, { schema: { response: { 200: schema } } }, async (_request, reply) =>
          reply.send(example(schema as Json)),
        );
      }
    },
  };
  const { app } = await testServer(t, { areas });
  for (const [name, schema] of answers) {
    const answer = await app.inject(`/${name}`);
    t.equal(answer.statusCode, 200, name);
    t.strictSame(answer.json(), JSON.parse(JSON.stringify(example(schema as Json))), name);
  }
});

t.test('amounts beyond 2^53 - 1 are written out exactly', async (t) => {
  const areas: Areas = {
    redirects: (app) => {
      const schema = { response: { 200: api.Balance } };
      const balance = {
        ...(example(api.Balance) as api.Balance),
        pending: 9_007_199_254_740_993n as unknown as number,
      };
      app.get('/balance', { schema }, async () => balance);
    },
  };
  const { app } = await testServer(t, { areas });
  t.match((await app.inject('/balance')).body, '"pending":9007199254740993');
});

t.test('the two last members of a conversion stay last (F91, F92)', async (t) => {
  t.strictSame(Object.keys(api.Conversion.properties).slice(-2), ['attributionMethod', 'couponCode']);
});

t.test('the problem document knows every code of the catalogue', async (t) => {
  t.strictSame(api.ProblemDocument.properties.code['enum'], Object.keys(problems));
});
