import type { Test } from 'tap';
import { createClickFlow, type ClickFlow } from '../../src/flows/record-click.ts';
import { clicks as clickRoutes } from '../../src/http/track/clicks.ts';
import { redirects, type RedirectOptions } from '../../src/http/tracking.ts';
import { openClickStore, type ClickStore } from '../../src/store/click-store.ts';
import type { Store } from '../../src/store/database.ts';
import type { TestDatabase } from '../../src/testing/database.ts';
import { keyRing, testServer, type KeyRing } from '../http/support/server.ts';

export interface Served {
  readonly origin: string;
  readonly keys: KeyRing;
  readonly clicks: ClickFlow;
  readonly clickStore: ClickStore;
  /** One request; redirects are not followed. */
  readonly visit: (path: string, headers?: Record<string, string>, method?: string) => Promise<Response>;
}

export interface ServeOptions extends Partial<RedirectOptions> {
  readonly patienceMs?: number;
  /** Where clicks and links come from; default: the database itself. */
  readonly url?: string;
}

export const browser =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

/** Links and `POST /v1/clicks`, over real HTTP and behind everything that stands in front of them. */
export async function serveLinks(
  t: Test,
  { store, database }: { store: Store; database: TestDatabase },
  { patienceMs = 5_000, url = database.url, ...more }: ServeOptions = {},
): Promise<Served> {
  const clickParameter = 'fl_click';
  const clickStore = await openClickStore({ store, url, clickParameter, patienceMs });
  t.teardown(() => clickStore.close());
  const clicks = createClickFlow({ store: clickStore, clickParameter });
  const keys = keyRing();
  const { app } = await testServer(t, {
    findKey: keys.findKey,
    now: Date.now,
    areas: {
      redirects: (area) =>
        redirects(area, { clicks, cookie: '_fairlead', consentParameter: 'fl_consent', https: false, ...more }),
      tracking: (area) => clickRoutes(area, clicks),
    },
  });
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    origin,
    keys,
    clicks,
    clickStore,
    visit: (path, headers = {}, method = 'GET') =>
      fetch(origin + path, { method, redirect: 'manual', headers: { 'user-agent': browser, ...headers } }),
  };
}
