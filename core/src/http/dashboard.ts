import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Stands in the built page wherever the nonce of an answer belongs. */
const placeholder = /fairlead-nonce/g;

/** What is not a page of the dashboard: there an address that does not exist is told so as the API tells it. */
const elsewhere =
  /^\/(?:v1|auth|hooks|r|join|docs|problems|assets|openapi\.json|healthz|readyz|metrics|t\.js)(?:[/?#]|$)/;

/** Only this page's own script and styles run; whatever else a name or a note could smuggle in does not. */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

const guards = {
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

export interface Dashboard {
  /** Whether a browser asks for a page: every address outside the API is one, and the page itself knows which. */
  readonly isPage: (request: FastifyRequest) => boolean;
  readonly sendPage: (reply: FastifyReply) => FastifyReply;
}

/**
 * Serves the built dashboard in `folder`: its page at every address no route has (and at `/`, see front-page.ts), its files under `/assets`. Their names
 * carry a hash of what is in them, so they may be kept for ever; the page never is.
 */
export async function addDashboard(app: FastifyInstance, folder: string, https: boolean): Promise<Dashboard> {
  const page = fs.readFileSync(path.join(folder, 'index.html'), 'utf8');
  const transport = https ? { 'strict-transport-security': 'max-age=31536000' } : {};

  const sendPage = (reply: FastifyReply): FastifyReply => {
    const nonce = randomBytes(16).toString('base64');
    return reply
      .code(200)
      .headers({ ...guards, ...transport, 'content-security-policy': policy(nonce), 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(placeholder, nonce));
  };

  await app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => {
      reply.headers({ ...guards, ...transport });
    });
    await scope.register(fastifyStatic, {
      root: path.join(folder, 'assets'),
      prefix: '/assets/',
      index: false,
      immutable: true,
      maxAge: '365d',
      // Packed by the build, which leaves them beside the files.
      preCompressed: true,
      decorateReply: true,
      schemaHide: true,
    });
    scope.get('/favicon.svg', { schema: { hide: true } }, (_request, reply) =>
      reply.sendFile('favicon.svg', folder, { immutable: false, maxAge: '1d' }),
    );
  });

  return {
    isPage: ({ method, url, headers }) =>
      (method === 'GET' || method === 'HEAD') && !elsewhere.test(url) && (headers.accept ?? '').includes('text/html'),
    sendPage,
  };
}
