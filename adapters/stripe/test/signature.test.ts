import { Stripe } from 'stripe';
import t from 'tap';
import { stripeAdapter } from '../src/index.ts';

const secret = 'whsec_fairlead_0123456789abcdef';
const now = new Date('2026-11-20T12:00:00.000Z');
const seconds = now.getTime() / 1000;
const { webhooks } = new Stripe('sk_test_unused');
const adapter = stripeAdapter();
const story = adapter.simulator?.stories['one-time'];
const [told] = story?.deliveries({ id: 'sig', now, live: true, amount: 10_000n, currency: 'EUR' }) ?? [];
const body = told?.body ?? '';

const verify = (header: string, received = body, at = now) =>
  adapter.verify({ headers: { 'stripe-signature': header }, body: Buffer.from(received) }, [secret], at);
const sign = (payload = body, timestamp = seconds) => webhooks.generateTestHeaderString({ payload, secret, timestamp });
const v1 = sign().split('v1=')[1] ?? '';

t.test('the simulator signs as the SDK does, and each accepts the other', async (t) => {
  const headers = adapter.simulator?.sign(body, secret, now) ?? {};
  t.equal(headers['stripe-signature'], sign());
  t.match(verify(sign()), { ok: true, mode: 'live' });
  const event = webhooks.constructEvent(body, headers['stripe-signature'] ?? '', secret, 300, undefined, now.getTime());
  t.equal(event.type, told?.type);
});

t.test('a secret copied with a newline works, for signing and for the adapter', async (t) => {
  const given = adapter.secrets({ signingSecret: ` ${secret}\n` });
  const headers = adapter.simulator?.sign(body, `${secret}\n`, now) ?? {};
  t.match(adapter.verify({ headers, body: Buffer.from(body) }, given, now), { ok: true });
});

t.test('any v1 may match, in any place; other schemes are passed over', async (t) => {
  const wrong = 'f'.repeat(64);
  for (const header of [
    `t=${seconds},v1=${wrong},v1=${v1}`,
    `t=${seconds},v1=${v1},v1=${wrong}`,
    `v1=${v1},t=${seconds}`,
    `t=${seconds},v1=${v1},v0=${wrong}`,
    `t=${seconds},v2=${wrong},v1=,v1=${v1}`,
  ]) {
    t.match(verify(header), { ok: true }, header);
  }
  t.match(verify(`t=${seconds},v0=${v1}`), { ok: false, reason: 'bad_signature' }, 'v0 alone proves nothing');
});

t.test('a header that could be read in two ways, or in none, is refused', async (t) => {
  for (const header of [
    `t=${seconds},t=${seconds + 1},v1=${v1}`,
    `t=+${seconds},v1=${v1}`,
    `t=${seconds}.0,v1=${v1}`,
    `t=0x${seconds.toString(16)},v1=${v1}`,
    `t=,v1=${v1}`,
    `t=${seconds}`,
    `v1=${v1}`,
    `t=${seconds},v1=${v1.toUpperCase()}`,
    `t=${seconds},v1=${v1.slice(0, 63)}`,
    `t=${seconds},v1=${v1}00`,
  ]) {
    t.match(verify(header), { ok: false, reason: 'bad_signature' }, header);
  }
});

t.test('the future is refused, which the SDK accepts', async (t) => {
  const header = sign(body, seconds + 301);
  t.ok(webhooks.constructEvent(body, header, secret, 300, undefined, now.getTime()));
  t.match(verify(header), { ok: false, reason: 'from_future', detail: 'signed 301 s in the future' });
});

t.test('an old forgery is a forgery, an old delivery is stale', async (t) => {
  t.match(verify(`t=${seconds - 1000},v1=${v1}`), { ok: false, reason: 'bad_signature' });
  t.match(verify(sign(body, seconds - 1000)), { ok: false, reason: 'stale', detail: 'signed 1000 s ago' });
});

t.test('the tolerance is an option', async (t) => {
  const strict = stripeAdapter({ toleranceSeconds: 10 });
  const at = (ahead: number) =>
    strict.verify(
      { headers: { 'stripe-signature': sign() }, body: Buffer.from(body) },
      [secret],
      new Date(now.getTime() + ahead),
    );
  t.equal(strict.capabilities.webhooks.toleranceSeconds, 10);
  t.match(at(10_000), { ok: true });
  t.match(at(10_001), { ok: false, reason: 'stale' });
  t.match(at(-10_001), { ok: false, reason: 'from_future' });
});

t.test('what the inbox keeps: id, type, time, mode, account', async (t) => {
  const event = {
    id: 'evt_1',
    object: 'event',
    type: 'invoice.paid',
    created: 1_793_611_805,
    livemode: false,
    account: 'acct_1',
    data: { object: {} },
  };
  const of = (change: object) => {
    const text = JSON.stringify({ ...event, ...change });
    return verify(sign(text), text);
  };
  t.same(of({}), {
    ok: true,
    eventId: 'evt_1',
    type: 'invoice.paid',
    occurredAt: '2026-11-02T09:30:05.000Z',
    mode: 'test',
    account: 'acct_1',
  });
  t.match(of({ livemode: true }), { mode: 'live' });
  t.notOk('account' in of({ account: null }), 'an account of its own names none');
  for (const [field, senseless] of [
    ['object', 'v2.core.event'],
    ['id', ''],
    ['id', 5],
    ['type', null],
    ['created', '1793611805'],
    ['created', -1],
    ['created', 1e15],
    ['livemode', null],
  ] as const) {
    t.match(of({ [field]: senseless }), { ok: false, reason: 'malformed' }, `${field}: ${JSON.stringify(senseless)}`);
  }
});

t.test('a signed body that is not UTF-8 is malformed', async (t) => {
  const bytes = Buffer.from([0x7b, 0xff, 0x7d]);
  const headers = { 'stripe-signature': `t=${seconds},v1=${'0'.repeat(64)}` };
  t.match(adapter.verify({ headers, body: bytes }, [secret], now), { ok: false, reason: 'bad_signature' });
  const latin = Buffer.from('{"name":"Zoë"}', 'latin1');
  const { createHmac } = await import('node:crypto');
  const signed = createHmac('sha256', secret).update(`${seconds}.`).update(latin).digest('hex');
  const delivery = { headers: { 'stripe-signature': `t=${seconds},v1=${signed}` }, body: latin };
  t.match(adapter.verify(delivery, [secret], now), { ok: false, reason: 'malformed' });
});
