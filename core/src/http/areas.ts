import type { FastifyInstance, onRequestHookHandler } from 'fastify';
import { roleFor } from '../contract/api/access.ts';
import type { KeyScope } from '../contract/api/api-keys.ts';
import type { PluginApp } from '../contract/plugin.ts';
import type { createAuthentication } from './authenticate.ts';
import { onlyOwnPages } from './auth/origin.ts';
import { addEntityTags } from './entity-tags.ts';
import { readJsonAsText } from './json-body.ts';
import { limitAddresses, limitConnections } from './limits.ts';
import type { createPageDoor } from './page-door.ts';
import { createLimit, type Limit } from './rate-limits.ts';
import { logRequests } from './request-log.ts';
import { addSecurityHeaders } from './security-headers.ts';
import type { HttpSettings } from '../contract/http-settings.ts';
import type { createSignedRequests } from './signed-requests.ts';

/** Adds routes; schemas are TypeBox. */
export type Routes = (app: PluginApp) => void | Promise<void>;

/** The parts of the server, by who calls and what stands in front of them. */
export interface Areas {
  /** Anybody's browser, at the root: `/r/:slug`. As close to the bare framework as can be: an address limit and counting. */
  readonly redirects?: Routes;
  /** Processors, under `/hooks`: any content type, the body is a Buffer. The adapter verifies. */
  readonly hooks?: Routes;
  /** Servers with a key of scope `track`, under `/v1`: clicks, leads, sales, refunds. */
  readonly tracking?: Routes;
  /** Pages of the brand, under `/t`, with a publishable key: leads. */
  readonly pages?: Routes;
  /** Everything else with a key, under `/v1`: scope `read` for GET, `manage` for the rest, unless `config.access` says otherwise. */
  readonly api?: Routes;
  /** The same for plugins, under `/v1/x`. */
  readonly plugins?: Routes;
  /** Anybody's browser, under `/auth`: who people are. */
  readonly auth?: Routes;
}

export interface Defences {
  readonly settings: HttpSettings;
  readonly requireCaller: ReturnType<typeof createAuthentication>;
  readonly pageDoor: ReturnType<typeof createPageDoor>;
  readonly signedRoute: ReturnType<typeof createSignedRequests>;
  readonly now: () => number;
  /** Of the public address. Pages of other origins may not call `/auth`. */
  readonly origin: () => string;
}

const nothing: Routes = () => undefined;

export async function addAreas(app: FastifyInstance, areas: Areas, defences: Defences): Promise<void> {
  const { settings, now } = defences;
  const { limits } = settings;
  const limit = (name: keyof typeof limits): Limit => createLimit(limits[name], now);
  const apiKeyLimit = limit('apiKey');
  const apiAddressLimit = limit('apiAddress');

  const area = (prefix: string, prepare: (scope: FastifyInstance) => void | Promise<void>, routes: Routes = nothing) =>
    app.register(
      async (scope) => {
        await prepare(scope);
        await routes(scope);
      },
      { prefix },
    );
  const hot = (scope: FastifyInstance, standInFront: onRequestHookHandler): void => {
    // No logger of its own per request: these are the routes that are called a thousand times a second.
    scope.setChildLoggerFactory((logger) => logger);
    if (settings.logRequests === 'all') logRequests(scope);
    scope.addHook('onRequest', standInFront);
  };
  const api = async (scope: FastifyInstance): Promise<void> => {
    if (settings.logRequests !== 'none') logRequests(scope);
    scope.addHook('onRequest', limitAddresses(apiAddressLimit));
    scope.addHook('onRequest', keepNowhere);
    await addSecurityHeaders(scope, settings.https);
    addEntityTags(scope);
    standBehindKey(scope, defences, apiKeyLimit, (method) =>
      method === 'GET' || method === 'HEAD' ? 'read' : 'manage',
    );
  };

  await area('', (scope) => hot(scope, limitAddresses(limit('redirects'))), areas.redirects);
  await area(
    '/hooks',
    (scope) => {
      hot(scope, limitConnections(limit('hooks')));
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: settings.hookBodyLimit },
        (_request, body, done) => done(null, body),
      );
    },
    areas.hooks,
  );
  await area(
    '/v1',
    (scope) => {
      hot(scope, limitAddresses(limit('trackingAddress')));
      standBehindKey(scope, defences, limit('trackingKey'), () => 'track');
    },
    areas.tracking,
  );
  await area(
    '/t',
    (scope) => {
      hot(scope, limitAddresses(limit('pageAddress')));
      readJsonAsText(scope);
      scope.addHook('onRequest', defences.pageDoor(limit('pageKey')));
    },
    areas.pages,
  );
  await area('/v1', api, areas.api);
  await area('/v1/x', api, areas.plugins);
  await area(
    '/auth',
    async (scope) => {
      if (settings.logRequests !== 'none') logRequests(scope);
      scope.addHook('onRequest', limitAddresses(apiAddressLimit));
      scope.addHook('onRequest', onlyOwnPages(defences.origin));
      await addSecurityHeaders(scope, settings.https);
      scope.addHook('onRequest', keepNowhere);
    },
    areas.auth,
  );
}

/** Answers are for one caller: nothing on the way may keep them. A cookie, unlike `Authorization`, does not tell caches so by itself. */
const keepNowhere: onRequestHookHandler = (_request, reply, done) => {
  reply.header('cache-control', 'no-store');
  done();
};

/** Puts key and signature in front of every route registered from now on; what the route needs is read once, here. */
function standBehindKey(
  scope: FastifyInstance,
  { requireCaller, signedRoute }: Defences,
  budget: Limit,
  accessOf: (method: string) => KeyScope,
): void {
  scope.addHook('onRoute', (route) => {
    const [method = 'GET'] = [route.method].flat();
    const access = {
      key: route.config?.access ?? accessOf(method),
      peopleOnly: route.config?.peopleOnly === true,
      person: roleFor(method, route.url),
    };
    const { preValidation, onSend } = signedRoute(route.config?.replay === 'flow');
    route.onRequest = [requireCaller(access, budget), ...[route.onRequest ?? []].flat()];
    route.preValidation = [preValidation, ...[route.preValidation ?? []].flat()];
    if (onSend !== null) route.onSend = [...[route.onSend ?? []].flat(), onSend];
  });
}
