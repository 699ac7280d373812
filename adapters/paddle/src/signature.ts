import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** Paddle's scheme `h1`: lower-case hex of HMAC-SHA256 over `<ts>:<body>`, keyed with the whole secret of the destination, `pdl_ntfset_` included. */
export function signature(key: KeyObject, timestamp: string, body: string | Uint8Array): string {
  return createHmac('sha256', key).update(`${timestamp}:`).update(body).digest('hex');
}

export const keyOf = (secret: string): KeyObject => createSecretKey(Buffer.from(secret, 'utf8'));

/**
 * Keys by secret: making one costs four times what a signature does with a key at hand (PERFORMANCE). The cache belongs to whoever
 * asks for it, and is emptied rather than grown without bound by connections that come and go.
 */
export function keyCache(limit = 1000): (secret: string) => KeyObject {
  const keys = new Map<string, KeyObject>();
  return (secret) => {
    const known = keys.get(secret);
    if (known !== undefined) return known;
    if (keys.size >= limit) keys.clear();
    const key = keyOf(secret);
    keys.set(secret, key);
    return key;
  };
}
