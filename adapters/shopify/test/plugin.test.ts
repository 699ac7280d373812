import { manifest } from '@fairlead/core/plugin';
import { FormatRegistry } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import t from 'tap';
import { shopify, shopifyAdapter } from '../src/index.ts';

const order = (attributes: Readonly<Record<string, string>>, landing_site: string | null = null) => ({
  eventId: 'e1',
  type: 'orders/paid',
  occurredAt: '2026-11-20T12:00:00.000Z',
  body: Buffer.from(
    JSON.stringify({
      id: 1,
      financial_status: 'paid',
      currency: 'EUR',
      total_price: '1.00',
      created_at: '2026-11-20T12:00:00Z',
      note_attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
      landing_site,
    }),
  ),
});
const none = { aliases: { click: [], customer: [], campaign: [] } };
const clickIds = (adapter: ReturnType<typeof shopifyAdapter>, ...given: Parameters<typeof order>) => {
  const [fact] = adapter.facts(order(...given), none).facts;
  return fact?.type === 'payment.received' ? fact.evidence.clickIds : undefined;
};

t.test('the plugin provides one adapter', async (t) => {
  const plugin = shopify()[manifest];
  t.match(plugin, { name: 'shopify', api: 1 });
  const given = Value.Default(plugin.schema, {}) as never;
  t.ok(Value.Check(plugin.schema, given));
  t.match(plugin.provides(given), [{ kind: 'adapter', adapter: { id: 'shopify', title: 'Shopify' } }]);
});

t.test('a list of aliases that is given replaces ours, one left out keeps it', async (t) => {
  const told = { ref: 'r', click_id: 'c', fairlead_click_id: 'f' };
  t.same(clickIds(shopifyAdapter(), told), ['f', 'c']);
  t.same(clickIds(shopifyAdapter({ aliases: { click: ['ref'] } }), told), ['f', 'r']);
});

t.test('the address a visit began with is asked after the attributes, name by name', async (t) => {
  t.same(clickIds(shopifyAdapter(), {}, '/a?x=1&fl_click=l%2B1#fl_click=no'), ['l+1']);
  t.same(clickIds(shopifyAdapter(), { fl_click: 'a' }, 'https://larch.example/?fl_click=l'), ['a', 'l']);
  for (const nothing of ['/', '/?', '/?fl_click=', '?%', null])
    t.equal(clickIds(shopifyAdapter(), {}, nothing), undefined);
});

t.test('credentials: a secret must look like one, spaces around it are forgiven', async (t) => {
  // The core's own; TypeBox refuses formats it was not told of.
  FormatRegistry.Set('secret', () => true);
  const { credentials, secrets } = shopifyAdapter();
  for (const wrong of [
    { clientSecret: '' },
    { clientSecret: 'short' },
    { clientSecret: 'x'.repeat(300) },
    { extra: 1 },
  ]) {
    t.notOk(Value.Check(credentials, wrong), JSON.stringify(wrong));
  }
  const given = ' shpss_0123456789abcdef0123456789abcdef\n';
  t.ok(Value.Check(credentials, { clientSecret: given }));
  t.same(secrets({ clientSecret: given }), [given.trim()]);
  t.same(secrets({}), []);
});
