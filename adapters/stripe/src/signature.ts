import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/**
 * Stripe's scheme `v1`: lower-case hex of HMAC-SHA256 over `<t>.<body>`, keyed with the whole signing secret, `whsec_` included
 * (SDK 23.1.0, `Webhooks.js`).
 */
export function signature(key: KeyObject, timestamp: string, body: string | Uint8Array): string {
  return createHmac('sha256', key).update(`${timestamp}.`).update(body).digest('hex');
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
