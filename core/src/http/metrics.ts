import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Registry, type Metric } from 'prom-client';
import { Problem } from '../contract/errors.ts';

/** Upper bounds of the histogram, milliseconds. */
const bounds = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000] as const;

/** Plain numbers of one route: counting costs a tenth of what labelled metrics do, and the rest is done when somebody asks. */
interface RouteStats {
  readonly method: string;
  readonly route: string;
  readonly byStatus: Map<number, number>;
  readonly buckets: Float64Array;
  milliseconds: number;
}

export interface HttpMetrics {
  /** For whoever has more to tell: flows and store add their own metrics here. */
  readonly registry: Registry;
  /** Counts every route registered on `app` from now on. */
  observe(app: FastifyInstance): void;
  /** What no route matched. */
  countUnmatched(status: number): void;
}

export function createMetrics(): HttpMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const routes: RouteStats[] = [];
  const statsOf = (method: string, route: string): RouteStats => {
    const stats = { method, route, byStatus: new Map(), buckets: new Float64Array(bounds.length + 1), milliseconds: 0 };
    routes.push(stats);
    return stats;
  };
  const unmatched = statsOf('', 'unmatched');
  registry.registerMetric(requestCounter(routes));
  registry.registerMetric(durationHistogram(routes));
  return {
    registry,
    countUnmatched: (status) => count(unmatched, status, 0),
    observe: (app) =>
      void app.addHook('onRoute', (route) => {
        const stats = statsOf([route.method].flat().join(','), route.url);
        route.onResponse = [
          ...[route.onResponse ?? []].flat(),
          (_request, reply, done) => {
            count(stats, reply.statusCode, reply.elapsedTime);
            done();
          },
        ];
      }),
  };
}

function count(stats: RouteStats, status: number, milliseconds: number): void {
  let at = 0;
  while (at < bounds.length && milliseconds > (bounds[at] as number)) at++;
  stats.buckets[at]! += 1;
  stats.milliseconds += milliseconds;
  stats.byStatus.set(status, (stats.byStatus.get(status) ?? 0) + 1);
}

interface Value {
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

const requestCounter = (routes: readonly RouteStats[]): Metric =>
  collected('fairlead_http_requests_total', 'Answered requests.', 'counter', () =>
    routes.flatMap(({ method, route, byStatus }) =>
      [...byStatus].map(([status, value]) => ({ labels: { method, route, status }, value })),
    ),
  );

const durationHistogram = (routes: readonly RouteStats[]): Metric => {
  const name = 'fairlead_http_request_duration_seconds';
  return collected(name, 'From the headers of a request to the end of its answer.', 'histogram', () =>
    routes.filter(({ byStatus }) => byStatus.size > 0).flatMap((stats) => histogramOf(name, stats)),
  );
};

function histogramOf(name: string, { method, route, buckets, milliseconds }: RouteStats): Value[] {
  const values: Value[] = [];
  let total = 0;
  for (const [at, number] of buckets.entries()) {
    total += number;
    const bound = bounds[at];
    const le = bound === undefined ? '+Inf' : bound / 1000;
    values.push({ metricName: `${name}_bucket`, labels: { method, route, le }, value: total });
  }
  values.push({ metricName: `${name}_sum`, labels: { method, route }, value: milliseconds / 1000 });
  values.push({ metricName: `${name}_count`, labels: { method, route }, value: total });
  return values;
}

/** What a registry asks of a metric is its name and `get`. */
const collected = (name: string, help: string, type: string, values: () => readonly Value[]): Metric =>
  ({ name, get: async () => ({ name, help, type, aggregator: 'sum', values: values() }) }) as unknown as Metric;

/** Without a token only who asks directly from this machine is answered: numbers of a business are nobody else's. */
export function guardMetrics(token: string): (request: FastifyRequest) => void {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(`Bearer ${token}`);
  return ({ headers, socket }) => {
    if (token !== '') {
      if (timingSafeEqual(digest(headers.authorization ?? ''), expected)) return;
      throw new Problem('unknown_key', 'Metrics need the bearer token set as http.metricsToken.');
    }
    const proxied = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
    if (!proxied && isLoopback(socket.remoteAddress ?? '')) return;
    throw new Problem('not_found', 'Metrics are told locally only; set http.metricsToken to read them from elsewhere.');
  };
}

const isLoopback = (address: string): boolean => address === '::1' || /^(?:::ffff:)?127\./.test(address);
