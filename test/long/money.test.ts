import { randomBytes } from 'node:crypto';
import type { Test } from 'tap';
import { onlyLong } from './support/long.ts';
import { type Brand, type Servers, startServers } from './support/servers.ts';
import { type Answered, type Json, programme, type Shop } from './support/shop.ts';

const largest = Number.MAX_SAFE_INTEGER;
const fresh = (): string => `order-${randomBytes(6).toString('hex')}`;

/** Half up, of what is never negative (M2). */
const share = (amount: number, ppm: number): number =>
  Number((BigInt(amount) * BigInt(ppm) * 2n + 1_000_000n) / 2_000_000n);

const earned = ({ body }: Answered): number | undefined => (body['commissions'] as { amount: number }[])[0]?.amount;

interface Told {
  readonly place: Servers;
  readonly acme: Brand;
  readonly sale: (more: object) => Promise<Answered>;
  readonly refund: (of: string, amount: number | undefined, more?: object) => Promise<Answered>;
  /** What an affiliate is owed now, by currency. */
  readonly owed: () => Promise<Readonly<Record<string, string>>>;
}

/** A brand whose terms of the model `cps` are these. */
async function withTerms(t: Test, cps: Json, more: Json = {}): Promise<Told> {
  const place = await startServers(t);
  const acme = await place.brand();
  await programme(acme, { commission: { models: { cps }, ...more } });
  return { place, acme, ...told(acme), owed: () => owed(place) };
}

const told = (shop: Shop): Pick<Told, 'sale' | 'refund'> => ({
  sale: (more) =>
    shop.call('POST', '/sales', { externalEventId: fresh(), currency: 'USD', affiliateSlug: 'jane', ...more }),
  refund: (of, amount, more = {}) =>
    shop.call('POST', '/refunds', { externalRefundId: fresh(), externalEventId: of, amount, ...more }),
});

async function owed({ rows }: Servers): Promise<Readonly<Record<string, string>>> {
  const found = await rows<{ currency: string; sum: string }>(
    `select currency, sum(amount) from fairlead.balance where account in ('pending', 'payable') group by 1 having sum(amount) <> 0`,
  );
  return Object.fromEntries(found.map(({ currency, sum }) => [currency, sum]));
}

async function rightBooks(t: Test, { place, acme }: Told): Promise<void> {
  t.same(await place.differences(acme.organizationId), [], 'verify finds nothing');
}

void onlyLong('M1, M2: the smallest and the largest amounts, in currencies of every exponent', async (t) => {
  const house = await withTerms(t, { kind: 'percent', rate: 333_333 });
  const sums: Record<string, bigint> = {};
  for (const currency of ['USD', 'JPY', 'ISK', 'KWD', 'CLF', 'jpy']) {
    for (const amount of [1, 2, 3, 1000, largest - 1, largest]) {
      const answer = await house.sale({ amount, currency });
      t.equal(answer.status, 201, `${amount} ${currency}: ${answer.text}`);
      t.equal(earned(answer), share(amount, 333_333), `${amount} ${currency}`);
      const upper = currency.toUpperCase();
      sums[upper] = (sums[upper] ?? 0n) + BigInt(share(amount, 333_333));
    }
  }
  const written = Object.fromEntries(Object.entries(sums).map(([currency, sum]) => [currency, String(sum)]));
  t.same(await house.owed(), written);
  const balances = await house.acme.call('GET', '/balances');
  t.equal(balances.status, 200, balances.text);
  for (const sum of Object.values(written)) t.match(balances.text, sum, 'sums beyond 2^53 are written out exactly');
  for (const path of ['/conversions', '/conversions.csv', '/payments']) {
    const { status, text } = await house.acme.call('GET', path);
    t.equal(status, 200, `${path} ${text.slice(0, 300)}`);
    t.match(text.replaceAll('.', ''), String(largest), path);
  }
  await rightBooks(t, house);
});

