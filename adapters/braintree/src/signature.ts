import { createHash, createHmac } from 'node:crypto';

/** Braintree's scheme: hex of HMAC-SHA1, keyed with the SHA-1 of the private key (SDK 3.40.0, `digest.js`). */
export const signature = (privateKey: string, data: string): string =>
  createHmac('sha1', createHash('sha1').update(privateKey, 'latin1').digest()).update(data, 'latin1').digest('hex');
