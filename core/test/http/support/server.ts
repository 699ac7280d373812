import type { Test } from 'tap';
import { hashKey, makeKey, makePublishableKey } from '../../../src/flows/manage/key-text.ts';
import type { ApiKey } from '../../../src/http/request.ts';
import { createHttp, type Http, type HttpOptions } from '../../../src/http/server.ts';
import { isCurrency } from '../../../src/domain/money.ts';
import { memoryReplays } from './memory-replays.ts';

/** 2026-03-01T12:00:00Z, unless a test moves it. */
export const noon = Date.UTC(2026, 2, 1, 12);

export interface Clock {
  (): number;
  at: number;
}

export const clock = (at: number = noon): Clock => {
  const now = Object.assign(() => now.at, { at });
  return now;
};

/** Keys as the store would hold them: by hash only. */
export function keyRing() {
  const byHash = new Map<string, ApiKey>();
  let lookups = 0;
  return {
    findKey: async (hash: Buffer): Promise<ApiKey | null> => {
      lookups++;
      return byHash.get(hash.toString('hex')) ?? null;
    },
    lookups: () => lookups,
    add: (members: Partial<ApiKey> = {}): string => {
      const mode = members.mode ?? 'live';
      const text = members.kind === 'publishable' ? makePublishableKey(mode) : makeKey(mode);
      const key: ApiKey = {
        id: `00000000-0000-7000-8000-${String(byHash.size + 1).padStart(12, '0')}`,
        organizationId: '00000000-0000-7000-8000-0000000000aa',
        name: 'test key',
        mode,
        kind: 'secret',
        scopes: ['track', 'read', 'manage'],
        origins: [],
        signing: { required: false, secrets: [] },
        ...members,
      };
      byHash.set(hashKey(text).toString('hex'), key);
      return text;
    },
    revoke: (text: string): void => void byHash.delete(hashKey(text).toString('hex')),
  };
}

export type KeyRing = ReturnType<typeof keyRing>;

/** A whole server without a store; what a test gives replaces the rest. Closed with the test. */
export async function testServer(t: Test, given: Partial<HttpOptions> = {}): Promise<Http> {
  const now = given.now ?? clock();
  const http = await createHttp({
    logger: false,
    version: '0.0.0',
    findKey: async () => null,
    replays: memoryReplays(now),
    checkReadiness: async () => ({}),
    isCurrency,
    areas: {},
    ...given,
    now,
  });
  t.teardown(() => http.stop());
  return http;
}

export const bearer = (key: string): { authorization: string } => ({ authorization: `Bearer ${key}` });
