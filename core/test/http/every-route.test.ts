import * as fc from 'fast-check';
import t from 'tap';
import { disagreements } from '../flows/disagreements.ts';
import { holds } from './support/holds.ts';
import { fromSchema, type Schema, type Words } from './support/schema-arbitrary.ts';
import { bearer } from './support/server.ts';
import { wholeServer } from './support/whole-server.ts';

/** Every documented route of the whole server, called with what its own schemas take: nothing may end in a 5xx. */

const { app, acme, key, keyId, database, broken, refusedByDatabase } = await wholeServer(t);

interface Operation {
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const document = (await app.inject('/openapi.json')).json<Document>();
const ids = new Map<string, Set<string>>();
const idsOf = (name: string): Set<string> => {
  const known = ids.get(name) ?? new Set();
  ids.set(name, known);
  return known;
};
idsOf('campaignId').add(acme.campaign());
for (const name of ['jane', 'bob']) {
  idsOf('affiliateId').add(acme.affiliate(name));
  idsOf('enrollmentId').add(acme.enrollment(name));
}
const words: Words = {
  ids: (name) => [...idsOf(name)],
  texts: [
    'main',
    'other',
    acme.slug('jane'),
    'JANE20',
    'stripe',
    'cps',
    'click',
    'coupon',
    'last_click',
    'proportional',
    'rate',
    'percent',
    'a',
    'b',
    'UTC',
    'Europe/Berlin',
  ],
  schemas: document.components.schemas,
};

/** Its answer ends when the caller hangs up. */
const endless = '/v1/events';
const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
  path === endless
    ? []
    : Object.entries(methods).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        method,
        path,
        operation,
      })),
);

/** `/v1/campaigns/{id}/terms` → `campaignId`. */
const idNameOf = (path: string): string => {
  const [, , collection = ''] = path.split('/');
  return `${collection.replace(/s$/, '').replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())}Id`;
};

/** Ids in answers are what the next calls name; but for the key they are made with, which one of them would revoke. */
function learn(value: unknown, own: string): void {
  if (Array.isArray(value)) for (const item of value) learn(item, own);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [name, member] of Object.entries(value)) {
    const known = idsOf(name === 'id' ? own : name);
    if (typeof member === 'string' && /^[0-9a-f-]{36}$/.test(member) && member !== keyId && known.size < 20)
      known.add(member);
    learn(member, own);
  }
}

function requestOf({ path, method, operation }: (typeof calls)[number]) {
  const parameters = operation.parameters ?? [];
  const values = fc.record(
    Object.fromEntries(
      parameters.map(({ name, schema }) => [name, fromSchema(schema, words, name === 'id' ? idNameOf(path) : name)]),
    ),
    { requiredKeys: parameters.filter((one) => one.required === true).map(({ name }) => name) },
  );
  const body = operation.requestBody?.content['application/json'].schema;
  return fc
    .tuple(values, body === undefined ? fc.constant(undefined) : fromSchema(body, words))
    .map(([given, payload]) => {
      const text = (name: string): string =>
        encodeURIComponent(String((given as Record<string, unknown>)[name]).toWellFormed());
      const url = path.replace(/\{(\w+)\}/g, (_whole, name: string) => text(name));
      const query = parameters
        .filter((one) => one.in === 'query' && one.name in given)
        .map(({ name }) => `${name}=${text(name)}`);
      return { method: method.toUpperCase() as 'GET', url: `${url}?${query.join('&')}`, payload };
    });
}

t.test('nothing any caller with a key sends causes a 5xx', async (t) => {
  const answered = new Map<string, Set<number>>();
  const some = fc.constantFrom(...calls).chain((call) => requestOf(call).map((request) => ({ call, request })));
  await holds(
    t,
    fc.asyncProperty(some, async ({ call, request: { method, url, payload } }) => {
      const sent =
        payload === undefined
          ? {}
          : { payload: JSON.stringify(payload), headers: { ...bearer(key), 'content-type': 'application/json' } };
      const answer = await app.inject({ method, url, headers: bearer(key), ...sent });
      const { statusCode, body } = answer;
      answered.set(call.name, (answered.get(call.name) ?? new Set()).add(statusCode));
      if (statusCode >= 500) throw broken(`${method} ${url} ${JSON.stringify(payload)} → ${statusCode} ${body}`);
      if (answer.headers['content-type']?.startsWith('application/json')) learn(answer.json(), idNameOf(call.path));
    }),
    calls.length * (process.env['FAIRLEAD_LONG'] ? 500 : 25),
  );
  // What is for people only, signing in or signed in, takes no key.
  const open = calls.filter(({ name, path }) => !path.startsWith('/auth/') && answered.get(name)?.has(403) !== true);
  const never = open
    .map(({ name }) => name)
    .filter((name) => ![...(answered.get(name) ?? [])].some((status) => status < 300));
  t.comment(`${open.length} routes; never answered with a success: ${never.join(', ')}`);
  t.ok(
    never.length < open.length / 2,
    `${never.length} of ${open.length}: what is sent makes sense often enough to reach the work`,
  );
});

t.test('what a schema took the database took too, and the books agree', async (t) => {
  t.strictSame(refusedByDatabase().slice(0, 3), []);
  t.strictSame(await disagreements(database.superuserUrl), []);
});