void onlyLong('M1: what is no amount is refused', async (t) => {
  const house = await withTerms(t, { kind: 'percent', rate: 200_000 });
  const body = (amount: string): string =>
    `{"externalEventId":"${fresh()}","currency":"USD","affiliateSlug":"jane","amount":${amount}}`;
  for (const amount of [
    '0',
    '-1',
    '1.5',
    '1e400',
    '9007199254740992',
    '9007199254740993',
    '"1"',
    'null',
    '[1]',
    'true',
  ]) {
    const { status } = await house.acme.call('POST', '/sales', body(amount));
    t.equal(status, 400, amount);
  }
  for (const amount of ['1e2', '100.0', '100']) {
    t.equal((await house.acme.call('POST', '/sales', body(amount))).status, 201, amount);
  }
  t.same(await house.owed(), { USD: '60' });
});

void onlyLong('C2: tax and shipping up to the whole amount, net and gross', async (t) => {
  const net = await withTerms(t, { kind: 'percent', rate: 200_000 });
  t.equal(earned(await net.sale({ amount: 10_000, tax: 1900 })), 1620);
  t.equal(earned(await net.sale({ amount: 10_000, tax: 1900, shipping: 500 })), 1520);
  const nothing = await net.sale({ amount: 10_000, tax: 10_000, externalEventId: 'all-tax' });
  t.equal(nothing.status, 201, nothing.text);
  t.equal(earned(nothing) ?? 0, 0, nothing.text);
  t.match(await net.refund('all-tax', 10_000), { status: 201 });
  t.match(await net.sale({ amount: 10_000, tax: 9000, shipping: 1001 }), { status: 400 });
  t.match(await net.sale({ amount: 10_000, tax: largest, shipping: largest }), { status: 400 });
  await rightBooks(t, net);
  const gross = await withTerms(t, { kind: 'percent', rate: 200_000 }, { base: 'gross' });
  t.equal(earned(await gross.sale({ amount: 10_000, tax: 1900, shipping: 500 })), 2000);
  t.equal(earned(await gross.sale({ amount: 10_000, tax: 10_000 })), 2000);
  await rightBooks(t, gross);
});

void onlyLong('C3, C5: rates of 0 and 100%, caps of nothing and of one unit', async (t) => {
  for (const [terms, expected] of [
    [{ kind: 'percent', rate: 0 }, 0],
    [{ kind: 'percent', rate: 1_000_000 }, 9999],
    [{ kind: 'percent', rate: 1 }, 0],
    [{ kind: 'percent', rate: 200_000, cap: { unit: 0, currency: 'USD' } }, 0],
    [{ kind: 'percent', rate: 200_000, cap: { unit: 10_000, currency: 'USD' } }, 1],
    [{ kind: 'percent', rate: 200_000, cap: { unit: 4_999, currency: 'USD' } }, 0],
    [{ kind: 'flat', flat: { unit: 5_000_000, currency: 'USD' } }, 500],
    [{ kind: 'flat', flat: { unit: 0, currency: 'USD' } }, 0],
    [{ kind: 'flat', flat: { unit: largest, currency: 'USD' } }, Math.round(largest / 10_000)],
  ] as const) {
    const house = await withTerms(t, terms);
    const id = fresh();
    const answer = await house.sale({ amount: 9999, externalEventId: id });
    t.equal(answer.status, 201, `${JSON.stringify(terms)}: ${answer.text}`);
    t.equal(earned(answer) ?? 0, expected, `${JSON.stringify(terms)}: ${answer.text}`);
    t.match(await house.refund(id, 1), { status: 201 });
    t.match(await house.refund(id, undefined), { status: 201 });
    t.same(await house.owed(), {}, JSON.stringify(terms));
    await rightBooks(t, house);
  }
});

void onlyLong('M5, X2: a flat amount in a currency without a rate is not guessed, and shown', async (t) => {
  const house = await withTerms(t, { kind: 'flat', flat: { unit: 5_000_000, currency: 'EUR' } });
  const answer = await house.sale({ amount: 10_000, currency: 'USD' });
  t.equal(answer.status, 201);
  t.match(answer.body, { credited: false, reason: 'no_rate', commissions: [] });
  const id = String(answer.body['externalEventId']);
  t.match(await house.refund(id, 5000), { status: 201 });
  t.match(await house.sale({ amount: 10_000, currency: 'EUR' }), { body: { commissions: [{ amount: 500 }] } });
  t.same(await house.owed(), { EUR: '500' });
  await rightBooks(t, house);
});

