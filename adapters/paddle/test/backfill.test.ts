import { type BackfillPage, type Fact, ProcessorRefused, type StoredDelivery } from '@fairlead/core/plugin';
import { paymentsOf } from '@fairlead/core/testing';
import t from 'tap';
import { backfiller } from '../src/api/backfill.ts';
import { paddleAdapter } from '../src/index.ts';
import { paddleApiServer } from './api/server.ts';

const adapter = paddleAdapter();
const now = new Date(Math.floor(Date.now() / 1000) * 1000);
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const settings = { aliases: { click: [], customer: [], campaign: [] } };
const key = 'pdl_sdbx_apikey_0123456789';

const told = (name: string, at: Date, id = 'b1', customerKey = 'user_1'): readonly string[] => {
  const input = { id, now: at, live: false, amount: 10_000n, currency: 'EUR', clickId: 'click_1', customerKey };
  return adapter.simulator?.stories[name]?.deliveries(input).map(({ body }) => body) ?? [];
};
const account = (apiKey?: string, mode: 'live' | 'test' = 'test') => ({
  mode,
  account: null,
  credentials: apiKey === undefined ? {} : { apiKey },
});

async function pagesOf(
  url: string,
  since = daysAgo(10),
  apiKey: string | undefined = key,
): Promise<readonly BackfillPage[]> {
  const pages: BackfillPage[] = [];
  for await (const page of backfiller(url, 1)(account(apiKey), since, new Date(now.getTime() + 3_600_000)))
    pages.push(page);
  return pages;
}
const found = (pages: readonly BackfillPage[]): readonly StoredDelivery[] =>
  pages.flatMap(({ deliveries }) => deliveries);
const factsOf = (deliveries: readonly StoredDelivery[]): readonly Fact[] =>
  deliveries.flatMap((delivery) => adapter.facts(delivery, settings).facts);

function asWebhooks(bodies: readonly string[]): readonly StoredDelivery[] {
  return bodies.map((text) => {
    const body = Buffer.from(text);
    const verified = adapter.verify({ headers: adapter.simulator?.sign(text, 's', now) ?? {}, body }, ['s'], now);
    if (!verified.ok) throw new Error(verified.detail);
    return { ...verified, body };
  });
}

t.test('Conformance 7: events are the webhooks themselves, page by page: same ids, same facts', async (t) => {
  const events = [...told('renewal', daysAgo(2)), ...told('dispute-won', daysAgo(1), 'b2')];
  const other = JSON.stringify({
    event_id: 'evt_x',
    event_type: 'address.created',
    occurred_at: now.toISOString(),
    data: {},
  });
  const api = await paddleApiServer(t, { events: [...events, other] });
  const pages = await pagesOf(api.url);
  t.equal(pages.length, Math.ceil(events.length / 3));
  t.ok(pages.every(({ reached }) => reached !== undefined));
  const webhooks = asWebhooks(events);
  const ids = (list: readonly StoredDelivery[]) =>
    list.map(({ eventId, type, occurredAt }) => ({ eventId, type, occurredAt }));
  t.same(ids(found(pages)), ids(webhooks).toReversed());
  t.same(factsOf(found(pages).toReversed()), factsOf(webhooks));
});

t.test('only the span asked for is told, and reading ends where it is past', async (t) => {
  const old = Array.from({ length: 5 }, (_, index) => told('one-time', daysAgo(30), `old${index}`)).flat();
  const api = await paddleApiServer(t, { events: [...old, ...told('one-time', daysAgo(1))] });
  t.equal(found(await pagesOf(api.url)).length, 3);
  t.ok(api.asked.length <= 3, `${api.asked.length} pages were asked for`);
});

