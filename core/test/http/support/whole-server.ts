import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import type { Test } from 'tap';
import { createApiKey } from '../../../src/flows/manage/create-api-key.ts';
import { defineConfig, load, type PluginEntry } from '../../../src/plugins/index.ts';
import { createServer } from '../../../src/server.ts';
import { sealer } from '../../../src/store/sealing.ts';
import { brand } from '../../../src/testing/builders.ts';
import { testDatabase } from '../../../src/testing/database.ts';
import { bundled } from '../../flows/house.ts';

const off = {
  redirects: false,
  hooks: false,
  trackingKey: false,
  trackingAddress: false,
  apiKey: false,
  apiAddress: false,
  wrongKeys: false,
  pageKey: false,
  pageAddress: false,
} as const;

/** Routes, flows, jobs and PostgreSQL, with a brand and a key of it that may do everything. */
export async function wholeServer(t: Test, more: readonly PluginEntry[] = []) {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const plugins = [...bundled(), ...more];
  const database = await testDatabase(t);
  const server = await createServer({
    config: defineConfig({ plugins, http: { limits: off } }),
    loaded: load(plugins),
    databaseUrl: database.url,
    sealer: sealer([randomBytes(32)]),
    publicUrl: 'http://localhost:4400',
    version: '0.0.0',
    logger: { level: 'warn', stream },
  });
  t.teardown(() => server.stop());
  const campaigns = [{ slug: 'main', affiliates: [{ name: 'jane', coupons: ['JANE20'] }, 'bob'] }];
  const acme = await brand(server.engine.store, { campaigns });
  const { id: keyId, key } = await createApiKey(server.desk, acme.scope, {
    name: 'shop',
    mode: 'live',
    scopes: ['track', 'read', 'manage'],
    signed: false,
  });
  return {
    app: server.app,
    server,
    database,
    acme,
    key,
    keyId,
    /** What the log holds of refusals by the database that a schema should have made. */
    refusedByDatabase: () => lines.filter((line) => line.includes('the database refused')),
    /** What went wrong, with what the log says of it. */
    broken: (what: string): Error => new Error(`${what}\n${lines.slice(-2).join('')}`),
  };
}
