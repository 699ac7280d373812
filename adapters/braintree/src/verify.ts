import { createHash, timingSafeEqual } from 'node:crypto';
import type { RawDelivery, Refusal, Verification } from '@fairlead/core/plugin';
import { type Keys, keysOf } from './credentials.ts';
import { type Notification, readForm, readNotification } from './notification.ts';
import { isRecord } from './read.ts';
import { signature } from './signature.ts';

/**
 * Proves that a delivery is Braintree's: `bt_signature` holds `<public key>|<hex>` once or several times, joined by `&`, over `bt_payload` as it is
 * written. Any of our keys may match any of them, so that keys can be replaced. The scheme has no time.
 *
 * Own code rather than the SDK's, which knows one key, reads only the first signature of it, and compares only as far as the shorter text reaches.
 */
export function verify({ body }: RawDelivery, secrets: readonly string[], _now: Date): Verification {
  const keys = secrets.flatMap((secret) => keysOf(secret) ?? []);
  if (keys.length === 0) return refuse('no_secret', 'the connection has no public and private key');
  const form = readForm(body);
  if (form === undefined) return refuse('missing_signature', 'no form with one bt_signature and one bt_payload');
  const { payload } = form;
  if (!/^[A-Za-z0-9+/=\n]+$/.test(payload)) return refuse('bad_signature', 'bt_payload is not base64');
  if (!anyMatches(keys, form.signature, payload)) {
    return refuse('bad_signature', 'no signature by a key of this connection matches bt_payload');
  }
  const notification = readNotification(payload);
  if (notification === undefined) return refuse('malformed', 'bt_payload is no notification in XML');
  const { kind, timestamp, merchant } = notification;
  return {
    ok: true,
    eventId: eventId(notification, payload),
    type: kind,
    occurredAt: timestamp,
    mode: 'unknown',
    ...(merchant !== undefined && { account: merchant }),
  };
}

/** Some form readers take away the newline base64 ends with; Braintree signed it with. */
function anyMatches(keys: readonly Keys[], signatures: string, payload: string): boolean {
  const given = signatures.split('&').map((pair) => pair.split('|'));
  let matches = false;
  for (const { publicKey, privateKey } of keys) {
    const expected = [payload, `${payload}\n`].map((data) => Buffer.from(signature(privateKey, data)));
    for (const [name, value = '', more] of given) {
      if (name !== publicKey || more !== undefined) continue;
      const candidate = Buffer.from(value);
      for (const own of expected)
        if (own.length === candidate.length && timingSafeEqual(own, candidate)) matches = true;
    }
  }
  return matches;
}

/** Braintree numbers no events: kind, time and subject name one; where the subject has no id, the content does. */
function eventId({ kind, timestamp, subject }: Notification, payload: string): string {
  const [object] = Object.values(subject).filter(isRecord);
  const id = object?.['id'];
  const named = typeof id === 'string' && /^[\x21-\x7e]{1,100}$/.test(id) ? id : undefined;
  return `${kind}:${timestamp}:${named ?? createHash('sha256').update(payload).digest('hex').slice(0, 32)}`;
}

/** Braintree asks an address by `GET ?bt_challenge=…` before it delivers there. */
export function handshake(query: Readonly<Record<string, string>>, secrets: readonly string[]): string | null {
  const challenge = query['bt_challenge'] ?? '';
  const [keys] = secrets.flatMap((secret) => keysOf(secret) ?? []);
  // Hex of this length only, so that nobody has a payload signed here: base64 of a notification is none.
  if (keys === undefined || !/^[a-f0-9]{20,32}$/.test(challenge)) return null;
  return `${keys.publicKey}|${signature(keys.privateKey, challenge)}`;
}

const refuse = (reason: Refusal, detail: string): Verification => ({ ok: false, reason, detail });
