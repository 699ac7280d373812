import { Type } from '@sinclair/typebox';
import Fastify from 'fastify';
import t from 'tap';
import { definePlugin, type PluginCore } from '../../src/contract/plugin.ts';
import { load, type PluginEntry } from '../../src/plugins/load.ts';
import { registerPlugins } from '../../src/plugins/register-plugins.ts';
import { sample } from './samples.ts';

/** Its option is named `prefix` on purpose, and it decorates and hooks its own context. */
const greeting = definePlugin({
  name: 'greeting',
  api: 1,
  version: '1.0.0',
  dependencies: ['base'],
  options: Type.Object({ prefix: Type.Optional(Type.String({ default: 'Hello' })) }, { additionalProperties: false }),
  routes(app, { prefix }) {
    app.decorate('greeted', true);
    app.addHook('onRequest', async (_, reply) => {
      reply.header('x-greeting', 'yes');
    });
    app.get('/:name', { schema: { params: Type.Object({ name: Type.String() }) } }, async ({ params }) => ({
      says: `${prefix} ${params.name}`,
    }));
  },
});

const silent = definePlugin({
  name: 'silent',
  api: 1,
  version: '1.0.0',
  options: Type.Object({}, { additionalProperties: false }),
  routes(app) {
    app.get('/', async () => ({ greeted: app.hasDecorator('greeted') }));
  },
});

/** Stands for the store: tells who called. */
const core: PluginCore = {
  inOrganization: async (request, work) =>
    work({} as never, { organizationId: 'acme', actor: `key:${request.headers.authorization}` }),
};

function serverWith(entries: readonly PluginEntry[]) {
  const app = Fastify();
  void app.register(
    async (scope) => {
      scope.addHook('onRequest', async (request, reply) => {
        if (request.headers.authorization !== 'Bearer key') await reply.code(401).send({});
      });
      await registerPlugins(scope, load(entries), core);
    },
    { prefix: '/v1/x' },
  );
  app.get('/open', async () => 'open');
  return app;
}

const headers = { authorization: 'Bearer key' };

t.test('routes are under /v1/x/<plugin>, with the whole options, also one named prefix', async (t) => {
  const app = serverWith([greeting({ prefix: 'Ahoy' }), silent(), sample('base')]);
  const response = await app.inject({ url: '/v1/x/greeting/anna', headers });
  t.same(response.json(), { says: 'Ahoy anna' });
});

t.test('authentication stands before every plugin, and before nothing else', async (t) => {
  const app = serverWith([greeting(), silent(), sample('base')]);
  t.equal((await app.inject('/v1/x/greeting/anna')).statusCode, 401);
  t.equal((await app.inject('/v1/x/silent')).statusCode, 401);
  t.equal((await app.inject('/open')).statusCode, 200);
});

t.test('what a plugin decorates and hooks stays its own', async (t) => {
  const app = serverWith([greeting(), silent(), sample('base')]);
  const response = await app.inject({ url: '/v1/x/silent', headers });
  t.same(response.json(), { greeted: false });
  t.equal(response.headers['x-greeting'], undefined);
});

t.test('routes reach the organization of the caller through what they are handed', async (t) => {
  const asking = definePlugin({
    name: 'asking',
    api: 1,
    version: '1.0.0',
    options: Type.Object({}, { additionalProperties: false }),
    routes(app, _options, core) {
      app.get('/', (request) => core.inOrganization(request, (_em, caller) => Promise.resolve(caller)));
    },
  });
  const response = await serverWith([asking()]).inject({ url: '/v1/x/asking', headers });
  t.same(response.json(), { organizationId: 'acme', actor: 'key:Bearer key' });
});

t.test('a plugin that fails to register stops the boot with its name', async (t) => {
  const failing = definePlugin({
    name: 'failing',
    api: 1,
    version: '1.0.0',
    options: Type.Object({}, { additionalProperties: false }),
    routes: () => Promise.reject(new Error('no route today')),
  });
  await t.rejects(async () => serverWith([failing()]).ready(), { message: /plugin failing .*no route today/ });
});