void onlyLong('R1: one minor unit at a time until everything is gone: never more, never less', async (t) => {
  const house = await withTerms(t, { kind: 'percent', rate: 123_457 });
  const amount = 101;
  const commission = share(amount, 123_457);
  await house.sale({ amount, tax: 19, externalEventId: 'slowly' });
  const whole = Number((BigInt(amount - 19) * 123_457n * 2n + 1_000_000n) / 2_000_000n);
  let before = whole;
  for (let n = 1; n <= amount; n++) {
    const answer = await house.refund('slowly', 1);
    const left = earned(answer) ?? -1;
    t.ok(answer.status === 201 && left <= before && left >= 0, `${n}: ${answer.text}`);
    before = left;
  }
  t.equal(before, 0, `of ${commission}`);
  t.same(await house.owed(), {});
  const more = await house.refund('slowly', 1);
  t.ok(more.status < 500, more.text);
  t.match(await house.refund('slowly', undefined), { status: 400 });
  t.match(await house.refund('slowly', amount + 1), { status: 400 });
  t.same(await house.owed(), {});
  await rightBooks(t, house);
});

void onlyLong('R3: chargebacks beside refunds, and won again', async (t) => {
  const house = await withTerms(t, { kind: 'percent', rate: 200_000 });
  const owes = async (expected: number, what: string): Promise<void> => {
    t.same(await house.owed(), expected === 0 ? {} : { USD: String(expected) }, what);
  };
  await house.sale({ amount: 10_000, externalEventId: 'o' });
  await owes(2000, 'sold');
  await house.refund('o', 3000);
  await owes(1400, 'refunded in part');
  t.match(await house.refund('o', 10_000, { type: 'chargeback', externalRefundId: 'cb' }), { status: 201 });
  await owes(0, 'charged back: never more than everything');
  t.match(await house.refund('o', undefined, { type: 'chargeback_reversal', externalRefundId: 'cb' }), { status: 201 });
  await owes(1400, 'won: the refund stays');
  t.match(await house.refund('o', undefined, { type: 'chargeback_reversal', externalRefundId: 'cb' }), { status: 200 });
  await owes(1400, 'won twice');
  t.match(await house.refund('o', 10_000, { type: 'chargeback', externalRefundId: 'cb2', status: 'pending' }), {
    status: 201,
  });
  await owes(1400, 'only announced');
  t.match(await house.refund('o', 10_000, { type: 'chargeback', externalRefundId: 'cb2', status: 'succeeded' }), {
    status: 201,
  });
  await owes(0, 'taken');
  t.match(await house.refund('o', 10_000, { type: 'chargeback', externalRefundId: 'cb2', status: 'failed' }), {
    status: 201,
  });
  await owes(1400, 'given back');
  t.match(await house.refund('o', undefined, { type: 'chargeback_reversal', externalRefundId: 'none' }), {
    body: { code: 'unknown_refund' },
  });
  await rightBooks(t, house);
});

void onlyLong('C2: line items, negative ones and two hundred of them', async (t) => {
  const house = await withTerms(t, { kind: 'percent', rate: 200_000 });
  const item = (productId: string, amount: number, quantity = 1): object => ({ productId, amount, quantity });
  const items = Array.from({ length: 200 }, (_, n) => item(`p${n}`, n % 2 === 0 ? 101 : -1));
  for (const [lineItems, amount] of [
    [items, 10_000],
    [[item('a', 15_000), item('a', -5000)], 10_000],
    [[item('a', 5000), item('b', -1), item('c', 5001)], 10_000],
    [[item('a', -10_000)], 10_000],
    [[item('a', largest), item('b', -largest)], 10_000],
    [[item('a', largest), item('b', largest)], 10_000],
    [[item('a', 0)], 10_000],
    [[item('a', 1, 1_000_000)], 10_000],
  ] as const) {
    const answer = await house.sale({ amount, lineItems });
    t.ok(answer.status === 201 || answer.status === 400, answer.text);
    if (answer.status === 201) t.equal(earned(answer), 2000, answer.text);
  }
  t.match(await house.sale({ amount: 10_000, lineItems: [...items, item('x', 1)] }), { status: 400 });
  t.match(await house.sale({ amount: 10_000, lineItems: [] }), { status: 400 });
  await rightBooks(t, house);
});
