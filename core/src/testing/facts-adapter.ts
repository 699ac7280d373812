import { createHash } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import { defineAdapter, Unreadable, type RawDelivery } from '../contract/adapter.ts';
import type { Fact } from '../contract/facts.ts';
import { definePlugin } from '../contract/plugin.ts';
import { factFromJson, toJson } from '../domain/json.ts';

const signature = (secret: string, body: Uint8Array): string =>
  createHash('sha256').update(secret).update(body).digest('hex');

/**
 * A processor that says what happened in the core's own words: the body of a delivery is `{ id, type, occurredAt, facts }`. It lets a test
 * send facts through the inbox. `type: 'unreadable'` is a body that cannot be read, `type: 'ignored'` one without meaning,
 * `type: 'erase_account'` asks that all of the account be erased.
 */
export const factsAdapter = defineAdapter({
  id: 'facts',
  title: 'Facts, for tests',
  capabilities: {
    webhooks: { timestamped: false, toleranceSeconds: null, hasEventId: true, retriesForHours: 1 },
    refunds: 'item',
    disputes: 'movements',
    taxOnPayment: true,
    emailOnPayment: true,
    couponOnPayment: 'code',
    backfill: false,
    mintsCodes: false,
    setup: false,
  },
  events: ['facts', 'unreadable', 'ignored', 'erase_account'],
  credentials: Type.Object({ secret: Type.String({ format: 'secret' }) }, { additionalProperties: false }),
  secrets: ({ secret }) => [secret],
  verify({ headers, body }, secrets) {
    const refuse = (reason: 'bad_signature' | 'malformed') => ({ ok: false, reason, detail: reason }) as const;
    if (!secrets.some((secret) => headers['signature'] === signature(secret, body))) return refuse('bad_signature');
    try {
      const { id, type, occurredAt } = read(body);
      return { ok: true, eventId: id, type, occurredAt, mode: 'unknown' };
    } catch {
      return refuse('malformed');
    }
  },
  facts({ type, body }) {
    if (type === 'unreadable') throw new Unreadable('/facts', 'a test says so');
    if (type === 'ignored') return { facts: [], ignored: 'unknown_event' };
    if (type === 'erase_account') return { facts: [], erases: 'account' };
    return { facts: read(body).facts.map((json) => factFromJson(json) as Fact) };
  },
});

export const factsProcessor = definePlugin({
  name: 'facts',
  api: 1,
  version: '1.0.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [{ kind: 'adapter', adapter: factsAdapter }],
});

interface Body {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly facts: readonly unknown[];
}

const read = (body: Uint8Array): Body => JSON.parse(Buffer.from(body).toString()) as Body;

/** A genuine delivery of these facts. */
export function signedFacts(
  secret: string,
  { facts, ...told }: Omit<Body, 'facts'> & { readonly facts: readonly Fact[] },
): RawDelivery {
  const body = Buffer.from(JSON.stringify({ ...told, facts: facts.map((fact) => toJson(fact)) }));
  return { headers: { signature: signature(secret, body) }, body };
}
