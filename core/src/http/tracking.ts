import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../contract/errors.ts';
import type { PluginApp } from '../contract/plugin.ts';
import { slugMistake } from '../domain/slug.ts';
import type { ClickFlow, LinkAnswer } from '../flows/record-click.ts';
import { busyPage, pageHeaders, removedPage, renderPage, unknownPage, type TrackingPage } from './tracking-pages.ts';

export interface RedirectOptions {
  readonly clicks: ClickFlow;
  /** Name of the first-party cookie. */
  readonly cookie: string;
  /** Its `Domain`; left out: only the host that sets it gets it back. */
  readonly cookieDomain?: string;
  /** Query parameter by which a link says that the visitor consented (A9). */
  readonly consentParameter: string;
  /** Header in which a proxy tells the visitor's country, in lower case; left out: none is believed. */
  readonly countryHeader?: string;
  /** The world reaches this server by https, so the cookie may say so. */
  readonly https: boolean;
}

/** Seconds after which a refused visit is worth another try. */
const retryAfter = '1';

/** `GET /r/:slug`: the visit is stored, then the visitor goes straight on (F1). */
export function redirects(app: PluginApp, options: RedirectOptions): void {
  const { clicks, countryHeader } = options;
  const consent = `${options.consentParameter}=1`;
  const domain = options.cookieDomain === undefined ? '' : `; Domain=${options.cookieDomain}`;

  app.get('/r/:slug', async (request, reply) => {
    const slug = (request.params as { slug: string }).slug.toLowerCase();
    // No look-up for what nobody can have.
    if (slugMistake(slug) === 'malformed') return refuse(request, reply, unknownPage);
    // A browser that fetches ahead is asked to come back when its user does: what it has kept would be used then, uncounted.
    if (isPrefetch(request)) return refuse(request, reply, busyPage);
    try {
      const answer =
        request.method === 'HEAD'
          ? await clicks.look(slug, queryOf(request.url))
          : await clicks.visit(visitOf(request, slug));
      return answerVisit(request, reply, answer);
    } catch (error) {
      if (error instanceof Problem && error.code === 'unavailable') return refuse(request, reply, busyPage);
      throw error;
    }
  });

  const visitOf = (request: FastifyRequest, slug: string) => {
    const { headers, url } = request;
    const query = queryOf(url);
    return {
      slug,
      query,
      consented: query.includes(consent) && query.split('&').includes(consent),
      cookie: cookieOf(headers.cookie, options.cookie),
      optedOut: headers['sec-gpc'] === '1' || headers['dnt'] === '1',
      userAgent: headers['user-agent'],
      referrer: headers.referer,
      country: countryHeader === undefined ? undefined : single(headers[countryHeader]),
    };
  };

  const answerVisit = (request: FastifyRequest, reply: FastifyReply, answer: LinkAnswer): FastifyReply => {
    if (answer.outcome === 'unknown') return refuse(request, reply, unknownPage);
    if (answer.outcome === 'removed') return refuse(request, reply, removedPage(answer.organizationName));
    const { location, cookie } = answer;
    if (cookie !== null) {
      const secure = options.https || request.protocol === 'https' ? '; Secure' : '';
      // Not HttpOnly: the brand's own script may read it (F2).
      reply.header(
        'set-cookie',
        `${options.cookie}=${cookie.value}; Path=/; Max-Age=${cookie.maxAge}; SameSite=Lax${domain}${secure}`,
      );
    }
    return reply
      .code(302)
      .header('location', location)
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'strict-origin-when-cross-origin')
      .send();
  };
}

function refuse(request: FastifyRequest, reply: FastifyReply, page: TrackingPage): FastifyReply {
  if (page.status === 503) reply.header('retry-after', retryAfter);
  if (wantsJson(request.headers.accept)) throw problems[page.status](page);
  return reply.code(page.status).headers(pageHeaders).send(renderPage(page));
}

const problems: Readonly<Record<TrackingPage['status'], (page: TrackingPage) => Problem>> = {
  404: () => new Problem('not_found', 'No link has this slug.'),
  410: () => new Problem('link_removed', 'The affiliate of this link was removed.'),
  503: () => new Problem('unavailable', 'The visit was not recorded. Try again.', { retryAfter: Number(retryAfter) }),
};

const wantsJson = (accept = ''): boolean =>
  /\bapplication\/(?:problem\+)?json\b/.test(accept) && !accept.includes('text/html');

/** Chrome and others, Safari, Firefox. */
function isPrefetch({ headers }: FastifyRequest): boolean {
  const told = headers['sec-purpose'] ?? headers['purpose'] ?? headers['x-purpose'] ?? headers['x-moz'];
  return told !== undefined && /prefetch|preview|prerender/i.test(String(told));
}

function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark + 1);
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  for (const pair of header.split(';')) {
    const trimmed = pair.trimStart();
    if (trimmed.startsWith(name) && trimmed[name.length] === '=') return trimmed.slice(name.length + 1).trim();
  }
  return undefined;
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;
