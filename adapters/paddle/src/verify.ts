import { timingSafeEqual } from 'node:crypto';
import type { RawDelivery, Refusal, Verification } from '@fairlead/core/plugin';
import { timeOf } from './read.ts';
import { keyCache, signature } from './signature.ts';

/**
 * Proves that a delivery is Paddle's: `Paddle-Signature: ts=<seconds>;h1=<hex>[;h1=<hex>…]` over the raw bytes. Any secret may match any
 * `h1`, so that a secret can be rolled; other schemes are passed over.
 *
 * Own code rather than the SDK's, which reads only the last `h1`, accepts any future, gives up after five seconds and throws (PROCESSORS 4).
 * The signature is looked at before the age, so that `stale` is only ever said of what was genuine once.
 *
 * @param toleranceSeconds |now − ts| up to and including which a signature is good, into the past and into the future alike.
 */
export function verifier(toleranceSeconds: number) {
  const keyFor = keyCache();
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const decode = (body: Uint8Array): string => utf8.decode(body);

  return function verify(delivery: RawDelivery, secrets: readonly string[], now: Date): Verification {
    const usable = secrets.filter((secret) => secret.trim() !== '');
    if (usable.length === 0) return refuse('no_secret', 'the connection has no secret key (pdl_ntfset_…)');

    const header = delivery.headers['paddle-signature'];
    if (header === undefined || header === '') return refuse('missing_signature', 'no Paddle-Signature header');
    const given = parseHeader(header);
    if (given === undefined) return refuse('bad_signature', 'the Paddle-Signature header has no ts=… with h1=…');

    const expected = usable.map((secret) => signature(keyFor(secret), given.timestamp, delivery.body));
    if (!anyEqual(expected, given.signatures)) {
      return refuse('bad_signature', 'no h1 signature matches a secret of this connection over the raw body');
    }

    const ahead = Number(given.timestamp) * 1000 - now.getTime();
    if (ahead < -toleranceSeconds * 1000) return refuse('stale', `signed ${-ahead / 1000} s ago`);
    if (ahead > toleranceSeconds * 1000) return refuse('from_future', `signed ${ahead / 1000} s in the future`);
    return identify(delivery.body, decode);
  };
}

function parseHeader(header: string): { timestamp: string; signatures: readonly string[] } | undefined {
  const parts = header.split(';').map((part) => part.split('='));
  const values = (name: string) => parts.filter(([key]) => key === name).map(([, value]) => value ?? '');
  const [timestamp, second] = values('ts');
  const signatures = values('h1');
  // Ten digits reach the year 2286; a second `ts` would leave open which one was signed.
  if (timestamp === undefined || second !== undefined || !/^\d{1,12}$/.test(timestamp)) return undefined;
  return signatures.length === 0 ? undefined : { timestamp, signatures };
}

/** Every pair is compared, in constant time: how long it takes tells neither which one matched nor how nearly one did. */
function anyEqual(expected: readonly string[], given: readonly string[]): boolean {
  let equal = false;
  for (const candidate of given.map((text) => Buffer.from(text))) {
    for (const own of expected.map((text) => Buffer.from(text))) {
      if (candidate.length === own.length && timingSafeEqual(candidate, own)) equal = true;
    }
  }
  return equal;
}

/**
 * What the inbox needs to know of a genuine event. `event_id` stays the same when a delivery is tried again, `notification_id` does not. Nothing
 * in it says whether it is live: that follows from the destination whose secret signed it, and so from the connection. The one exception are
 * events of Paddle's webhook simulator, which never are.
 */
function identify(body: Uint8Array, decode: (body: Uint8Array) => string): Verification {
  let event: unknown;
  try {
    event = JSON.parse(decode(body));
  } catch {
    return refuse('malformed', 'the body is not JSON in UTF-8');
  }
  if (typeof event !== 'object' || event === null) return refuse('malformed', 'the body is not an object');
  const { event_id: id, event_type: type, occurred_at: occurred } = event as Record<string, unknown>;
  if (!isName(id)) return refuse('malformed', 'the event has no event_id');
  if (!isName(type)) return refuse('malformed', 'the event has no event_type');
  const occurredAt = typeof occurred === 'string' ? timeOf(occurred) : undefined;
  if (occurredAt === undefined) return refuse('malformed', 'the event has no time: occurred_at');
  return { ok: true, eventId: id, type, occurredAt, mode: id.startsWith('ntfsimevt_') ? 'test' : 'unknown' };
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 255;
const refuse = (reason: Refusal, detail: string): Verification => ({ ok: false, reason, detail });
