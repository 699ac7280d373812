import t from 'tap';
import type { Adapter, Reading } from '../../src/contract/adapter.ts';
import type { Fact } from '../../src/contract/facts.ts';
import { adapterKit } from '../../src/testing/adapter-kit.ts';
import { broken } from './recorder.ts';
import { sampleAdapter as sound, sampleExamples } from './sample-adapter.ts';

/** The promises broken by the sound adapter with something changed. */
const brokenBy = (changed: Partial<Adapter>) => broken((t) => adapterKit(t, { ...sound, ...changed }, sampleExamples));

t.test('a sound adapter keeps every promise', async (t) => {
  t.same(await broken((t) => adapterKit(t, sound, sampleExamples)), new Map());
});

/** The sound adapter's facts, each changed. */
const changing = (change: (fact: Fact) => unknown): Partial<Adapter> => ({
  facts(delivery, settings): Reading {
    const { facts, ...rest } = sound.facts(delivery, settings);
    return { facts: facts.map(change) as Fact[], ...rest };
  },
});

const { capabilities } = sound;
let calls = 0;

const faults: readonly (readonly [string, Partial<Adapter>, RegExp])[] = [
  ['believing everything', { verify: accept }, /one changed byte of the body/],
  [
    'throwing at an odd header',
    {
      verify: ({ headers, body }, secrets, now) => {
        decodeURIComponent(headers['sample-signature'] === '\u0000' ? '%' : '');
        return sound.verify({ headers, body }, secrets, now);
      },
    },
    /absent, empty or senseless/,
  ],
  ['reading one secret only', { verify: (given, [first = ''], now) => sound.verify(given, [first], now) }, /is rolled/],
  [
    'an empty secret',
    {
      verify: (given, secrets, now) =>
        sound.verify(
          given,
          secrets.map((secret) => secret.trim() || 'x'),
          now,
        ),
    },
    /without a secret/,
  ],
  [
    'ignoring the age',
    { verify: (given, secrets) => sound.verify(given, secrets, signedAt(given)) },
    /its age decides/,
  ],
  [
    'verifying the parsed body',
    {
      verify: ({ headers, body }, secrets, now) => sound.verify({ headers, body: reserialised(body) }, secrets, now),
    },
    /raw bytes|one changed byte/,
  ],
  [
    'a capability of age it has not',
    { capabilities: { ...capabilities, webhooks: { ...capabilities.webhooks, toleranceSeconds: 120 } } },
    /its age decides/,
  ],
  ['another shape of refunds', { capabilities: { ...capabilities, refunds: 'total' } }, /R4/],
  ['disputes nobody saw', { capabilities: { ...capabilities, disputes: 'status' } }, /R3/],
  ['tax nobody saw', { capabilities: { ...capabilities, taxOnPayment: true } }, /tax, e-mail and coupons/],
  ['an event without an example', { events: ['paid', 'refunded', 'disputed'] }, /every event it understands/],
  ['an event it does not list', { events: ['paid'] }, /genuine, known and readable|every event/],
  ['another amount', changing((fact) => ('amount' in fact ? { ...fact, amount: 1n } : fact)), /as it should be/],
  ['a negative refund', changing((fact) => ('amount' in fact ? { ...fact, amount: -1n } : fact)), /well-formed/],
  [
    'a currency in lower case',
    changing((fact) => ('currency' in fact ? { ...fact, currency: 'usd' } : fact)),
    /well-formed/,
  ],
  ['an undefined member', changing((fact) => ({ ...fact, reason: undefined })), /well-formed/],
  ['a time without milliseconds', changing((fact) => ({ ...fact, occurredAt: '2026-11-01T00:00:00Z' })), /well-formed/],
  [
    'the clock',
    changing((fact) => ({ ...fact, occurredAt: new Date().toISOString() })),
    /the same delivery is read the same/,
  ],
  [
    'another answer each time',
    changing((fact) => ({ ...fact, metadata: { calls: String((calls += 1)) } })),
    /the same delivery is read the same/,
  ],
  [
    'remembering what it read before',
    changing((fact) => ({ ...fact, metadata: { calls: String((calls += 1)) } })),
    /one outcome in every order/,
  ],
  [
    'stumbling over an unknown event',
    {
      facts(delivery, settings) {
        JSON.parse(Buffer.from(delivery.body).toString());
        return sound.facts(delivery, settings);
      },
    },
    /unknown type of event|cut short/,
  ],
  [
    'counting fields',
    {
      facts(delivery, settings) {
        const fields = Object.keys(JSON.parse(Buffer.from(delivery.body).toString() || '{}') as object).length;
        const { facts } = sound.facts(delivery, settings);
        return { facts: facts.map((fact) => ({ ...fact, metadata: { fields: String(fields) } })) as Fact[] };
      },
    },
    /fields nobody knows/,
  ],
  [
    'a payment dated by its event',
    {
      facts(delivery, settings) {
        const { facts, ...rest } = sound.facts(delivery, settings);
        return { facts: facts.map((fact) => ({ ...fact, occurredAt: delivery.occurredAt })), ...rest };
      },
    },
    /does not depend on which event told it/,
  ],
];

