import { createHmac } from 'node:crypto';
import { Paddle } from '@paddle/paddle-node-sdk';
import t from 'tap';
import { paddleAdapter } from '../src/index.ts';

const secret = 'pdl_ntfset_01fairlead_0123456789abcdef';
const now = new Date('2026-11-20T12:00:00.000Z');
const seconds = now.getTime() / 1000;
const { webhooks } = new Paddle('unused');
const adapter = paddleAdapter();
const story = adapter.simulator?.stories['one-time'];
const [told] = story?.deliveries({ id: 'sig', now, live: true, amount: 10_000n, currency: 'EUR' }) ?? [];
const body = told?.body ?? '';

const h1Of = (payload: string | Uint8Array = body, at = seconds) =>
  createHmac('sha256', secret).update(`${at}:`).update(payload).digest('hex');
const sign = (payload: string | Uint8Array = body, at = seconds) => `ts=${at};h1=${h1Of(payload, at)}`;
const verify = (header: string, received: string | Uint8Array = body, at = now) =>
  adapter.verify({ headers: { 'paddle-signature': header }, body: Buffer.from(received) }, [secret], at);
const h1 = h1Of();

t.test('the simulator signs as documented, and the SDK accepts it', async (t) => {
  const headers = adapter.simulator?.sign(body, secret, now) ?? {};
  t.equal(headers['paddle-signature'], sign());
  t.match(verify(sign()), { ok: true, mode: 'unknown' });
  const fresh = adapter.simulator?.sign(body, secret, new Date())['paddle-signature'] ?? '';
  t.ok(await webhooks.isSignatureValid(body, secret, fresh));
});

t.test('a secret copied with a newline works, for signing and for the adapter', async (t) => {
  const given = adapter.secrets({ signingSecret: ` ${secret}\n` });
  const headers = adapter.simulator?.sign(body, `${secret}\n`, now) ?? {};
  t.match(adapter.verify({ headers, body: Buffer.from(body) }, given, now), { ok: true });
  t.same(adapter.secrets({}), []);
});

t.test('while a secret is rolled: any h1 may match, in any place, which the SDK does not see', async (t) => {
  const wrong = 'f'.repeat(64);
  for (const header of [
    `ts=${seconds};h1=${wrong};h1=${h1}`,
    `ts=${seconds};h1=${h1};h1=${wrong}`,
    `h1=${h1};ts=${seconds}`,
    `ts=${seconds};h1=${h1};h0=${wrong}`,
    `ts=${seconds};h2=${wrong};h1=;h1=${h1}`,
  ]) {
    t.match(verify(header), { ok: true }, header);
  }
  t.match(verify(`ts=${seconds};h0=${h1}`), { ok: false, reason: 'bad_signature' }, 'h0 alone proves nothing');
});

t.test('a header that could be read in two ways, or in none, is refused', async (t) => {
  for (const header of [
    `ts=${seconds};ts=${seconds + 1};h1=${h1}`,
    `ts=+${seconds};h1=${h1}`,
    `ts=${seconds}.0;h1=${h1}`,
    `ts=0x${seconds.toString(16)};h1=${h1}`,
    `ts=;h1=${h1}`,
    `ts=${seconds}`,
    `h1=${h1}`,
    `ts=${seconds},h1=${h1}`,
    `ts=${seconds};h1=${h1.toUpperCase()}`,
    `ts=${seconds};h1=${h1.slice(0, 63)}`,
    `ts=${seconds};h1=${h1}00`,
  ]) {
    t.match(verify(header), { ok: false, reason: 'bad_signature' }, header);
  }
});

t.test('the future is refused, which the SDK accepts', async (t) => {
  const later = Math.floor(Date.now() / 1000) + 3600;
  t.ok(await webhooks.isSignatureValid(body, secret, sign(body, later)));
  t.match(verify(sign(body, seconds + 31)), { ok: false, reason: 'from_future', detail: 'signed 31 s in the future' });
});

t.test('an old forgery is a forgery, an old delivery is stale', async (t) => {
  t.match(verify(`ts=${seconds - 1000};h1=${h1}`), { ok: false, reason: 'bad_signature' });
  t.match(verify(sign(body, seconds - 1000)), { ok: false, reason: 'stale', detail: 'signed 1000 s ago' });
});

t.test('the tolerance is an option', async (t) => {
  const patient = paddleAdapter({ toleranceSeconds: 300 });
  const at = (ahead: number) =>
    patient.verify(
      { headers: { 'paddle-signature': sign() }, body: Buffer.from(body) },
      [secret],
      new Date(now.getTime() + ahead),
    );
  t.equal(patient.capabilities.webhooks.toleranceSeconds, 300);
  t.match(at(300_000), { ok: true });
  t.match(at(300_001), { ok: false, reason: 'stale' });
  t.match(at(-300_001), { ok: false, reason: 'from_future' });
});

const event = {
  event_id: 'evt_1',
  event_type: 'transaction.completed',
  occurred_at: '2026-11-02T09:30:05.155553Z',
  notification_id: 'ntf_1',
  data: {},
};
const of = (change: object) => {
  const text = JSON.stringify({ ...event, ...change });
  return verify(sign(text), text);
};

t.test('what the inbox keeps: event_id, type, time; a second try of a delivery is the same event', async (t) => {
  const kept = {
    ok: true,
    eventId: 'evt_1',
    type: 'transaction.completed',
    occurredAt: '2026-11-02T09:30:05.155Z',
    mode: 'unknown',
  };
  t.same(of({}), kept);
  t.same(of({ notification_id: 'ntf_2' }), kept);
  for (const [field, senseless] of [
    ['event_id', ''],
    ['event_id', 5],
    ['event_type', null],
    ['occurred_at', 1_793_611_805],
    ['occurred_at', '2026-11-02'],
    ['occurred_at', '2026-13-02T09:30:05Z'],
    ['occurred_at', null],
  ] as const) {
    t.match(of({ [field]: senseless }), { ok: false, reason: 'malformed' }, `${field}: ${JSON.stringify(senseless)}`);
  }
});

t.test('an event of Paddle’s webhook simulator is never live', async (t) => {
  t.match(of({ event_id: 'ntfsimevt_01hv8x2axb33yr5y238zfwcn5p' }), { ok: true, mode: 'test' });
});

t.test('a signed body that is not UTF-8 is malformed', async (t) => {
  const latin = Buffer.from('{"name":"Zoë"}', 'latin1');
  t.match(verify(sign(latin), latin), { ok: false, reason: 'malformed' });
  t.match(verify(sign(), Buffer.from([0x7b, 0xff, 0x7d])), { ok: false, reason: 'bad_signature' });
});
