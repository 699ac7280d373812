import t from 'tap';
import type { Adapter, Reading } from '../../src/contract/adapter.ts';
import type { Fact } from '../../src/contract/facts.ts';
import { adapterKit } from '../../src/testing/adapter-kit.ts';
import { samplePayAdapter } from '../../templates/adapter/src/index.ts';
import { readExamples } from '../../src/testing/delivery-examples.ts';
import { broken } from './recorder.ts';

/**
 * The slips of somebody who writes a first adapter, each put into what `create adapter` makes: the kit finds it, and says which rule it is and what to
 * do about it.
 */
const sound: Adapter = samplePayAdapter();
const examples = {
  deliveries: readExamples(new URL('../../templates/adapter/test/deliveries/', import.meta.url)),
  secret: 'sample-pay-secret-1',
  nextSecret: 'sample-pay-secret-2',
};
const said = async (changed: Partial<Adapter>): Promise<string> =>
  [...(await broken((t) => adapterKit(t, { ...sound, ...changed }, examples)))]
    .map(([promise, message]) => `${promise}\n${message}`)
    .join('\n\n');

const reading =
  (change: (reading: Reading, delivery: Parameters<Adapter['facts']>[0]) => Reading): Adapter['facts'] =>
  (delivery, settings) =>
    change(sound.facts(delivery, settings), delivery);
const changing = (change: (fact: Fact, eventId: string, occurredAt: string) => unknown): Partial<Adapter> => ({
  facts: reading(({ facts, ...rest }, { eventId, occurredAt }) => ({
    facts: facts.map((fact) => change(fact, eventId, occurredAt)) as Fact[],
    ...rest,
  })),
});
const { capabilities } = sound;
let seen = 0;

