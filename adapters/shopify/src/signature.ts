import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** `X-Shopify-Hmac-Sha256`: base64 of HMAC-SHA256 over the raw body, keyed with the app's secret. It covers the body and nothing else. */
export function signature(key: KeyObject, body: string | Uint8Array): string {
  return createHmac('sha256', key).update(body).digest('base64');
}

export const keyOf = (secret: string): KeyObject => createSecretKey(Buffer.from(secret, 'utf8'));

/** Keys by secret, since making one costs more than a signature does; emptied rather than grown without bound. */
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
