import { manifest, type Reading } from '@fairlead/core/plugin';
import { FormatRegistry } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import t from 'tap';
import { stripe, stripeAdapter } from '../src/index.ts';

const invoice = (metadata: object) => ({
  eventId: 'evt_1',
  type: 'invoice.paid',
  occurredAt: '2026-11-20T12:00:00.000Z',
  body: Buffer.from(
    JSON.stringify({
      object: 'event',
      data: { object: { id: 'in_1', amount_paid: 100, currency: 'usd', created: 1, status: 'paid', metadata } },
    }),
  ),
});
const none = { aliases: { click: [], customer: [], campaign: [] } };
const clickIds = ({ facts: [fact] }: Reading) =>
  fact?.type === 'payment.received' ? fact.evidence.clickIds : undefined;

t.test('the plugin provides one adapter', async (t) => {
  const plugin = stripe()[manifest];
  t.match(plugin, { name: 'stripe', api: 1 });
  const given = Value.Default(plugin.schema, {}) as never;
  t.ok(Value.Check(plugin.schema, given));
  t.match(plugin.provides(given), [{ kind: 'adapter', adapter: { id: 'stripe', title: 'Stripe' } }]);
});

t.test('options that make no sense are refused', async (t) => {
  const { schema } = stripe()[manifest];
  for (const wrong of [
    { toleranceSeconds: 0 },
    { toleranceSeconds: 601 },
    { aliases: { click: [''] } },
    { alias: {} },
  ]) {
    t.notOk(Value.Check(schema, wrong), JSON.stringify(wrong));
  }
});

t.test('a list of aliases that is given replaces ours, one left out keeps it', async (t) => {
  const metadata = { ref: 'r', click_id: 'c', fairlead_click_id: 'f' };
  t.same(clickIds(stripeAdapter().facts(invoice(metadata), none)), ['f', 'c']);
  t.same(clickIds(stripeAdapter({ aliases: { click: ['ref'] } }).facts(invoice(metadata), none)), ['f', 'r']);
  t.same(clickIds(stripeAdapter({ aliases: { customer: ['uid'] } }).facts(invoice(metadata), none)), ['f', 'c']);
});

t.test('F40: without campaigns told, every program_id is somebody else’s', async (t) => {
  const { facts, ignored } = stripeAdapter().facts(invoice({ program_id: '1042', click_id: 'c' }), none);
  t.equal(ignored, 'foreign_program');
  t.match(facts, [{ evidence: { clickIds: ['c'], campaign: undefined } }]);
});

t.test('credentials: a signing secret must look like one, spaces around it are forgiven', async (t) => {
  // The core's own; TypeBox refuses formats it was not told of.
  FormatRegistry.Set('secret', () => true);
  const adapter = stripeAdapter();
  const { credentials } = adapter;
  for (const wrong of [
    { signingSecret: '' },
    { signingSecret: 'sk_live_1' },
    { signingSecret: 'whsec_' },
    { signingSecret: 'whsec_1', extra: 1 },
  ]) {
    t.notOk(Value.Check(credentials, wrong), JSON.stringify(wrong));
  }
  t.ok(Value.Check(credentials, { signingSecret: ' whsec_new\n' }));
  t.same(adapter.secrets({ signingSecret: ' whsec_new\n' }), ['whsec_new']);
  t.same(adapter.secrets({}), [], 'an endpoint must exist before Stripe shows its secret');
  t.same(adapter.secrets({ signingSecret: 'whsec_new' }), ['whsec_new']);
});
