import { randomBytes } from 'node:crypto';
import { Value } from '@sinclair/typebox/value';
import { fastify, LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { addAreas, type Areas } from './areas.ts';
import type { People } from './auth/people.ts';
import { createAuthentication } from './authenticate.ts';
import { answerClientError } from './client-errors.ts';
import { addFrontPage } from './front-page.ts';
import { addHealth, type CheckReadiness } from './health.ts';
import { readJsonBodies } from './json-body.ts';
import { createKeyCache, type FindKey } from './key-cache.ts';
import { createReaders } from './kinds.ts';
import { addDashboard, type Dashboard } from './dashboard.ts';
import { createNotFound } from './methods.ts';
import { createMetrics, guardMetrics, type HttpMetrics } from './metrics.ts';
import { addDocs, describeRoutes } from './openapi.ts';
import { addProblemPages } from './problem-pages.ts';
import { answerProblem } from './problems.ts';
import { createPageDoor } from './page-door.ts';
import { createLimit } from './rate-limits.ts';
import type { ReplayStore } from './replays.ts';
import { decorateRequests } from './request.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { HttpSettings } from '../contract/http-settings.ts';
import { createSignedRequests } from './signed-requests.ts';
import { createStopping } from './stop.ts';
import { createValidatorFactory, describeErrors } from './validation.ts';
import { refuseNulls } from './null-bytes.ts';

type HttpSettingsInput = Partial<Omit<HttpSettings, 'limits'>> & { readonly limits?: Partial<HttpSettings['limits']> };

export interface HttpOptions {
  /** What is left out takes its default. */
  readonly settings?: HttpSettingsInput;
  readonly logger: NonNullable<FastifyServerOptions['logger']>;
  /** Of Fairlead, for the documentation. */
  readonly version: string;
  readonly findKey: FindKey;
  /** Left out: nobody signs in, keys only. */
  readonly people?: People;
  readonly replays: ReplayStore;
  readonly checkReadiness: CheckReadiness;
  readonly isCurrency: (code: string) => boolean;
  readonly areas: Areas;
  /** The folder of the built dashboard. Left out: none is served. */
  readonly dashboard?: string | undefined;
  /** Milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

export interface Http {
  /** Ready to listen. What flushes or closes with the server is an `onClose` hook; the last added runs first. */
  readonly app: FastifyInstance;
  readonly metrics: HttpMetrics;
  /** Ends it gracefully; see stop.ts. */
  readonly stop: () => Promise<void>;
}

/**
 * Makes the server: everything that stands between a socket and a route. Knows no route of the product, no store and no flow.
 *
 * @example
 * const { app, stop } = await createHttp({ …, areas: { tracking: (app) => addSales(app, flows) } });
 * await app.listen({ host, port });
 */
export async function createHttp(options: HttpOptions): Promise<Http> {
  const { areas, checkReadiness, findKey, isCurrency, people, replays, version, now = Date.now } = options;
  const settings = Value.Default(HttpSettings, structuredClone(options.settings ?? {})) as HttpSettings;
  const app = bareServer(settings, options, createValidatorFactory(createReaders({ now, isCurrency })));
  const metrics = createMetrics();
  const stopping = createStopping(app, settings);

  decorateRequests(app);
  readJsonBodies(app);
  app.setErrorHandler(answerProblem);
  const notFound = createNotFound(app);
  metrics.observe(app);
  refuseNulls(app);
  const dashboard: Dashboard | undefined =
    options.dashboard === undefined ? undefined : await addDashboard(app, options.dashboard, settings.https);
  app.setNotFoundHandler((request, reply) => {
    if (dashboard?.isPage(request) === true) return dashboard.sendPage(reply);
    const problem = notFound(request);
    metrics.countUnmatched(problem.status);
    return answerProblem(problem, request, reply);
  });
  if (settings.docs) await describeRoutes(app, version);

  await app.register(async (root) => {
    await addSecurityHeaders(root, settings.https);
    addHealth(root, { checkReadiness, isStopping: stopping.isStopping, now });
    addMetricsPage(root, metrics, settings.metricsToken);
    addFrontPage(root, { version, docs: settings.docs, dashboard });
    addProblemPages(root);
    if (settings.docs) await addDocs(root);
  });
  const wrongKeys = createLimit(settings.limits.wrongKeys, now);
  const find = createKeyCache({ findKey, now });
  await addAreas(app, areas, {
    settings,
    now,
    origin: people?.origin ?? (() => ''),
    requireCaller: createAuthentication({ find, wrongKeys, people }),
    pageDoor: createPageDoor({ find, wrongKeys }),
    signedRoute: createSignedRequests(replays, now),
  });
  await app.ready();
  return { app, metrics, stop: stopping.stop };
}

type BuildValidator = ReturnType<typeof createValidatorFactory>;

function bareServer(settings: HttpSettings, { logger }: HttpOptions, buildValidator: BuildValidator): FastifyInstance {
  const app = fastify({
    logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: createRequestIds(),
    trustProxy: trustedProxies(settings.trustProxy),
    bodyLimit: settings.bodyLimit,
    connectionTimeout: settings.connectionTimeout * 1000,
    requestTimeout: settings.requestTimeout * 1000,
    keepAliveTimeout: settings.keepAliveTimeout * 1000,
    http: {
      headersTimeout: settings.headersTimeout * 1000,
      // How often the two above are looked at; Node's own half minute would let a slow client stay that much longer.
      connectionsCheckingInterval: Math.min(5000, settings.headersTimeout * 500),
    },
    // Requests on connections that were open at a stop are still answered, and those connections closed.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 256, ignoreTrailingSlash: true },
    schemaController: { compilersFactory: { buildValidator } },
    schemaErrorFormatter: describeErrors,
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
    clientErrorHandler: answerClientError,
  });
  app.server.maxConnections = settings.maxConnections;
  return app;
}

/** A number is that of the proxies in front of us: the nearest ones are believed. */
const trustedProxies = (trust: HttpSettings['trustProxy']) => {
  if (typeof trust === 'number') return (_address: string, hop: number): boolean => hop < trust;
  return typeof trust === 'boolean' ? trust : [...trust];
};

/** Unique among the processes of an installation, and cheap: a random start and a number. */
function createRequestIds(): () => string {
  const process = randomBytes(6).toString('base64url');
  let number = 0;
  return () => `${process}-${(++number).toString(36)}`;
}

function addMetricsPage(app: FastifyInstance, { registry }: HttpMetrics, token: string): void {
  const guard = guardMetrics(token);
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    guard(request);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
