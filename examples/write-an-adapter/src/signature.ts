import { createHmac } from 'node:crypto';

/** Hex of HMAC-SHA256 over `<timestamp>.<body>`, the raw bytes of it. */
export const signatureOf = (secret: string, timestamp: string, body: string | Uint8Array): string =>
  createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