t.test(
  'what is older than events: transactions with customer, discount and adjustments, stating what webhooks stated',
  async (t) => {
    const bodies = told('refund-in-parts', daysAgo(120)).map(
      (text) => JSON.parse(text) as { event_type: string; data: { id: string } },
    );
    const last = (type: string) => bodies.findLast(({ event_type }) => event_type === type)?.data;
    const adjustments = bodies.filter(({ event_type }) => event_type === 'adjustment.updated').map(({ data }) => data);
    const transaction = { ...last('transaction.completed'), customer: last('customer.created'), adjustments };
    const api = await paddleApiServer(t, { events: [], transactions: [JSON.stringify(transaction)] });
    const reads = found(await pagesOf(api.url, daysAgo(200)));
    t.same(
      reads.map(({ type }) => type),
      ['customer.updated', 'transaction.completed', 'adjustment.updated', 'adjustment.updated'],
    );
    t.equal(new Set(reads.map(({ eventId }) => eventId)).size, 4);
    const webhooks = factsOf(asWebhooks(told('refund-in-parts', daysAgo(120))));
    for (const fact of factsOf(reads))
      t.ok(
        webhooks.some((other) => JSON.stringify(other, big) === JSON.stringify(fact, big)),
        fact.type,
      );
    t.match(paymentsOf(factsOf(reads)), [{ state: { gross: 10_000n, reversed: 10_000n } }]);
    t.same(found(await pagesOf(api.url, daysAgo(200))), reads, 'read again, the finds are the same');
    t.same(
      await pagesOf(api.url, daysAgo(80)),
      [{ deliveries: [] }],
      'within the reach of events, transactions are not asked',
    );
  },
);

t.test('numbers in custom data beyond 2^53 keep their digits', async (t) => {
  const events = told('one-time', daysAgo(1)).map((body) => body.replaceAll('"user_1"', '9007199254740993'));
  const api = await paddleApiServer(t, { events });
  const payment = factsOf(found(await pagesOf(api.url))).find((fact) => fact.type === 'payment.received');
  t.equal(payment?.customer?.externalId, '9007199254740993');
});

t.test('asked to slow down, or in trouble for a moment: it waits, and nothing is lost or doubled', async (t) => {
  const api = await paddleApiServer(t, { events: told('renewal', daysAgo(1)) });
  api.trouble.push({ status: 429, headers: { 'retry-after': '0' } }, { status: 503 }, { status: 502, body: '<html>' });
  const pages = await pagesOf(api.url);
  t.equal(found(pages).length, told('renewal', daysAgo(1)).length);
  t.equal(api.asked.length, pages.length + 3);
});

t.test('what cannot be mended by waiting says how to mend it, and never the key', async (t) => {
  const api = await paddleApiServer(t, { events: [] });
  const refused = async (pages: Promise<unknown>): Promise<ProcessorRefused> => {
    const error = await pages.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof ProcessorRefused)) throw new Error(`not refused: ${String(error)}`);
    t.notMatch(error.message, /0123456789/);
    return error;
  };
  t.match(await refused(pagesOf(api.url, daysAgo(1), 'another_key_0123456789')), {
    code: 'unauthorized',
    message: /authentication_malformed/,
  });
  const none = backfiller(api.url, 1)(account(), daysAgo(1), now);
  t.match(await refused(none.next()), { code: 'no_api_key', message: /credentials\.apiKey/ });
  const foreign = backfiller(api.url, 1)(account(key, 'live'), daysAgo(1), now);
  t.match(await refused(foreign.next()), { code: 'wrong_mode' });
  api.trouble.push({ status: 404, body: '{"error":{"code":"not_found","detail":"nothing here"}}' });
  t.match(await refused(pagesOf(api.url)), { code: 'refused', message: /404, not_found: nothing here/ });
  api.trouble.push({ status: 200, body: '<html>a proxy</html>' });
  t.match(await refused(pagesOf(api.url)), { code: 'refused', message: /not Paddle/ });
  api.trouble.push(...Array.from({ length: 6 }, () => ({ status: 500 })));
  t.match(await refused(pagesOf(api.url)), { code: 'unavailable' });
  api.trouble.push(...Array.from({ length: 6 }, () => ({ status: 429, headers: { 'retry-after': '0' } })));
  t.match(await refused(pagesOf(api.url)), { code: 'rate_limited' });
  t.match(await refused(pagesOf('http://127.0.0.1:1')), { code: 'unavailable' });
});

const big = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
