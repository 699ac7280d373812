import Fastify from 'fastify';
import type { Test } from 'tap';
import { Problem } from '../../src/contract/errors.ts';
import { createClickFlow, type ClickFlow } from '../../src/flows/record-click.ts';
import { redirects, type RedirectOptions } from '../../src/http/tracking.ts';
import { openClickStore, type ClickStore } from '../../src/store/click-store.ts';
import type { Store } from '../../src/store/database.ts';
import type { TestDatabase } from '../../src/testing/database.ts';

export interface Served {
  readonly origin: string;
  readonly clicks: ClickFlow;
  readonly clickStore: ClickStore;
  /** One request; redirects are not followed. */
  readonly visit: (path: string, headers?: Record<string, string>, method?: string) => Promise<Response>;
}

const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

/** Links served over real HTTP. */
export async function serveLinks(
  t: Test,
  { store, database }: { store: Store; database: TestDatabase },
  options: Partial<RedirectOptions> & { patienceMs?: number } = {},
): Promise<Served> {
  const { patienceMs = 5_000, ...more } = options;
  const clickParameter = 'fl_click';
  const clickStore = await openClickStore({ store, url: database.url, clickParameter, patienceMs });
  const clicks = createClickFlow({ store: clickStore, clickParameter });
  const app = Fastify();
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof Problem)) return reply.code(500).send(String(error));
    return reply.code(error.status).type('application/problem+json').send({ code: error.code, detail: error.message });
  });
  redirects(app, { clicks, cookie: '_fairlead', https: false, ...more });
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  t.teardown(async () => {
    await app.close();
    await clickStore.close();
  });
  return {
    origin,
    clicks,
    clickStore,
    visit: (path, headers = {}, method = 'GET') =>
      fetch(origin + path, { method, redirect: 'manual', headers: { 'user-agent': browser, ...headers } }),
  };
}
