import { createHash, randomBytes } from 'node:crypto';

/** A new key: 32 random bytes behind a prefix that tells its mode and lets secret scanners find it. */
export const makeKey = (mode: 'live' | 'test'): string => `fl_${mode}_${randomBytes(32).toString('base64url')}`;

/** One for pages, which everybody may read; its prefix tells it apart at a glance. */
export const makePublishableKey = (mode: 'live' | 'test'): string =>
  `pk_${mode}_${randomBytes(24).toString('base64url')}`;

/** How a key is stored and looked up. There is nothing to guess in 32 random bytes, so nothing for a slow hash to slow down. */
export const hashKey = (key: string): Buffer => createHash('sha256').update(key).digest();

/** What a key may be recognised by in a list. */
export const keyPrefix = (key: string): string => key.slice(0, 12);

/** A signing secret of the Standard Webhooks scheme (I3): 32 random bytes. */
export const makeSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
