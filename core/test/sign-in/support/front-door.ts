import { randomBytes } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import type { Test } from 'tap';
import { initOrganization, type InitialOrganization } from '../../../src/flows/manage/init-organization.ts';
import { makeOwnerLink } from '../../../src/flows/sign-in/owner-link.ts';
import { type ConfigInput, defineConfig, load } from '../../../src/plugins/index.ts';
import { createServer, type FairleadServer } from '../../../src/server.ts';
import { sealer } from '../../../src/store/sealing.ts';
import { type TestDatabase, testDatabase } from '../../../src/testing/database.ts';
import { bundled } from '../../flows/house.ts';

export const password = 'correct horse battery';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: LightMyRequestResponse['headers'];
  /** Set by the answer, as they stand in `set-cookie`. */
  readonly cookies: readonly string[];
}

/** A browser: it keeps cookies, and says where its page comes from. */
export interface Browser {
  readonly ask: (method: Method, url: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly post: (url: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly get: (url: string, headers?: Record<string, string>) => Promise<Answer>;
  /** What it sends as `cookie`. */
  readonly cookie: () => string;
  /** The same cookies in another browser, as if they were stolen. */
  readonly copy: () => Browser;
}

export interface FrontDoor {
  readonly server: FairleadServer;
  readonly database: TestDatabase;
  readonly publicUrl: string;
  /** What the server logged, a line each. */
  readonly lines: readonly string[];
  readonly browser: (jar?: ReadonlyMap<string, string>) => Browser;
  readonly organization: (name?: string) => Promise<InitialOrganization>;
  /** The token of a new owner link. */
  readonly ownerToken: (organizationId: string) => Promise<string>;
  /** Somebody who signed in as owner of a new organization. */
  readonly owner: (
    email: string,
    name?: string,
  ) => Promise<{ readonly browser: Browser; readonly organizationId: string }>;
  /** Somebody with a role in the organization, invited by its owner. */
  readonly member: (by: Browser, organizationId: string, email: string, role: string) => Promise<Browser>;
  /** The link of the last mail that was only logged. */
  readonly loggedToken: () => string;
}

export interface FrontDoorOptions {
  readonly publicUrl?: string;
  readonly limits?: NonNullable<NonNullable<ConfigInput['http']>['limits']>;
  readonly mail?: ConfigInput['mail'];
}

const off = { apiKey: false, apiAddress: false, wrongKeys: false, signIn: false, signInAccount: false } as const;

/** The whole server on a database of the test's own, and browsers in front of it. Without limits, unless a test gives some. */
export async function frontDoor(t: Test, options: FrontDoorOptions = {}): Promise<FrontDoor> {
  const database = await testDatabase(t);
  const { publicUrl = 'http://localhost:4400', limits = {}, mail } = options;
  const lines: string[] = [];
  const config = defineConfig({ plugins: bundled(), http: { limits: { ...off, ...limits } }, mail });
  const server = await createServer({
    config,
    loaded: load(config.plugins),
    databaseUrl: database.url,
    sealer: sealer([randomBytes(32)]),
    publicUrl,
    version: '0.0.0',
    logger: { level: 'warn', stream: { write: (line: string) => void lines.push(line) } },
    jobs: false,
  });
  t.teardown(() => server.stop());

  const browser: FrontDoor['browser'] = (given = new Map()) => {
    const jar = new Map(given);
    const cookie = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const ask: Browser['ask'] = async (method, url, body, headers = {}) => {
      const all = {
        'sec-fetch-site': 'same-origin',
        ...(jar.size === 0 ? {} : { cookie: cookie() }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        host: new URL(publicUrl).host,
        ...headers,
      };
      const answer = await server.app.inject({
        method,
        url,
        headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== unsaid)),
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      });
      const cookies = [answer.headers['set-cookie'] ?? []].flat();
      for (const one of cookies) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
        if (/max-age=0/i.test(one)) jar.delete(name);
        else jar.set(name, value);
      }
      return { status: answer.statusCode, body: read(answer.body), headers: answer.headers, cookies };
    };
    return {
      ask,
      post: (url, body = {}, headers) => ask('POST', url, body, headers),
      get: (url, headers) => ask('GET', url, undefined, headers),
      cookie,
      copy: () => browser(jar),
    };
  };

  const organization = (name = 'Acme'): Promise<InitialOrganization> => initOrganization(server.desk, { name });
  const ownerToken = async (organizationId: string): Promise<string> =>
    tokenOf(await makeOwnerLink(server.desk, { organizationId, actor: 'test' }));
  return {
    server,
    database,
    publicUrl,
    lines,
    browser,
    organization,
    ownerToken,
    owner: async (email, name = 'Olivia Owner') => {
      const { organizationId } = await organization();
      const one = browser();
      const token = await ownerToken(organizationId);
      const answer = await one.post('/auth/first-run', { token, name, email, password });
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      return { browser: one, organizationId };
    },
    member: async (by, organizationId, email, role) => {
      const invited = await by.post('/v1/invitations', { email, role }, inside(organizationId));
      const one = browser();
      const token = tokenOf(invited.body['link'] as string);
      const answer = await one.post('/auth/invitation/accept', { token, name: email, password });
      if (answer.status !== 200) throw new Error(JSON.stringify([invited.body, answer.body]));
      return one;
    },
    loggedToken: () =>
      tokenOf((JSON.parse(lines.findLast((line) => line.includes('"link"')) ?? '{}') as { link: string }).link),
  };
}

/** A header that is left out. */
export const unsaid = '';

/** The header that names the organization. */
export const inside = (organizationId: string): Record<string, string> => ({ 'fairlead-organization': organizationId });

export const tokenOf = (link: string): string => new URL(link).searchParams.get('token') ?? '';

const read = (text: string): Record<string, unknown> => {
  try {
    return (JSON.parse(text) as Record<string, unknown> | null) ?? {};
  } catch {
    return {};
  }
};
