import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../contract/errors.ts';
import type { FindEntry } from './key-cache.ts';
import { tooMany } from './limits.ts';
import { type Limit, networkOf } from './rate-limits.ts';

export interface PageDoorOptions {
  readonly find: FindEntry;
  /** Per address. */
  readonly wrongKeys: Limit;
}

/** As made by `makePublishableKey`. */
export const isPublishable = (text: string): boolean => /^pk_(?:live|test)_[A-Za-z0-9_-]{32}$/.test(text);

/**
 * Stands in front of what pages of the brand call (F8). The key is in the path, where a browser's question whether it may call names it too, so
 * that both are answered for exactly the origins of this key, and for nobody else. Programs can write any `Origin`: it keeps other pages
 * out, nothing more.
 */
export function createPageDoor({ find, wrongKeys }: PageDoorOptions) {
  const unknown = (ip: string): Problem => {
    const wait = wrongKeys(networkOf(ip));
    if (wait > 0) return tooMany(wait, 'unknown keys from this address');
    return new Problem('unknown_key', 'No live publishable key is like this one: it may have been revoked.');
  };

  return (budget: Limit) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      reply.headers({ vary: 'Origin', 'cache-control': 'no-store' });
      const { key: text = '' } = request.params as { readonly key?: string };
      if (text.startsWith('fl_')) throw inPage();
      const entry = isPublishable(text) ? await find(text) : null;
      if (entry === null) throw unknown(request.ip);
      const { key, scope } = entry;
      const { origin } = request.headers;
      if (origin === undefined || !key.origins.includes(origin)) throw foreign(origin, key.name);
      reply.header('access-control-allow-origin', origin);
      if (request.method === 'OPTIONS') return;
      const wait = budget(key.id);
      if (wait > 0) throw tooMany(wait, `the key '${key.name}'`);
      request.apiKey = key;
      request.scope = scope;
    };
}

const inPage = (): Problem =>
  new Problem(
    'secret_key_in_page',
    'Everybody who opens the page can read this key and act with it: revoke it, and put a publishable key, pk_live_…, in its place.',
  );

const foreign = (origin: string | undefined, name: string): Problem =>
  new Problem(
    'origin_not_allowed',
    origin === undefined
      ? `The key '${name}' is for pages, and no browser said whose: servers call POST /v1/leads with a secret key.`
      : `The key '${name}' does not count from pages of ${origin.slice(0, 300)}: make one with this origin.`,
  );
