import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import type { PluginCore } from './contract/plugin.ts';
import { isCurrency } from './domain/money.ts';
import { openConnections } from './flows/connections.ts';
import type { Engine } from './flows/engine.ts';
import type { Desk } from './flows/manage/desk.ts';
import { backfillsByHand } from './flows/backfills-by-hand.ts';
import { countRefusals } from './flows/refused-deliveries.ts';
import { runDueBackfills } from './flows/scheduled-backfill.ts';
import { runDueCodes } from './flows/mint/due-codes.ts';
import { startWorker, type Worker } from './flows/worker.ts';
import { hooks } from './http/hooks.ts';
import { backfills } from './http/manage/backfills.ts';
import { addOperationMetrics } from './http/operation-metrics.ts';
import { signIn } from './http/auth/index.ts';
import { joining } from './http/join/routes.ts';
import { about } from './http/manage/about.ts';
import { manage } from './http/manage/index.ts';
import { members } from './http/manage/members.ts';
import { readRoutes } from './http/read/index.ts';
import { createLimit } from './http/rate-limits.ts';
import { createHttp, type Http } from './http/server.ts';
import { clicks } from './http/track/clicks.ts';
import { events as customerEvents } from './http/track/events.ts';
import { leads } from './http/track/leads.ts';
import { refunds } from './http/track/refunds.ts';
import { sales } from './http/track/sales.ts';
import {
  checksOf,
  type Config,
  describeAdapters,
  describePlugins,
  describeTerms,
  type Loaded,
  registerPlugins,
  registries,
  tablesOf,
} from './plugins/index.ts';
import { openClickStore } from './store/click-store.ts';
import { openStore } from './store/database.ts';
import { editing } from './store/session.ts';
import { checkReadiness } from './flows/check-readiness.ts';
import { findKey } from './flows/find-key.ts';
import { logMail, openSignIn } from './sign-in.ts';
import { createClickFlow } from './flows/record-click.ts';
import { pageLeads } from './http/track/page-leads.ts';
import { trackerRoutes } from './http/tracker/routes.ts';
import { redirects } from './http/tracking.ts';
import { openRateBook } from './flows/rate-book.ts';
import { replayStore } from './flows/replay-store.ts';
import type { Sealer } from './store/sealing.ts';

export interface ServerOptions {
  readonly config: Config;
  /** In dependency order. */
  readonly loaded: readonly Loaded[];
  readonly databaseUrl: string;
  readonly sealer: Sealer;
  /** Where the world reaches it, without a slash at its end. Left out: this machine, at the port it listens on. */
  readonly publicUrl?: string;
  readonly version: string;
  readonly logger: NonNullable<FastifyServerOptions['logger']>;
  /** The folder of the built dashboard, served at `/`. Left out: none is served. */
  readonly dashboard?: string | undefined;
  /** Jobs run in this process too. Default true; false where `fairlead work` runs them. */
  readonly jobs?: boolean;
  readonly now?: () => Date;
}

export interface FairleadServer {
  readonly app: FastifyInstance;
  readonly engine: Engine;
  /** What people edit. */
  readonly desk: Desk;
  /** Listening ends first, then the jobs, then the database's connections. */
  stop(): Promise<void>;
}

/**
 * Puts the house together: store, engine, routes, jobs. Ready to listen when it resolves; nothing of the product is decided here.
 *
 * @example
 * const server = await createServer({ config, loaded, databaseUrl, sealer, publicUrl, version, logger: true });
 * await server.app.listen({ host: '127.0.0.1', port: 4400 });
 */
