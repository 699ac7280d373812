import { type BackfillPage, type Fact, ProcessorRefused, type StoredDelivery, Unreadable } from '@fairlead/core/plugin';
import { paymentsOf, readExamples } from '@fairlead/core/testing';
import t from 'tap';
import { backfiller } from '../src/backfill.ts';
import { kinds } from '../src/backfill/kinds.ts';
import { stripeAdapter } from '../src/index.ts';
import { heldOf } from './api/held.ts';
import { type Held, stripeApiServer } from './api/server.ts';

const adapter = stripeAdapter();
const settings = { aliases: { click: [], customer: [], campaign: [] } };
const now = new Date('2026-11-20T12:00:00.000Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);

const told = (name: string, at: Date, id = 'b1') =>
  adapter.simulator?.stories[name]?.deliveries({ id, now: at, live: false, amount: 10_000n, currency: 'EUR' }) ?? [];

async function pagesOf(
  server: { readonly url: string; readonly key: string },
  since = daysAgo(10),
  until = daysAgo(-1),
): Promise<readonly BackfillPage[]> {
  const account = { mode: 'test', account: null, credentials: { apiKey: server.key } } as const;
  const pages: BackfillPage[] = [];
  for await (const page of backfiller(server.url, 1, () => now)(account, since, until)) pages.push(page);
  return pages;
}
const found = (pages: readonly BackfillPage[]): readonly StoredDelivery[] =>
  pages.flatMap(({ deliveries }) => deliveries);
const factsOf = (deliveries: readonly StoredDelivery[]): readonly Fact[] =>
  deliveries.flatMap((delivery) => adapter.facts(delivery, settings).facts);

t.test('Conformance 7: events are the webhooks themselves, page by page: same ids, same facts', async (t) => {
  const story = [...told('renewal', daysAgo(2)), ...told('dispute-won', daysAgo(1), 'b2')];
  const server = await stripeApiServer(t, { held: heldOf(story), pageSize: 4 });
  const pages = await pagesOf(server);
  t.ok(pages.length > story.length / 4);
  const webhooks = story.map(({ body: text }) => {
    const body = Buffer.from(text);
    const verified = adapter.verify({ headers: adapter.simulator?.sign(text, 's', now) ?? {}, body }, ['s'], now);
    if (!verified.ok) throw new Error(verified.detail);
    return { ...verified, body };
  });
  const ids = (list: readonly StoredDelivery[]) =>
    list.map(({ eventId, type, occurredAt }) => `${eventId} ${type} ${occurredAt}`).sort();
  t.same(ids(found(pages)), ids(webhooks));
  t.same(paymentsOf(factsOf(found(pages))), paymentsOf(factsOf(webhooks)));
});

t.test('only the span asked for is told', async (t) => {
  const server = await stripeApiServer(t, {
    held: heldOf([...told('one-time', daysAgo(20), 'old'), ...told('one-time', daysAgo(1))]),
  });
  t.equal(found(await pagesOf(server)).length, told('one-time', now).length);
  t.equal(found(await pagesOf(server, daysAgo(10), daysAgo(5))).length, 0);
});

t.test('a refund of which only charge.refunded tells is read from the refunds', async (t) => {
  const held = heldOf(told('partial-refund', daysAgo(2)));
  const events = held['/v1/events'] ?? [];
  const quiet = events.filter(({ type }) => !String(type).startsWith('refund.'));
  const server = await stripeApiServer(t, { held: { ...held, '/v1/events': quiet } });
  const reads = found(await pagesOf(server));
  t.same(
    reads.flatMap(({ eventId, type }) => (eventId.startsWith('re_') ? [type] : [])),
    ['refund.updated'],
  );
  t.match(paymentsOf(factsOf(reads)), [{ state: { gross: 10_000n, reversed: 3300n } }]);
  const whole = await stripeApiServer(t, { held });
  t.same(
    found(await pagesOf(whole)).filter(({ eventId }) => eventId.startsWith('re_')),
    [],
    'those that events tell are not told again',
  );
});

t.test('what is kept of an object states what the whole of it states', async (t) => {
  let seen = 0;
  for (const example of readExamples(new URL('deliveries/', import.meta.url))) {
    const event = example.delivery as {
      readonly id: string;
      readonly type: string;
      readonly data: { readonly object: Held };
    };
    const kind = kinds.find(
      ({ type }) => type.split('.')[0] === event.type?.split('.')[0] && sameObject(type, event.type),
    );
    if (kind === undefined || typeof event.data?.object !== 'object') continue;
    const object = Object.fromEntries(Object.entries(event.data.object).filter(([name]) => kind.fields.includes(name)));
    const read = (body: object) => {
      const delivery = {
        eventId: 'e',
        type: event.type,
        occurredAt: now.toISOString(),
        body: Buffer.from(JSON.stringify(body)),
      };
      try {
        return adapter.facts(delivery, settings);
      } catch (error) {
        if (error instanceof Unreadable) return error.path;
        throw error;
      }
    };
    // Shapes of another version are not met where the version is asked for.
    if ('subscription' in event.data.object && event.type.startsWith('invoice.')) continue;
    t.same(read({ ...event, data: { object } }), read(event), example.name);
    seen++;
  }
  t.ok(seen > 60, `${seen} examples`);
});

const sameObject = (type: string, other: string): boolean =>
  type.split('.').slice(0, -1).join('.') === other.split('.').slice(0, -1).join('.') ||
  other.startsWith('charge.dispute.');

t.test(
  'what is older than events is read from objects: nothing that differs from one reading to the next, one state one find',
  async (t) => {
    const server = await stripeApiServer(t, { held: heldOf(told('renewal', daysAgo(60))), pageSize: 1 });
    const reads = found(await pagesOf(server, daysAgo(70), daysAgo(50)));
    t.same(
      reads.map(({ eventId }) => eventId),
      found(await pagesOf(server, daysAgo(70), daysAgo(50))).map(({ eventId }) => eventId),
    );
    t.match(paymentsOf(factsOf(reads)), [{ state: { billing: 'first' } }, { state: { billing: 'renewal' } }]);
    const bodies = reads.map(({ body }) => Buffer.from(body).toString()).join('');
    t.notMatch(bodies, /hosted_invoice_url|client_secret/);
    t.equal(server.asked.filter(({ path }) => path === '/v1/events').length, 0);
  },
);

t.test('trouble is waited out within a page, and a permission that is missing is named', async (t) => {
  const server = await stripeApiServer(t, {
    held: heldOf(told('renewal', daysAgo(1))),
    pageSize: 2,
    forbidden: { '/v1/refunds': 'rak_charge_read' },
  });
  server.trouble.push(
    { status: 429, headers: { 'retry-after': '0' } },
    { status: 500 },
    { status: 503, body: '<html>' },
  );
  const pages: BackfillPage[] = [];
  const account = { mode: 'test', account: null, credentials: { apiKey: server.key } } as const;
  const error: unknown = await (async () => {
    for await (const page of backfiller(server.url, 1, () => now)(account, daysAgo(10), now)) pages.push(page);
  })().catch((thrown: unknown) => thrown);
  t.ok(error instanceof ProcessorRefused);
  t.match(error, { code: 'missing_permission', message: /rak_charge_read/ });
  t.equal(found(pages).length, told('renewal', now).length, 'what was read before is told');
});
