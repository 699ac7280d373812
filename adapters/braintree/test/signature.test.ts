import t from 'tap';
import { braintreeAdapter } from '../src/index.ts';
import { loadSdk } from '../src/sdk.ts';
import { writeForm } from '../src/notification.ts';
import { signature } from '../src/signature.ts';

const [publicKey, privateKey] = ['publickey0000001', 'privatekey00000000000000000000001'];
const secret = `${publicKey}|${privateKey}`;
const now = new Date('2026-11-20T12:00:00.000Z');
const adapter = braintreeAdapter();
const { simulator } = adapter;
const sdk = await loadSdk();
const gateway = new sdk.BraintreeGateway({
  environment: sdk.Environment.Sandbox,
  merchantId: 'm',
  publicKey,
  privateKey,
});
const [told] =
  simulator?.stories['subscription']?.deliveries({ id: 'sig', now, live: true, amount: 5000n, currency: 'EUR' }) ?? [];

const verify = (body: string, secrets = [secret]) =>
  adapter.verify({ headers: {}, body: Buffer.from(body) }, secrets, now);
const sealed = (xml: string) => simulator?.seal?.(xml, secret, now) ?? '';
const form = (payload: string, signatures = `${publicKey}|${signature(privateKey, payload)}`) =>
  writeForm({ signature: signatures, payload });
const base64 = (xml: string) => Buffer.from(xml).toString('base64');

t.test('the simulator signs as the SDK does, and each accepts the other', async (t) => {
  const fields = new URLSearchParams(sealed(told?.body ?? ''));
  const parsed = await gateway.webhookNotification.parse(
    fields.get('bt_signature') ?? '',
    fields.get('bt_payload') ?? '',
  );
  t.equal(parsed.kind, told?.type);
  t.match(verify(sealed(told?.body ?? '')), { ok: true, type: told?.type, mode: 'unknown' });
  for (const kind of [...adapter.events, 'disbursement', 'oauth_access_revoked']) {
    const { bt_signature, bt_payload } = gateway.webhookTesting.sampleNotification(kind, 'my_id');
    const verification = verify(writeForm({ signature: bt_signature, payload: bt_payload }));
    t.match(verification, { ok: true, type: kind }, kind);
  }
});

t.test('one sample of the SDK states a dispute', async (t) => {
  const { bt_signature, bt_payload } = gateway.webhookTesting.sampleNotification('dispute_won', 'my_id');
  const body = writeForm({ signature: bt_signature, payload: bt_payload });
  const verification = verify(body);
  t.ok(verification.ok);
  if (!verification.ok) return;
  const { facts } = adapter.facts(
    { ...verification, body: Buffer.from(body) },
    { aliases: { click: [], customer: [], campaign: [] } },
  );
  t.match(facts, [{ type: 'dispute.changed', amount: 25_000n, withdrawn: 25_000n, reinstated: 24_500n, phase: 'won' }]);
});

t.test('several signatures, any of our keys; a name that is not ours proves nothing', async (t) => {
  const payload = `${base64(told?.body ?? '')}\n`;
  const good = signature(privateKey, payload);
  const other = `otherkey|${'0'.repeat(40)}`;
  for (const signatures of [
    `${publicKey}|${good}`,
    `${other}&${publicKey}|${good}`,
    `${publicKey}|${good}&${other}`,
    `${publicKey}|${other}&${publicKey}|${good}`,
  ]) {
    t.match(verify(form(payload, signatures)), { ok: true }, signatures);
  }
  t.match(verify(form(payload), ['new|key', secret]), { ok: true }, 'while keys are replaced');
  for (const signatures of [
    '',
    good,
    `|${good}`,
    `${publicKey}|`,
    `${publicKey}|${good.slice(0, 39)}`,
    `${publicKey}|${good}|`,
    `other|${good}`,
    `${publicKey}|${good.toUpperCase()}`,
  ]) {
    t.match(verify(form(payload, signatures)), { ok: false, reason: 'bad_signature' }, signatures);
  }
  t.match(verify(form(payload), ['new|key']), { ok: false, reason: 'bad_signature' });
  for (const nothing of [[], ['|'], ['x'], ['x|'], ['|x'], [' | ']])
    t.match(verify(form(payload), nothing), { reason: 'no_secret' });
});

t.test('the newline a form reader took away is put back, and nothing else', async (t) => {
  const payload = base64(told?.body ?? '');
  const signatures = `${publicKey}|${signature(privateKey, `${payload}\n`)}`;
  t.match(verify(form(payload, signatures)), { ok: true });
  t.match(verify(form(`${payload}\n\n`, signatures)), { ok: false, reason: 'bad_signature' });
});

t.test('a form that could be read in two ways, or in none, is refused', async (t) => {
  const whole = form(base64(told?.body ?? ''));
  const [first = '', second = ''] = whole.split('&');
  for (const body of [
    '',
    '&',
    first,
    second,
    `${whole}&${first}`,
    `${whole}&${second}`,
    '{}',
    `${first}=1&${second}`,
  ]) {
    t.match(verify(body), { ok: false, reason: 'missing_signature' }, body.slice(0, 40));
  }
  t.match(verify(`${second}&${first}`), { ok: true }, 'in the other order');
  t.match(verify(`${whole}&more=1`), { ok: true }, 'with a field nobody knows');
});

t.test('a signed payload that is no notification is malformed, bombs included', async (t) => {
  const good = '<kind>check</kind><timestamp type="datetime">2026-11-02T09:30:05Z</timestamp>';
  for (const xml of [
    '<other/>',
    '<notification/>',
    '<notification><kind>check</kind></notification>',
    `<notification>${good.replace('2026', 'x')}</notification>`,
    `<notification>${good.replace('check', 'Che ck')}</notification>`,
    `<!DOCTYPE n [<!ENTITY a "1">]><notification>${good}</notification>`,
    `<notification>${good}`,
  ]) {
    t.match(verify(form(base64(xml))), { ok: false, reason: 'malformed' }, xml);
  }
  t.match(verify(form(Buffer.from(`<notification>${good}<x>Zoë</x></notification>`, 'latin1').toString('base64'))), {
    reason: 'malformed',
  });
  t.match(verify(form(base64(`<notification>${good}</notification>`))), { ok: true });
});

t.test('the question by GET is answered as the SDK answers it, and no other is', async (t) => {
  const challenge = '20f9f8ed05f77439fe955c977e4c8a53';
  t.equal(adapter.handshake?.({ bt_challenge: challenge }, [secret]), gateway.webhookNotification.verify(challenge));
  for (const query of [
    {},
    { bt_challenge: '' },
    { bt_challenge: 'abc' },
    { bt_challenge: `${challenge}\n` },
    { bt_challenge: base64('<x/>') },
  ]) {
    t.equal(adapter.handshake?.(query, [secret]), null);
  }
  t.equal(adapter.handshake?.({ bt_challenge: challenge }, []), null);
});
