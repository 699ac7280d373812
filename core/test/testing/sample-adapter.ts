import { createHmac, timingSafeEqual } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import { type Adapter, Unreadable, type Verification } from '../../src/contract/adapter.ts';
import type { Fact } from '../../src/contract/facts.ts';
import type { AdapterExamples } from '../../src/testing/adapter-kit.ts';

/** A processor nobody has: deliveries are `{ id, type, at, payment, amount, … }`, signed as `sample-signature: <seconds>;<hex>`. */
const hex = (secret: string, seconds: string, body: string | Uint8Array): string =>
  createHmac('sha256', secret).update(`${seconds};`).update(body).digest('hex');

const refuse = (reason: Extract<Verification, { ok: false }>['reason']): Verification => ({
  ok: false,
  reason,
  detail: reason,
});

const verify: Adapter['verify'] = ({ headers, body }, secrets, now) => {
  const usable = secrets.filter((secret) => secret.trim() !== '');
  if (usable.length === 0) return refuse('no_secret');
  const header = headers['sample-signature'];
  if (header === undefined) return refuse('missing_signature');
  const [seconds = '', given = ''] = header.split(';');
  const sum = Buffer.from(given);
  const matches = usable.some((secret) => {
    const own = Buffer.from(hex(secret, seconds, body));
    return own.length === sum.length && timingSafeEqual(own, sum);
  });
  if (!matches) return refuse('bad_signature');
  const age = now.getTime() / 1000 - Number(seconds);
  if (age > 60) return refuse('stale');
  if (age < -60) return refuse('from_future');
  try {
    const { id, type, at } = JSON.parse(Buffer.from(body).toString()) as { id?: string; type?: string; at?: string };
    if (id === undefined || type === undefined || at === undefined) return refuse('malformed');
    return { ok: true, eventId: id, type, occurredAt: at, mode: 'unknown' };
  } catch {
    return refuse('malformed');
  }
};

const facts: Adapter['facts'] = (delivery) => {
  const read = { paid, refunded }[delivery.type];
  return read === undefined
    ? { facts: [], ignored: 'unknown_event' }
    : { facts: [read(json(delivery.body), delivery.occurredAt)] };
};

interface Body {
  readonly payment: string;
  readonly made: string;
  readonly amount: number;
  readonly currency: string;
  readonly refund?: string;
}

const paid = ({ payment, made, amount, currency }: Body): Fact => ({
  type: 'payment.received',
  key: payment,
  refs: [],
  rank: 20,
  occurredAt: made,
  currency,
  amount: BigInt(amount),
  billing: 'one_time',
  items: [],
  evidence: {},
});

const refunded = ({ payment, made, amount, currency, refund = '' }: Body, asOf: string): Fact => ({
  type: 'refund.changed',
  model: 'item',
  key: refund,
  refs: [payment],
  occurredAt: made,
  asOf,
  currency,
  amount: BigInt(amount),
  status: 'succeeded',
});

function json(body: Uint8Array): Body {
  try {
    return JSON.parse(Buffer.from(body).toString()) as Body;
  } catch {
    throw new Unreadable('body', 'not JSON');
  }
}

const made = '2026-11-01T00:00:00.000Z';
const bodies = (id: string, amount = 1000, currency = 'USD') => [
  { id: `${id}-1`, type: 'paid', at: '2026-11-01T00:00:01.000Z', payment: `p-${id}`, made, amount, currency },
  {
    id: `${id}-2`,
    type: 'refunded',
    at: '2026-11-01T00:00:02.000Z',
    payment: `p-${id}`,
    made,
    amount: Math.floor(amount / 3),
    currency,
    refund: `r-${id}`,
  },
];

/** Sound in everything the kit asks. */
export const sampleAdapter: Adapter = {
  id: 'sample',
  title: 'Sample',
  capabilities: {
    webhooks: { timestamped: true, toleranceSeconds: 60, hasEventId: true, retriesForHours: 1 },
    refunds: 'item',
    disputes: 'none',
    taxOnPayment: false,
    emailOnPayment: false,
    couponOnPayment: 'none',
    backfill: false,
    mintsCodes: false,
    setup: false,
  },
  events: ['paid', 'refunded'],
  credentials: Type.Object({}),
  secrets: () => [],
  verify,
  facts,
  simulator: {
    stories: {
      refund: {
        summary: 'Paid and refunded in part',
        deliveries: ({ id, amount, currency }) =>
          bodies(id, Number(amount), currency).map((body) => ({
            type: body.type,
            body: JSON.stringify(body, null, 1),
          })),
      },
    },
    sign(body, secret, now) {
      const seconds = String(now.getTime() / 1000);
      return { 'sample-signature': `${seconds};${hex(secret, seconds, body)}` };
    },
  },
};

const event = (body: object) => ({
  eventId: '',
  type: '',
  occurredAt: '',
  body: Buffer.from(JSON.stringify(body)),
  ...body,
});

export const sampleExamples: AdapterExamples = {
  secret: 'sample-secret-1',
  nextSecret: 'sample-secret-2',
  deliveries: bodies('example').map((delivery) => {
    const { facts: expected } = facts(
      { ...event(delivery), type: delivery.type, occurredAt: delivery.at },
      noSettings(),
    );
    const plain = JSON.parse(
      JSON.stringify(expected, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
    );
    return { name: delivery.type, about: 'as it should be', delivery, facts: plain as unknown[] };
  }),
};

function noSettings() {
  return { aliases: { click: [], customer: [], campaign: [] } };
}
