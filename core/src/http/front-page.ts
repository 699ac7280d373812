import type { FastifyInstance } from 'fastify';
import type { Dashboard } from './dashboard.ts';

/** `GET /` says what this is and where to go on, to people and to programs. People get the dashboard where there is one. */
export function addFrontPage(app: FastifyInstance, { version, docs, dashboard }: FrontPage): void {
  const links = { ...(docs ? { docs: '/docs', openapi: '/openapi.json' } : {}), api: '/v1', problems: '/problems' };
  const page = render(version, docs);
  app.get('/', { schema: { hide: true } }, async ({ headers }, reply) => {
    reply.header('cache-control', 'no-store').header('vary', 'accept');
    if (headers.accept?.includes('text/html') !== true) return { name: 'Fairlead', version, ...links };
    return dashboard?.sendPage(reply) ?? reply.type('text/html; charset=utf-8').send(page);
  });
}

interface FrontPage {
  /** Of Fairlead. */
  readonly version: string;
  /** Whether `/docs` is served. */
  readonly docs: boolean;
  readonly dashboard: Dashboard | undefined;
}

const render = (version: string, docs: boolean): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>Fairlead</title>
<h1>Fairlead ${version}</h1>
<p>This server tracks clicks, sales and commissions. Programs speak to it under <code>/v1</code> with an API key.</p>
${docs ? '<p><a href="/docs">Every route, to read and to try</a></p>\n' : ''}<p><a href="/problems">What its errors mean</a></p>
</html>
`;
