import { randomBytes } from 'node:crypto';
import { createServer, defineConfig, type FairleadServer } from '@fairlead/core';
import { testDatabase } from '../../../core/src/testing/database.ts';
import type { Page } from 'playwright-core';
import type { Test } from 'tap';
import { initOrganization, type InitialOrganization } from '../../../core/src/flows/manage/init-organization.ts';
import { load, type PluginEntry } from '../../../core/src/plugins/index.ts';
import { sealer } from '../../../core/src/store/sealing.ts';
import { stripe } from '../../../adapters/stripe/src/index.ts';
import { bundled } from '../../../core/test/flows/house.ts';
import { site } from '../../site.ts';

export interface House {
  readonly url: string;
  readonly server: FairleadServer;
  readonly organization: InitialOrganization;
  /** Calls the API with the live key. */
  readonly call: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  /** Lets a page in without anybody signing in: with the key, as the owner. */
  readonly letIn: (page: Page) => Promise<void>;
}

const off = {
  apiKey: false,
  apiAddress: false,
  trackingKey: false,
  trackingAddress: false,
  wrongKeys: false,
  pageAddress: false,
} as const;

/** The whole server with the built dashboard on a socket, and one organization in it. */
export async function openHouse(
  t: Test,
  more: readonly PluginEntry[] = [],
  { stripeUrl }: { readonly stripeUrl?: string } = {},
): Promise<House> {
  const { url: databaseUrl } = await testDatabase(t);
  const ours = stripe(stripeUrl === undefined ? {} : { apiUrl: stripeUrl });
  const config = defineConfig({ plugins: [...bundled(), ours, ...more], http: { limits: off } });
  const server = await createServer({
    config,
    loaded: load(config.plugins),
    databaseUrl,
    sealer: sealer([randomBytes(32)]),
    version: '0.0.0',
    logger: false,
    dashboard: await site(() => undefined),
  });
  t.teardown(() => server.stop());
  const organization = await initOrganization(server.desk, { name: 'Loomwork', timeZone: 'Europe/Berlin' });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const url = server.desk.publicUrl;
  const authorization = `Bearer ${organization.liveKey.key}`;

  return {
    url,
    server,
    organization,
    call: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const headers = { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
      const response = await fetch(`${url}${path}`, {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
    letIn: async (page) => {
      await page.setExtraHTTPHeaders({ authorization });
      await page.route('**/v1/me', (route) => route.fulfill({ json: ownerOf(organization) }));
    },
  };
}

const ownerOf = ({ organizationId }: InitialOrganization) => ({
  user: { id: 'ada', email: 'ada@loomwork.test', name: 'Ada Lovell', twoFactor: false },
  memberships: [{ organizationId, name: 'Loomwork', role: 'owner', homeCurrency: 'USD', timeZone: 'Europe/Berlin' }],
});
