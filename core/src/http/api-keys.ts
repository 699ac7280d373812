import { createHash, randomBytes } from 'node:crypto';

const shape = /^fl_(?:live|test)_[A-Za-z0-9_-]{43}$/;

/** A new key: 32 random bytes behind a prefix that tells its mode and lets secret scanners find it. */
export const makeKey = (mode: 'live' | 'test'): string => `fl_${mode}_${randomBytes(32).toString('base64url')}`;

export const isKey = (text: string): boolean => shape.test(text);

/**
 * How a key is stored and looked up. A plain SHA-256 is right here: a key is 32 random bytes, so there is nothing to guess and nothing for
 * a slow hash to slow down; and since the look-up is by hash, its timing tells nothing about the key.
 */
export const hashKey = (key: string): Buffer => createHash('sha256').update(key).digest();

/** What a key may be recognised by in a list. */
export const keyPrefix = (key: string): string => key.slice(0, 12);

/** A signing secret of the Standard Webhooks scheme: 32 random bytes. */
export const makeSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
