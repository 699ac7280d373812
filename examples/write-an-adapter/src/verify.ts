import { timingSafeEqual } from 'node:crypto';
import type { RawDelivery, Refusal, Verification } from '@fairlead/core/plugin';
import { instant } from '@fairlead/core/reading';
import { signatureOf } from './signature.ts';

/** How long a signature stays good, into the past and into the future. */
export const toleranceSeconds = 300;

/**
 * Proves that a delivery is Pennywhistle's: `pennywhistle-signature: t=<seconds>,v1=<hex>[,v1=<hex>…]` over the raw bytes. Any secret may match any
 * `v1`, so that a secret can be rolled. The signature comes before the age, so that `stale` is only said of what was genuine once.
 */
export function verify({ headers, body }: RawDelivery, secrets: readonly string[], now: Date): Verification {
  const usable = secrets.filter((secret) => secret.trim() !== '');
  if (usable.length === 0) return refuse('no_secret', 'the connection has no signing secret');

  const header = headers['pennywhistle-signature'] ?? '';
  if (header === '') return refuse('missing_signature', 'no pennywhistle-signature header');
  const parts = header.split(',').map((part) => part.trim().split('='));
  const values = (name: string) => parts.filter(([key]) => key === name).map(([, value]) => value ?? '');
  const [timestamp = ''] = values('t');
  if (!/^\d{1,12}$/.test(timestamp)) return refuse('bad_signature', 'the header has no t=<seconds>');

  const expected = usable.map((secret) => signatureOf(secret, timestamp, body));
  if (!anyEqual(expected, values('v1'))) {
    return refuse('bad_signature', 'no v1 signature matches a secret of this connection over the raw body');
  }

  const ahead = Number(timestamp) - now.getTime() / 1000;
  if (ahead < -toleranceSeconds) return refuse('stale', `signed ${-ahead} s ago`);
  if (ahead > toleranceSeconds) return refuse('from_future', `signed ${ahead} s in the future`);
  return identify(body);
}

/** Every pair is compared, in constant time: how long it takes tells nobody how near a guess was. */
function anyEqual(expected: readonly string[], given: readonly string[]): boolean {
  let equal = false;
  for (const candidate of given.map((text) => Buffer.from(text))) {
    for (const own of expected.map((text) => Buffer.from(text))) {
      if (candidate.length === own.length && timingSafeEqual(candidate, own)) equal = true;
    }
  }
  return equal;
}

/** What the inbox needs to know of a genuine event: which one it is, when it happened, whether it is live, and whose account it is of. */
function identify(body: Uint8Array): Verification {
  let event: unknown;
  try {
    event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return refuse('malformed', 'the body is not JSON in UTF-8');
  }
  if (typeof event !== 'object' || event === null) return refuse('malformed', 'the body is not an object');
  const { id, type, created, live, account } = event as Record<string, unknown>;
  if (typeof id !== 'string' || id === '') return refuse('malformed', 'the event has no id');
  if (typeof type !== 'string' || type === '') return refuse('malformed', 'the event has no type');
  const occurredAt = typeof created === 'string' ? instant(created) : undefined;
  if (occurredAt === undefined) return refuse('malformed', 'the event has no time: created');
  if (typeof account !== 'string' || account === '') return refuse('malformed', 'the event names no account');
  return { ok: true, eventId: id, type, occurredAt, mode: live === true ? 'live' : 'test', account };
}

const refuse = (reason: Refusal, detail: string): Verification => ({ ok: false, reason, detail });
