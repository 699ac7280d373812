import { createHash, randomBytes } from 'node:crypto';

/** What a link carries: 32 random bytes, kept as their hash only. */
export const makeLinkToken = (): string => randomBytes(32).toString('base64url');

/** There is nothing to guess in 32 random bytes, so nothing for a slow hash to slow down. */
export const hashLinkToken = (token: string): Buffer => createHash('sha256').update(token).digest();
