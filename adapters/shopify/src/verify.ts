import { createHash, timingSafeEqual } from 'node:crypto';
import type { RawDelivery, Refusal, Verification } from '@fairlead/core/plugin';
import { parse } from './parse.ts';
import { instant, isRecord } from './read.ts';
import { keyCache, signature } from './signature.ts';

/**
 * Proves that a delivery is Shopify's. Only the body is signed: topic, shop and webhook id stand beside it, so that whoever holds a delivery could send
 * it again under another topic. Readers therefore go by what the body is (`ownGid`, `financial_status`), never by the topic alone. The scheme has no
 * time either: an old delivery is as good as a new one, and states the same.
 *
 * Live or test is not told by a delivery: a shop's test orders are left out while reading (`test_order`), since an answer other than 2xx would have
 * Shopify drop the whole subscription.
 */
export function verifier() {
  const keyFor = keyCache();
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const decode = (body: Uint8Array): string => utf8.decode(body);

  return function verify({ headers, body }: RawDelivery, secrets: readonly string[], now: Date): Verification {
    const usable = secrets.filter((secret) => secret.trim() !== '');
    if (usable.length === 0) return refuse('no_secret', 'the connection has no client secret');
    const given = headers['x-shopify-hmac-sha256'];
    if (given === undefined || given === '') return refuse('missing_signature', 'no X-Shopify-Hmac-Sha256 header');
    if (
      !anyEqual(
        usable.map((secret) => signature(keyFor(secret), body)),
        given,
      )
    ) {
      return refuse('bad_signature', 'the signature matches no secret of this connection over the raw body');
    }

    const topic = headers['x-shopify-topic']?.toLowerCase() ?? '';
    if (!/^[a-z_]{1,60}(\/[a-z_]{1,60}){1,2}$/.test(topic)) return refuse('malformed', 'no X-Shopify-Topic header');
    const shop = headers['x-shopify-shop-domain']?.toLowerCase() ?? '';
    if (!/^[a-z0-9][a-z0-9-]{0,99}\.myshopify\.com$/.test(shop)) {
      return refuse('malformed', 'no X-Shopify-Shop-Domain header with a shop of myshopify.com');
    }
    const object = parsed(body, decode);
    if (object === undefined) return refuse('malformed', 'the body is not a JSON object in UTF-8');
    if (object['id'] === undefined && object['shop_id'] === undefined)
      return refuse('malformed', 'the body names nothing');
    const signedShop = object['shop_domain'];
    if (typeof signedShop === 'string' && signedShop.toLowerCase() !== shop) {
      return refuse('malformed', `the header names ${shop}, the signed body ${signedShop}`);
    }
    return {
      ok: true,
      eventId: eventId(headers['x-shopify-webhook-id'], topic, body),
      type: topic,
      occurredAt: happened(headers['x-shopify-triggered-at'], object, now),
      mode: 'unknown',
      account: shop,
    };
  };
}

/** One webhook keeps its id over all its tries. Where none is told, the content names it. */
function eventId(told: string | undefined, topic: string, body: Uint8Array): string {
  if (told !== undefined && /^[\x21-\x7e]{1,200}$/.test(told)) return told;
  return `${topic}:${createHash('sha256').update(body).digest('hex').slice(0, 32)}`;
}

function happened(told: string | undefined, object: Readonly<Record<string, unknown>>, now: Date): string {
  const written = [object['updated_at'], object['processed_at'], object['created_at'], object['initiated_at'], told];
  const times = written.map((value) => (typeof value === 'string' ? instant(value) : undefined));
  return times.find((time) => time !== undefined) ?? now.toISOString();
}

/** All are compared, in constant time: how long it takes tells neither which one matched nor how nearly one did. */
function anyEqual(expected: readonly string[], given: string): boolean {
  const candidate = Buffer.from(given);
  let equal = false;
  for (const own of expected.map((value) => Buffer.from(value))) {
    if (candidate.length === own.length && timingSafeEqual(candidate, own)) equal = true;
  }
  return equal;
}

function parsed(body: Uint8Array, decode: (body: Uint8Array) => string): Record<string, unknown> | undefined {
  try {
    const value = parse(decode(body));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const refuse = (reason: Refusal, detail: string): Verification => ({ ok: false, reason, detail });
