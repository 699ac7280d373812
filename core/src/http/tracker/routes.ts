import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../contract/errors.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { slugMistake } from '../../domain/slug.ts';
import type { ClickFlow } from '../../flows/record-click.ts';
import type { TrackerSettings } from './page.ts';
import { trackerSource } from './source.ts';

export interface TrackerOptions extends TrackerSettings {
  readonly clicks: ClickFlow;
  /** Header in which a proxy tells the visitor's country, in lower case. */
  readonly countryHeader?: string;
}

/** Pages of any origin may run the script and read the answer: it is about nobody but who asks, and no cookie comes along. */
const anyOrigin = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' } as const;

const scriptHeaders = {
  ...anyOrigin,
  'content-type': 'text/javascript; charset=utf-8',
  'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
  'x-content-type-options': 'nosniff',
  vary: 'accept-encoding',
} as const;

/** `GET /t.js`, and `POST /r/:slug`, by which it tells of a visit with `?via=` (F8, F5). */
export function trackerRoutes(app: PluginApp, { clicks, countryHeader, ...settings }: TrackerOptions): void {
  const { cookie, domain, clickParameter, consentParameter } = settings;
  const script = Buffer.from(trackerSource({ cookie, domain, clickParameter, consentParameter }));
  const packed = gzipSync(script, { level: 9 });
  const etag = `"${createHash('sha256').update(script).digest('base64url').slice(0, 22)}"`;

  app.get('/t.js', { schema: { hide: true } }, (request, reply) => {
    reply.headers({ ...scriptHeaders, etag });
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(script);
    return reply.header('content-encoding', 'gzip').send(packed);
  });

  app.post('/r/:slug', { schema: { hide: true } }, async (request, reply) => {
    reply.headers({ ...anyOrigin, 'cache-control': 'no-store' });
    const slug = (request.params as { slug: string }).slug.toLowerCase();
    if (slugMistake(slug) === 'malformed') throw unknownLink();
    const answer = await clicks.visit({ slug, ...visitOf(request) });
    if (answer.outcome === 'unknown') throw unknownLink();
    if (answer.outcome === 'removed') throw new Problem('link_removed', 'The affiliate of this link was removed.');
    const clickId = new URL(answer.location).searchParams.get(clickParameter);
    // 0: not to be kept, by A6 or A9.
    return { clickId, maxAge: answer.cookie?.maxAge ?? 0 };
  });

  const visitOf = ({ headers, url }: FastifyRequest) => {
    const mark = url.indexOf('?');
    const query = mark === -1 ? '' : url.slice(mark + 1);
    const told = new URLSearchParams(query);
    const country = countryHeader === undefined ? undefined : headers[countryHeader];
    return {
      query,
      consented: told.get(consentParameter) === '1',
      cookie: told.get('fl_before') ?? undefined,
      optedOut: headers['sec-gpc'] === '1' || headers['dnt'] === '1',
      userAgent: headers['user-agent'],
      referrer: told.get('fl_referrer') ?? undefined,
      country: Array.isArray(country) ? country[0] : country,
    };
  };
}

const unknownLink = (): Problem => new Problem('not_found', 'No link has this slug.');
