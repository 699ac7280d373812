import { timingSafeEqual } from 'node:crypto';
import type { RawDelivery, Refusal, Verification } from '@fairlead/core/plugin';
import { keyCache, signature } from './signature.ts';

/**
 * Proves that a delivery is Stripe's: `stripe-signature: t=<seconds>,v1=<hex>[,v1=<hex>…]` over the raw bytes. Any secret may match any
 * `v1`, so that a secret can be rolled; other schemes (`v0` of test deliveries) are passed over.
 *
 * Own code rather than the SDK's, whose check of age accepts any future, and throws. The signature is looked at before the age, so that
 * `stale` is only ever said of what was genuine once.
 *
 * @param toleranceSeconds |now − t| up to and including which a signature is good, into the past and into the future alike.
 */
export function verifier(toleranceSeconds: number) {
  const keyFor = keyCache();
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const decode = (body: Uint8Array): string => utf8.decode(body);

  return function verify(delivery: RawDelivery, secrets: readonly string[], now: Date): Verification {
    const usable = secrets.filter((secret) => secret.trim() !== '');
    if (usable.length === 0) return refuse('no_secret', 'the connection has no signing secret (whsec_…)');

    const header = delivery.headers['stripe-signature'];
    if (header === undefined || header === '') return refuse('missing_signature', 'no stripe-signature header');
    const given = parseHeader(header);
    if (given === undefined) return refuse('bad_signature', 'the stripe-signature header has no t=… with v1=…');

    const expected = usable.map((secret) => signature(keyFor(secret), given.timestamp, delivery.body));
    if (!anyEqual(expected, given.signatures)) {
      return refuse('bad_signature', 'no v1 signature matches a secret of this connection over the raw body');
    }

    const ahead = Number(given.timestamp) * 1000 - now.getTime();
    if (ahead < -toleranceSeconds * 1000) return refuse('stale', `signed ${-ahead / 1000} s ago`);
    if (ahead > toleranceSeconds * 1000) return refuse('from_future', `signed ${ahead / 1000} s in the future`);
    return identify(delivery.body, decode);
  };
}

function parseHeader(header: string): { timestamp: string; signatures: readonly string[] } | undefined {
  const parts = header.split(',').map((part) => part.split('='));
  const values = (name: string) => parts.filter(([key]) => key === name).map(([, value]) => value ?? '');
  const [timestamp, second] = values('t');
  const signatures = values('v1');
  // Ten digits reach the year 2286; a second `t` would leave open which one was signed.
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

/** What the inbox needs to know of a genuine event. Shape: `EventBase` in the SDK's `resources/Events.d.ts`. */
function identify(body: Uint8Array, decode: (body: Uint8Array) => string): Verification {
  let event: unknown;
  try {
    event = JSON.parse(decode(body));
  } catch {
    return refuse('malformed', 'the body is not JSON in UTF-8');
  }
  if (typeof event !== 'object' || event === null) return refuse('malformed', 'the body is not an object');
  const { object, id, type, created, livemode, account } = event as Record<string, unknown>;
  // Event destinations can send thin events, which name an object and do not hold it.
  if (object !== 'event') return refuse('malformed', `not a snapshot event: object is ${JSON.stringify(object)}`);
  if (!isName(id)) return refuse('malformed', 'the event has no id');
  if (!isName(type)) return refuse('malformed', 'the event has no type');
  if (!isSeconds(created)) return refuse('malformed', 'the event has no time of creation');
  if (typeof livemode !== 'boolean') return refuse('malformed', 'the event does not say whether it is live');
  return {
    ok: true,
    eventId: id,
    type,
    occurredAt: new Date(created * 1000).toISOString(),
    mode: livemode ? 'live' : 'test',
    ...(isName(account) ? { account } : {}),
  };
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 255;
const isSeconds = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < 253_402_300_800;
const refuse = (reason: Refusal, detail: string): Verification => ({ ok: false, reason, detail });