const slips: readonly (readonly [slip: string, changed: Partial<Adapter>, message: RegExp])[] = [
  [
    'amounts in major units',
    changing((fact) => ('amount' in fact ? { ...fact, amount: fact.amount / 100n } : fact)),
    /M1: the story was told over 1999 minor units of USD, which has 2 decimal digits, and its payments are over 19: read decimals with parseDecimal/,
  ],
  [
    'two digits for every currency',
    changing((fact) => {
      const scale = 'currency' in fact && fact.currency === 'JPY' ? 100n : 1n;
      return 'amount' in fact ? { ...fact, amount: fact.amount * scale } : fact;
    }),
    /M1: the story was told over 1000 minor units of JPY, which has 0 decimal digits, and its payments are over 100000/,
  ],
  [
    'payments keyed by the event',
    changing((fact, eventId) =>
      fact.type === 'payment.received' ? { ...fact, key: eventId, refs: [fact.key] } : fact,
    ),
    /told by another event at another time: ids, times and amounts are those of the object, never of the event, else one payment told by two events is two \(I2\)/,
  ],
  [
    'refunds keyed by the event',
    changing((fact, eventId) => (fact.type === 'refund.changed' ? { ...fact, key: eventId } : fact)),
    /told by another event: ids, times and amounts are those of the object/,
  ],
  [
    'payments dated by the event',
    changing((fact, _, occurredAt) => (fact.type === 'payment.received' ? { ...fact, occurredAt } : fact)),
    /told by another event at another time: ids, times and amounts are those of the object/,
  ],
  [
    'running totals as refunds of their own',
    changing((fact) => (fact.type === 'refund.changed' ? { ...fact, amount: fact.amount * 4n } : fact)),
    /refunds of \S+, \S+ come to 13200, more than the 10000 paid \(R4\): state each refund with its own amount, or the running total as model 'total'/,
  ],
  [
    'a refund that names another id than the payment',
    changing((fact) => (fact.type === 'refund.changed' ? { ...fact, refs: [`ch_${fact.refs[0]}`] } : fact)),
    /no payment of the story is known by ch_\S+, which refund \S+ names \(R5\): the refs of a refund or dispute hold the key of its payment/,
  ],
  [
    'one secret only',
    { verify: (given, [first = ''], now) => sound.verify(given, [first], now) },
    /signed with the second of two secrets \(while one is rolled, any of them may match: compare with each\) was refused: bad_signature/,
  ],
  [
    'a signature over written JSON',
    {
      verify: ({ headers, body }, secrets, now) => {
        const text = Buffer.from(body).toString();
        const written = text.startsWith('{') ? JSON.stringify(JSON.parse(text), null, 2) : text;
        return sound.verify({ headers, body: Buffer.from(written) }, secrets, now);
      },
    },
    /verify threw SyntaxError.*: it never throws, a refusal is \{ ok: false, reason, detail \}|over the raw bytes of delivery\.body/,
  ],
  [
    'believing whoever comes before a secret is set',
    { verify: (given, secrets, now) => (secrets.length === 0 ? accepted() : sound.verify(given, secrets, now)) },
    /a delivery to a connection without a secret was accepted: verify must refuse it/,
  ],
  [
    'any age',
    { verify: (given, secrets) => sound.verify(given, secrets, new Date('2026-11-20T12:00:00Z')) },
    /a delivery one second too old was accepted: compare the signed time with now, either way, by the toleranceSeconds of 300/,
  ],
  [
    'the clock for a missing time',
    changing((fact) => ({ ...fact, occurredAt: new Date(Date.now()).toISOString() })),
    /Date\.now\(\) was used: a pure function is given the time/,
  ],
  [
    'an answer from the network',
    {
      facts: ((...given: Parameters<Adapter['facts']>) => Promise.resolve(sound.facts(...given))) as never,
    },
    /answered with a promise/,
  ],
  [
    'something remembered',
    changing((fact) => (fact.type === 'refund.changed' ? { ...fact, reason: String((seen += 1)) } : fact)),
    /asked twice with the same input, it answered differently/,
  ],
  [
    'an amount as a number',
    changing((fact) => ('amount' in fact ? { ...fact, amount: Number(fact.amount) } : fact)),
    /payment\.received does not survive storage: amounts are bigint/,
  ],
  [
    'undefined for what is not told',
    changing((fact) => ({ ...fact, reason: undefined })),
    /has members that are undefined rather than absent: wrap it in present/,
  ],
  [
    'a currency as the processor writes it',
    changing((fact) => ('currency' in fact ? { ...fact, currency: fact.currency.toLowerCase() } : fact)),
    /M1: payment\.received is in eur, which is no ISO 4217 code in upper case/,
  ],
  [
    'a payment over nothing',
    {
      facts: reading(({ facts, ...rest }, { eventId, occurredAt }) =>
        rest.ignored === 'no_money'
          ? { facts: [{ ...free, key: eventId, occurredAt } as unknown as Fact] }
          : { facts, ...rest },
      ),
    },
    /C2: payment \S+ is over 0; zero is no sale: state no payment, say ignored: 'no_money'/,
  ],
  [
    'rounding a digit away',
    { facts: (delivery, settings) => orElse(() => sound.facts(delivery, settings), { facts: [], ignored: 'odd' }) },
    /payment\.paid\.lossy was read: throw Unreadable\(path, …\), so that the delivery is set aside rather than guessed at \(M1\)/,
  ],
  [
    'an error of its own',
    {
      facts: (delivery, settings) => {
        try {
          return sound.facts(delivery, settings);
        } catch (error) {
          throw new TypeError((error as Error).message, { cause: error });
        }
      },
    },
    /payment\.paid\.lossy: it threw something else than Unreadable, TypeError/,
  ],
  [
    'no facts and no reason',
    { facts: reading(({ facts }) => ({ facts })) },
    /there are no facts and no reason: say why there are none in ignored|ignored is undefined/,
  ],
  [
    'always live',
    {
      verify: (given, secrets, now) => {
        const verification = sound.verify(given, secrets, now);
        return verification.ok ? { ...verification, mode: 'live' } : verification;
      },
    },
    /a story told as a test is verified as live/,
  ],
  [
    'disputes that are not read',
    { capabilities: { ...capabilities, disputes: 'status' } },
    /R3: capabilities\.disputes is status, and the examples state no dispute/,
  ],
  [
    'the other shape of refunds',
    { capabilities: { ...capabilities, refunds: 'total' } },
    /R4: capabilities\.refunds is total, the examples show item: 'item' for refunds with an amount of their own/,
  ],
  [
    'tax that is not told',
    { capabilities: { ...capabilities, taxOnPayment: false } },
    /capabilities\.taxOnPayment is false, and an example of a payment has tax/,
  ],
  [
    'an event without an example',
    { events: [...sound.events, 'payment.failed'] },
    /no file of test\/deliveries has an event of type payment\.failed: add one of each/,
  ],
  [
    'an event that is not listed',
    { events: ['payment.paid'] },
    /refund\.changed is not among the events of the adapter/,
  ],
  [
    'a time as the processor writes it',
    changing((fact) => ({ ...fact, occurredAt: fact.occurredAt.replace('.000Z', 'Z') })),
    /payment\.received: a time is \S+, not RFC 3339 in UTC with milliseconds, as toISOString\(\) writes it/,
  ],
];

for (const [slip, changed, message] of slips) {
  t.test(`${slip}: found, and told with its mend`, async (t) => t.match(await said(changed), message));
}

t.test('what the scaffold makes has none of them', async (t) => t.equal(await said({}), ''));

function accepted(): ReturnType<Adapter['verify']> {
  return { ok: true, eventId: 'e', type: 'payment.paid', occurredAt: '2026-11-01T00:00:00.000Z', mode: 'live' };
}

function orElse<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

const free = {
  type: 'payment.received',
  refs: [],
  rank: 20,
  currency: 'EUR',
  amount: 0n,
  billing: 'one_time',
  items: [],
  evidence: {},
};
