import { manifest, type Reading } from '@fairlead/core/plugin';
import { FormatRegistry } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import t from 'tap';
import { paddle, paddleAdapter } from '../src/index.ts';

const transaction = (customData: string) => ({
  eventId: 'evt_1',
  type: 'transaction.completed',
  occurredAt: '2026-11-20T12:00:00.000Z',
  body: Buffer.from(
    `{"data":{"id":"txn_1","status":"completed","currency_code":"EUR","created_at":"2026-11-20T12:00:00Z","details":{"totals":{"grand_total":"100"}},"custom_data":${customData}}}`,
  ),
});
const none = { aliases: { click: [], customer: [], campaign: [] } };
const paymentOf = ({ facts: [fact] }: Reading) => (fact?.type === 'payment.received' ? fact : undefined);
const clickIds = (reading: Reading) => paymentOf(reading)?.evidence.clickIds;

t.test('the plugin provides one adapter', async (t) => {
  const plugin = paddle()[manifest];
  t.match(plugin, { name: 'paddle', api: 1 });
  const given = Value.Default(plugin.schema, {}) as never;
  t.ok(Value.Check(plugin.schema, given));
  t.match(plugin.provides(given), [{ kind: 'adapter', adapter: { id: 'paddle', title: 'Paddle' } }]);
});

t.test('options that make no sense are refused', async (t) => {
  const { schema } = paddle()[manifest];
  for (const wrong of [
    { toleranceSeconds: 0 },
    { toleranceSeconds: 601 },
    { aliases: { click: [''] } },
    { apiUrl: 'ftp://x' },
    { alias: {} },
  ]) {
    t.notOk(Value.Check(schema, wrong), JSON.stringify(wrong));
  }
});

t.test('a list of aliases that is given replaces ours, one left out keeps it', async (t) => {
  const data = transaction('{"ref":"r","click_id":"c","fairlead_click_id":"f"}');
  t.same(clickIds(paddleAdapter().facts(data, none)), ['f', 'c']);
  t.same(clickIds(paddleAdapter({ aliases: { click: ['ref'] } }).facts(data, none)), ['f', 'r']);
  t.same(clickIds(paddleAdapter({ aliases: { customer: ['uid'] } }).facts(data, none)), ['f', 'c']);
});

t.test('a customer id beyond 2^53 that is a number survives; one with a fraction is nobody’s', async (t) => {
  const known = (data: string) => paymentOf(paddleAdapter().facts(transaction(data), none))?.customer?.externalId;
  t.equal(known('{"fairlead_customer_key": 9007199254740993}'), '9007199254740993');
  t.equal(known('{"fairlead_customer_key": 12345678901234567890}'), '12345678901234567890');
  t.equal(known('{"fairlead_customer_key": 4711}'), '4711');
  t.equal(known('{"fairlead_customer_key": 4.5}'), undefined);
});

t.test('credentials: an API key is not taken for a secret key, nor the other way round', async (t) => {
  FormatRegistry.Set('secret', () => true);
  const { credentials } = paddleAdapter();
  t.ok(Value.Check(credentials, {}));
  t.ok(Value.Check(credentials, { signingSecret: ' pdl_ntfset_01gkpjp8bkm3tm53kdgkx6sms7_6h3qd3uFSi9YCD3\n' }));
  t.ok(Value.Check(credentials, { apiKey: 'pdl_sdbx_apikey_01gtgztp8f4kek3yd4g1wrksa3_q6TGTJyvoIz7LDtXT65bX7_AQO' }));
  for (const wrong of [
    { signingSecret: 'whsec_0123456789abcdef' },
    { signingSecret: 'pdl_live_apikey_01gtgztp8f4kek3yd4g1wrksa3' },
    { apiKey: 'pdl_ntfset_01gkpjp8bkm3tm53kdgkx6sms7' },
    { apiKey: '' },
    { signingKey: 'x' },
  ]) {
    t.notOk(Value.Check(credentials, wrong), JSON.stringify(wrong));
  }
});
