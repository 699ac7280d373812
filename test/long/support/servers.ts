import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { createServer, type FairleadServer } from '@fairlead/core';
import type { Test } from 'tap';
import { initOrganization } from '../../../core/src/flows/manage/init-organization.ts';
import { verifyOrganization } from '../../../core/src/flows/verify/index.ts';
import { load } from '../../../core/src/plugins/index.ts';
import { openStore, type Store } from '../../../core/src/store/database.ts';
import { sealer } from '../../../core/src/store/sealing.ts';
import { type TestDatabase, testDatabase } from '../../../core/src/testing/database.ts';
import config from './fairlead.config.ts';
import { type Shop, shop } from './shop.ts';

export interface Servers {
  readonly database: TestDatabase;
  readonly servers: readonly FairleadServer[];
  /** Where each of them listens. */
  readonly origins: readonly string[];
  /** Everything they logged. */
  readonly log: () => string;
  /** A new organization, at the first server. */
  brand(name?: string): Promise<Brand>;
  /** Rows, read as the superuser. */
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** What `fairlead verify` finds wrong with an organization. */
  differences(organizationId: string): Promise<readonly unknown[]>;
}

export interface Brand extends Shop {
  readonly organizationId: string;
  readonly testKey: string;
  /** The same shop at another server. */
  at(origin: string): Shop;
}

/** Several servers with workers on one database, as behind a load balancer. */
export async function startServers(t: Test, count = 1): Promise<Servers> {
  const database = await testDatabase(t);
  const seal = sealer([randomBytes(32)]);
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const behind: Store = await openStore({ url: database.superuserUrl, connections: 2 });
  t.teardown(() => behind.close());
  const servers: FairleadServer[] = [];
  const origins: string[] = [];
  for (let n = 0; n < count; n++) {
    const server = await createServer({
      config,
      loaded: load(config.plugins),
      databaseUrl: database.url,
      sealer: seal,
      publicUrl: 'http://localhost:4400',
      version: '0.0.0',
      logger: { level: 'info', stream },
    });
    t.teardown(() => server.stop());
    servers.push(server);
    origins.push(await server.app.listen({ host: '127.0.0.1', port: 0 }));
  }
  const [first, origin = ''] = [servers[0], origins[0]];
  if (first === undefined) throw new Error('no server was asked for');
  return {
    database,
    servers,
    origins,
    log: () => lines.join(''),
    brand: async (name = 'Acme') => {
      const made = await initOrganization(first.desk, { name });
      const { organizationId, liveKey, testKey } = made;
      return {
        organizationId,
        testKey: testKey.key,
        at: (other) => shop(other, liveKey.key),
        ...shop(origin, liveKey.key),
      };
    },
    rows: async (text, values = []) => (await behind.pool.query<never>(text, [...values])).rows,
    differences: async (organizationId) => {
      const found: unknown[] = [];
      await verifyOrganization(first.engine, organizationId, {
        onProgress: () => undefined,
        onDifference: (difference) => void found.push(difference),
      });
      return found;
    },
  };
}
