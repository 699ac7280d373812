import { hashKey } from '../flows/manage/key-text.ts';
import type { ApiKey, RequestScope } from './request.ts';

/** The store's door: null when no live key has this SHA-256. */
export type FindKey = (hash: Buffer) => Promise<ApiKey | null>;

/** A key and what follows from it, made once per look-up. */
export interface KeyEntry {
  readonly key: ApiKey;
  readonly scope: RequestScope;
}

/** By the text of a key: at once when it is known and fresh, else a promise. */
export type FindEntry = (text: string) => KeyEntry | Promise<KeyEntry | null>;

export interface KeyCacheOptions {
  readonly findKey: FindKey;
  /** Milliseconds. */
  readonly now: () => number;
}

/** A revoked key is refused at the latest this long after. */
export const freshFor = 5000;
const mostKeys = 1000;

/**
 * Keys by their hash, looked up again after five seconds. Unknown keys are not remembered: a key that was just made works at once, and
 * strangers cannot push real ones out. Requests that ask for the same key at the same time share one look-up.
 */
export function createKeyCache({ findKey, now }: KeyCacheOptions): FindEntry {
  const known = new Map<string, { readonly entry: KeyEntry; readonly until: number }>();
  const asking = new Map<string, Promise<KeyEntry | null>>();

  const remember = (name: string, entry: KeyEntry): void => {
    known.delete(name);
    if (known.size >= mostKeys) known.delete(known.keys().next().value ?? '');
    known.set(name, { entry, until: now() + freshFor });
  };

  const ask = async (name: string, hash: Buffer): Promise<KeyEntry | null> => {
    try {
      const key = await findKey(hash);
      if (key === null) return null;
      const entry = { key, scope: scopeOf(key) };
      remember(name, entry);
      return entry;
    } finally {
      asking.delete(name);
    }
  };

  return function find(text: string): KeyEntry | Promise<KeyEntry | null> {
    const hash = hashKey(text);
    const name = hash.toString('latin1');
    const cached = known.get(name);
    if (cached !== undefined && cached.until > now()) return cached.entry;
    known.delete(name);
    const present = asking.get(name);
    if (present !== undefined) return present;
    const answer = ask(name, hash);
    asking.set(name, answer);
    return answer;
  };
}

const scopeOf = ({ id, organizationId, mode, campaignId }: ApiKey): RequestScope =>
  Object.freeze({ organizationId, actor: `key:${id}`, mode, ...(campaignId === undefined ? {} : { campaignId }) });