export async function createServer(options: ServerOptions): Promise<FairleadServer> {
  const { config, loaded, sealer, version, logger, now = () => new Date() } = options;
  let http: Http | undefined;
  let worker: Worker | undefined;
  const report = (error: Error, what: string): void => http?.app.log.error({ err: error }, what);
  const store = await openStore({
    url: options.databaseUrl,
    entities: tablesOf(loaded).entities,
    onLost: (error) => report(error, 'a database connection was lost'),
  });
  const known = registries(loaded);
  const { adapters, rateSources, ...rules } = known;
  const rates = openRateBook(rateSources);
  const engine: Engine = { store, rules, adapters, rateSources, rates, now };
  const desk: Desk = {
    engine,
    sealer,
    checks: checksOf(known),
    // With port 0 the system chooses one, and nobody knows it before it listens.
    get publicUrl() {
      return options.publicUrl ?? localUrl(http?.app);
    },
  };
  const connections = openConnections(engine, sealer);
  const { clickParameter } = config.tracking;
  const onTrouble = (error: Error): void => report(error, 'clicks');
  const clickStore = await openClickStore({ url: options.databaseUrl, store, clickParameter, onTrouble });
  const clickFlow = createClickFlow({ store: clickStore, clickParameter, now: () => now().getTime() });
  const people = openSignIn({
    config,
    databaseUrl: options.databaseUrl,
    sealer,
    publicUrl: () => desk.publicUrl,
    engine,
    onLost: (error) => report(error, 'a database connection was lost'),
    onTrouble: (error) => report(error, 'sign-in'),
    logMail: (mail, error) => logMail(http?.app.log, mail, error),
  });
  const refusals = countRefusals(engine, (error) => report(error, 'refused deliveries were not counted'));
  const byHand = backfillsByHand(engine, connections, sealer, (error) => report(error, 'a backfill failed'));
  const kick: Worker['kick'] = (delivery) => worker?.kick(delivery);
  http = await createHttp({
    settings: config.http,
    logger,
    version,
    dashboard: options.dashboard,
    findKey: findKey(engine, sealer),
    people: people.people,
    replays: replayStore(engine),
    checkReadiness: () => checkReadiness(engine),
    isCurrency,
    now: () => now().getTime(),
    areas: {
      hooks: (app) => hooks(app, { engine, connections, refusals, kick }),
      redirects: (app) => {
        redirects(app, { clicks: clickFlow, ...trackingOf(options) });
        joining(app, { desk, limit: createLimit(config.http.limits.joining, () => now().getTime()) });
        trackerRoutes(app, { clicks: clickFlow, ...trackerOf(config) });
      },
      tracking: (app) => {
        clicks(app, clickFlow);
        sales(app, engine);
        leads(app, engine);
        customerEvents(app, engine);
        refunds(app, engine);
      },
      pages: (app) => pageLeads(app, engine),
      api: (app) => {
        manage(app, desk);
        backfills(app, desk, byHand);
        members(app, { desk, mailer: people.mailer, inBackground: people.inBackground });
        readRoutes(app, { engine, connections });
        about(app, {
          plugins: describePlugins(loaded),
          terms: describeTerms(known),
          connections: describeAdapters(known),
          server: () => ({ version, publicUrl: desk.publicUrl, ...brandNotices(config) }),
        });
      },
      plugins: (app) => registerPlugins(app, loaded, pluginCore(engine)),
      auth: (app) => signIn(app, people.door),
    },
  });
  addOperationMetrics(http.metrics.registry, engine);
  if (options.jobs !== false)
    worker = startWorker(engine, connections, {
      mint: () => runDueCodes(desk),
      backfill: (signal) => runDueBackfills(engine, connections, sealer, signal),
      onError: (error) => report(error, 'a job failed'),
    });
  const { app, stop: stopListening } = http;
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await stopListening();
    await Promise.all([worker?.stop(), byHand.stop()]);
    await refusals.flush();
    await clickStore.close();
    await people.close();
    await store.close();
  };
  return { app, engine, desk, stop: () => (stopped ??= stop()) };
}

/** Of the settings, what a brand asks its operator for. */
const brandNotices = ({ mail, tracking: { cookie, clickParameter, consentParameter } }: Config) => ({
  cookie: cookie.name,
  cookieDomain: cookie.domain === '' ? null : cookie.domain,
  clickParameter,
  consentParameter,
  mail: mail.smtpUrl !== '',
});

/** How redirects answer: the cookie, and what is believed of a visitor. */
const trackingOf = ({ config: { tracking }, publicUrl }: ServerOptions) => ({
  cookie: tracking.cookie.name,
  consentParameter: tracking.consentParameter,
  ...(tracking.cookie.domain === '' ? {} : { cookieDomain: tracking.cookie.domain }),
  https: publicUrl?.startsWith('https:') === true,
  ...(tracking.countryHeader === '' ? {} : { countryHeader: tracking.countryHeader }),
});

/** What the tracker script is told of this server. */
const trackerOf = ({ tracking: { cookie, clickParameter, consentParameter, countryHeader } }: Config) => ({
  cookie: cookie.name,
  domain: cookie.domain,
  clickParameter,
  consentParameter,
  ...(countryHeader === '' ? {} : { countryHeader }),
});

/** Of a server that no configuration gives an address. */
const localUrl = (app: FastifyInstance | undefined): string => {
  const address = app?.server.address();
  return typeof address === 'object' && address !== null ? `http://localhost:${address.port}` : 'http://localhost';
};

/** What a plugin's routes reach of the core: its caller's organization, in its caller's name. */
const pluginCore = ({ store }: Engine): PluginCore => ({
  inOrganization: (request, work) => editing(store, request.scope, (em) => work(em, request.scope)),
});
