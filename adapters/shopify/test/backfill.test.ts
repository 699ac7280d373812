import { type BackfillPage, type Fact, ProcessorRefused, type StoredDelivery } from '@fairlead/core/plugin';
import { paymentsOf, readExamples } from '@fairlead/core/testing';
import t from 'tap';
import { backfiller } from '../src/backfill.ts';
import { shopifyAdapter } from '../src/index.ts';
import { denied, shopifyApiServer } from './api/server.ts';
import { shopHolding } from './api/shop.ts';

const adapter = shopifyAdapter();
const settings = { mode: 'live', aliases: { click: [], customer: [], campaign: [] } } as const;
const now = new Date('2026-11-20T12:00:00.000Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const told = (name: string, at: Date, id = 'b1') =>
  adapter.simulator?.stories[name]?.deliveries({ id, now: at, live: true, amount: 10_000n, currency: 'EUR' }) ?? [];
const shop = (token: string) =>
  ({ mode: 'live', account: 'larch.myshopify.com', credentials: { accessToken: token } }) as const;

type Server = Awaited<ReturnType<typeof shopifyApiServer>>;

async function pagesOf(
  { url, token }: Server,
  since = daysAgo(40),
  until = daysAgo(-1),
): Promise<readonly BackfillPage[]> {
  const pages: BackfillPage[] = [];
  for await (const page of backfiller(url, 1, () => now)(shop(token), since, until)) pages.push(page);
  return pages;
}
const found = (pages: readonly BackfillPage[]): readonly StoredDelivery[] =>
  pages.flatMap(({ deliveries }) => deliveries);
const factsOf = (deliveries: readonly StoredDelivery[]): readonly Fact[] =>
  deliveries.flatMap((delivery) => adapter.facts(delivery, settings).facts);
const big = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
const texts = (facts: readonly Fact[]): readonly string[] => facts.map((fact) => JSON.stringify(fact, big)).sort();

t.test('Conformance 7: read by GraphQL, an order states what its delivery states, fact by fact', async (t) => {
  let seen = 0;
  for (const { name, delivery, headers = {}, unreadable } of readExamples(new URL('deliveries/', import.meta.url))) {
    const order = delivery as Readonly<Record<string, unknown>>;
    // What has no such parts in GraphQL: deliveries that leave out what an order always has.
    if (
      !/^orders\.(paid|updated|cancelled)\./.test(name) ||
      /minimal|half-told|free-nobody/.test(name) ||
      unreadable !== undefined
    )
      continue;
    if (typeof order !== 'object' || order['total_price_set'] === undefined || order['updated_at'] === undefined)
      continue;
    const body = JSON.stringify(order);
    const type = headers['x-shopify-topic'] ?? '';
    const server = await shopifyApiServer(t, shopHolding([{ type, body }], { lines: 1 }));
    const read = factsOf(found(await pagesOf(server)));
    const own = adapter.facts(
      { eventId: 'e', type, occurredAt: now.toISOString(), body: Buffer.from(body) },
      settings,
    ).facts;
    t.same(texts(read), texts(own.filter((fact) => fact.type !== 'identifiers.linked')), name);
    seen++;
  }
  t.ok(seen > 8, `${seen} examples`);
});

t.test('one state is one find; orders that nobody paid are none', async (t) => {
  const server = await shopifyApiServer(
    t,
    shopHolding([...told('refund-in-parts', daysAgo(2)), ...told('one-time', daysAgo(1), 'b2').slice(0, 2)]),
  );
  const finds = found(await pagesOf(server));
  t.match(finds, [{ type: 'orders/updated', eventId: /^gid:\/\/shopify\/Order\/\d+@[0-9a-f]{16}$/ }]);
  t.equal(finds.length, 1);
  t.same(found(await pagesOf(server)), finds);
  t.match(paymentsOf(factsOf(finds)), [{ state: { gross: 10_000n, reversed: 10_000n } }]);
});

t.test('only the span asked for is told; a dispute that began before it is', async (t) => {
  const server = await shopifyApiServer(
    t,
    shopHolding([...told('dispute-won', daysAgo(20), 'old'), ...told('one-time', daysAgo(1))]),
  );
  t.same(
    found(await pagesOf(server, daysAgo(10))).map(({ type }) => type),
    ['orders/updated', 'disputes/update'],
  );
  t.same(
    found(await pagesOf(server, daysAgo(10), daysAgo(5))).map(({ type }) => type),
    ['disputes/update'],
  );
});

t.test('a question that costs too much is asked for fewer', async (t) => {
  const operations = shopHolding([1, 2, 3].flatMap((id) => told('one-time', daysAgo(id), `b${id}`)));
  const server = await shopifyApiServer(t, {
    ...operations,
    Orders: (variables) =>
      Number(variables['first']) > 2
        ? JSON.stringify({
            errors: [
              {
                message: 'Query cost is 1400, which exceeds the single query max cost limit (1000).',
                extensions: { code: 'MAX_COST_EXCEEDED' },
              },
            ],
          })
        : (operations['Orders']?.(variables) ?? {}),
  });
  t.equal(found(await pagesOf(server)).length, 3);
});

t.test('scopes: what the app may not read is named, never left out in silence', async (t) => {
  const refused = async (server: Server, since?: Date): Promise<unknown> =>
    pagesOf(server, since).then(
      () => undefined,
      (error: unknown) => error,
    );
  const stories = told('dispute-lost', daysAgo(1));
  const recent = await shopifyApiServer(t, shopHolding(stories, { scopes: ['write_orders'] }));
  t.equal(found(await pagesOf(recent)).length, 1, 'without Shopify Payments there are no disputes');
  const old = await refused(recent, daysAgo(61));
  t.ok(old instanceof ProcessorRefused);
  t.match(old, { code: 'missing_permission', message: /read_all_orders/ });
  const none = await shopifyApiServer(t, shopHolding(stories, { scopes: ['read_customers'] }));
  t.match(await refused(none), { code: 'missing_permission', message: /read_orders/ });
  const protectedData = await shopifyApiServer(t, {
    ...shopHolding(stories),
    Orders: () => denied('email', 'protected customer data'),
  });
  t.match(await refused(protectedData), { code: 'missing_permission', message: /protected customer data/ });
});
