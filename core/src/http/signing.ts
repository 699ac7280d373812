import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '../contract/errors.ts';
import type { ApiKey } from './request.ts';

/** How far a signature's time may be from ours, either way, inclusive (I3). */
export const toleranceSeconds = 300;

/** More signatures than any rotation needs would only be work. */
const mostSignatures = 10;

const nothing = Buffer.alloc(0);

/** A request whose signature was found good. */
export interface Signed {
  /** `webhook-id`: repetitions carry the same one. */
  readonly id: string;
}

/**
 * Verifies requests signed by the Standard Webhooks scheme (I3): HMAC-SHA256 over `id.timestamp.body` on the raw bytes. Null when the key
 * asks for no signature and the request has none; a signature that is there is always checked, where the key has a secret for it.
 *
 * @param now milliseconds
 * @throws Problem signature_required, signature_mismatch, signature_expired
 */
export function createSignatureCheck(now: () => number) {
  // Making a KeyObject costs four times what an HMAC with one does, so it lives as long as the key's entry in the cache.
  const secrets = new WeakMap<ApiKey, readonly KeyObject[]>();
  const secretsOf = (key: ApiKey): readonly KeyObject[] => {
    const present = secrets.get(key);
    if (present !== undefined) return present;
    const made = key.signing.secrets.map(readSecret);
    secrets.set(key, made);
    return made;
  };

  return function checkSignature(key: ApiKey, headers: IncomingHttpHeaders, body: Buffer | null): Signed | null {
    const given = headers['webhook-signature'];
    const wanted = key.signing.required || (given !== undefined && key.signing.secrets.length > 0);
    if (!wanted) return null;

    const [id, timestamp] = [headers['webhook-id'], headers['webhook-timestamp']];
    if (typeof given !== 'string' || typeof id !== 'string' || typeof timestamp !== 'string') throw required(key.name);
    if (!/^[\x21-\x7e]{1,200}$/.test(id)) throw required(key.name);
    if (!/^\d{1,12}$/.test(timestamp)) throw mismatch('webhook-timestamp must be seconds since 1970');

    const content = `${id}.${timestamp}.`;
    if (!signedByAny(secretsOf(key), content, body ?? nothing, given)) {
      throw mismatch('sign `id.timestamp.body` over the very bytes that are sent, with a live secret of this key');
    }
    // Told only to who holds the secret: a stranger learns nothing about our clock.
    const apart = Math.abs(Math.floor(now() / 1000) - Number(timestamp));
    if (apart > toleranceSeconds) throw expired(apart);
    return { id };
  };
}

function signedByAny(secrets: readonly KeyObject[], content: string, body: Buffer, header: string): boolean {
  const given = header
    .split(' ', mostSignatures)
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'));
  let good = false;
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(content).update(body).digest();
    for (const signature of given) {
      if (signature.length === expected.length && timingSafeEqual(signature, expected)) good = true;
    }
  }
  return good;
}

/** `whsec_` and base64, as made by `makeSigningSecret`. */
function readSecret(text: string): KeyObject {
  const bytes = Buffer.from(text.replace(/^whsec_/, ''), 'base64');
  if (bytes.length < 16) throw new Error('a signing secret of an API key is not readable: make a new one for this key');
  return createSecretKey(bytes);
}

const required = (name: string): Problem =>
  new Problem(
    'signature_required',
    `The key '${name}' asks for signed requests: send webhook-id, webhook-timestamp and webhook-signature (Standard Webhooks).`,
  );

const mismatch = (mend: string): Problem => new Problem('signature_mismatch', `The signature does not match: ${mend}.`);

const expired = (apart: number): Problem =>
  new Problem(
    'signature_expired',
    `The signature is ${apart} s away from our clock, more than ${toleranceSeconds}: sign anew, and check the clock of the sender.`,
  );