for (const [fault, changed, promise] of faults) {
  t.test(`the kit finds ${fault}`, async (t) => {
    const found = [...(await brokenBy(changed)).keys()];
    t.ok(
      found.some((name) => promise.test(name)),
      `found: ${found.join('; ') || 'nothing'}`,
    );
  });
}

/** The sound adapter with its signature within the body: `<signature>\n<body>`. */
const opened = (body: Uint8Array) => {
  const text = Buffer.from(body).toString();
  const end = text.indexOf('\n');
  const signature = text.slice(0, Math.max(end, 0));
  return {
    headers: end < 0 ? {} : { 'sample-signature': signature },
    body: Buffer.from(end < 0 ? '' : text.slice(end + 1)),
  };
};
const sealed: Adapter = {
  ...sound,
  // As a form's escapes may be: the case of the hex does not matter.
  verify: ({ body }, secrets, now) => {
    const { headers, body: inner } = opened(body);
    const signature = headers['sample-signature']?.toLowerCase();
    return sound.verify(
      { headers: signature === undefined ? {} : { 'sample-signature': signature }, body: inner },
      secrets,
      now,
    );
  },
  facts: (delivery, settings) => sound.facts({ ...delivery, body: opened(delivery.body).body }, settings),
  simulator: {
    stories: sound.simulator?.stories ?? {},
    sign: () => ({}),
    seal: (body, secret, now) => `${sound.simulator?.sign(body, secret, now)['sample-signature'] ?? ''}\n${body}`,
  },
};

t.test('a signature within the body: kept by a sound adapter, missed by the kit in none that is not', async (t) => {
  t.same(await broken((t) => adapterKit(t, sealed, sampleExamples)), new Map());
  const credulous: Adapter = {
    ...sealed,
    verify: (given, secrets, now) => {
      const verification = sealed.verify(given, secrets, now);
      return verification.ok || secrets.length === 0
        ? verification
        : { ...accept(), eventId: String(given.body.length) };
    },
  };
  const found = [...(await broken((t) => adapterKit(t, credulous, sampleExamples))).keys()];
  t.ok(found.includes('one changed byte of the body, each of them once, is refused'), found.join('; '));
  t.ok(found.includes('an absent, empty or senseless signature is refused'), found.join('; '));
});

t.test('what stands beside a body goes with its example', async (t) => {
  const beside: Adapter = {
    ...sound,
    verify: (given, secrets, now) => {
      const verification = sound.verify(given, secrets, now);
      const type = given.headers['sample-topic'];
      if (!verification.ok || type === verification.type) return verification;
      return { ok: false, reason: 'malformed', detail: `the topic is ${type ?? 'not told'}` };
    },
    simulator: { ...(sound.simulator ?? { sign: () => ({}) }), stories: {} },
  };
  const deliveries = sampleExamples.deliveries.map((example) => ({
    ...example,
    headers: { 'sample-topic': example.name },
  }));
  t.same(await broken((t) => adapterKit(t, beside, { ...sampleExamples, deliveries })), new Map());
});

t.test('the kit does not run without examples', async (t) => {
  await t.rejects(
    adapterKit({ test: () => undefined }, sound, { ...sampleExamples, deliveries: [] }),
    /examples of deliveries/,
  );
});

function accept(): ReturnType<Adapter['verify']> {
  return { ok: true, eventId: 'e', type: 'paid', occurredAt: '2026-11-01T00:00:00.000Z', mode: 'unknown' };
}

function signedAt({ headers }: Parameters<Adapter['verify']>[0]): Date {
  return new Date(Number(headers['sample-signature']?.split(';')[0] ?? 0) * 1000);
}

function reserialised(body: Uint8Array): Uint8Array {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(Buffer.from(body).toString()), null, 2));
  } catch {
    return body;
  }
}
