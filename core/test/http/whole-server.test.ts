import * as fc from 'fast-check';
import t from 'tap';
import { disagreements } from '../flows/disagreements.ts';
import { holds } from './support/holds.ts';
import { oddTexts } from './support/schema-arbitrary.ts';
import { bearer } from './support/server.ts';
import { wholeServer } from './support/whole-server.ts';

/** What fuzz.test.ts does to the shell, done to everything: requests that pass every schema, down to PostgreSQL. */

const { app, acme, key, database, broken, refusedByDatabase } = await wholeServer(t);
const jane = acme.slug('jane');
const click = await acme.click('jane', new Date(Date.now() - 60_000).toISOString());

/** Few ids, so that requests meet. */
const odd = fc.constantFrom(...oddTexts);
const texts = fc.oneof(odd, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }));
const ids = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'd') }, { weight: 1, arbitrary: texts });
const uuids = fc.oneof(
  fc.uuid(),
  fc.constantFrom(click, '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
);
const amounts = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(1, 2 ** 31, 2 ** 53 - 1), fc.maxSafeNat());
const currencies = fc.constantFrom('USD', 'usd', 'EUR', 'JPY', 'KWD', 'CLF');
const times = fc.oneof(
  fc.constantFrom('1970-01-01T00:00:00Z', '2000-02-29T23:59:59.999+14:00', '2016-12-31T23:59:60Z'),
  fc.integer({ min: 0, max: 10_000 }).map((minutes) => new Date(Date.now() - minutes * 60_000).toISOString()),
);
const slugs = fc.constantFrom(jane, jane.toUpperCase(), acme.slug('bob'), 'nobody', 'xn--abc', 'a-b');
const emails = fc.oneof(
  fc.constantFrom('jane@affiliates.test', 'A@B.example', 'ü@bücher.example', '"a b"@x', 'a@[::1]', 'a@-.-'),
  fc.emailAddress(),
);
const maybe = { requiredKeys: [] };
const customers = fc.record({ externalId: ids, email: emails, processorCustomerId: ids }, maybe);
const metadata = fc.dictionary(texts, texts, { maxKeys: 3 });
const evidence = {
  affiliateSlug: slugs,
  clickId: fc.oneof(uuids, texts),
  couponCode: fc.oneof(fc.constantFrom('jane20', 'JANE20', 'ŉ', 'ß', 'İ'), texts),
  campaign: fc.oneof(fc.constantFrom('main', 'other', acme.campaign()), texts),
};
const sales = fc.record(
  {
    externalEventId: ids,
    amount: amounts,
    currency: currencies,
    tax: amounts,
    shipping: amounts,
    customer: customers,
    subscriptionId: ids,
    lineItems: fc.array(
      fc.record({
        productId: texts,
        name: texts,
        quantity: fc.integer({ min: 1, max: 1_000_000 }),
        amount: fc.maxSafeInteger(),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    occurredAt: times,
    metadata,
    test: fc.boolean(),
    ...evidence,
  },
  { requiredKeys: ['externalEventId', 'amount', 'currency'] },
);
const leads = fc.record(
  { customer: customers, occurredAt: times, metadata, test: fc.boolean(), ...evidence },
  { requiredKeys: ['customer'] },
);
const events = fc.record(
  {
    name: fc.constantFrom('trial', 'plan.chosen'),
    customer: customers,
    occurredAt: times,
    metadata,
    test: fc.boolean(),
    ...evidence,
  },
  { requiredKeys: ['name', 'customer'] },
);
const refunds = fc.record(
  {
    externalRefundId: ids,
    externalEventId: ids,
    type: fc.constantFrom('refund', 'chargeback', 'chargeback_reversal'),
    status: fc.constantFrom('pending', 'succeeded', 'failed'),
    amount: amounts,
    currency: currencies,
    tax: amounts,
    shipping: amounts,
    reason: texts,
    occurredAt: times,
    metadata,
    test: fc.boolean(),
  },
  { requiredKeys: ['externalRefundId', 'externalEventId'] },
);
const clicks = fc.record(
  {
    affiliateSlug: slugs,
    visitorId: fc.oneof(ids, uuids),
    url: fc.oneof(
      fc.webUrl({ withQueryParameters: true }),
      fc.constant('https://x.example/?utm_source=%00&utm_medium=%ff&fl_click=%ED%A0%80'),
    ),
    referrer: texts,
    userAgent: texts,
    country: fc.constantFrom('de', 'ZZ', 'xx'),
    sub1: texts,
    occurredAt: times,
    test: fc.boolean(),
  },
  { requiredKeys: ['affiliateSlug'] },
);

const requests = fc.oneof(
  fc.tuple(fc.constant('/v1/sales'), sales),
  fc.tuple(fc.constant('/v1/refunds'), refunds),
  fc.tuple(fc.constant('/v1/leads'), leads),
  fc.tuple(fc.constant('/v1/events'), events),
  fc.tuple(fc.constant('/v1/clicks'), clicks),
);

t.test('nothing a server sends causes a 5xx, alone or at the same time', async (t) => {
  await holds(
    t,
    fc.asyncProperty(fc.array(requests, { minLength: 1, maxLength: 4 }), async (some) => {
      const answers = await Promise.all(
        some.map(([url, payload]) => app.inject({ method: 'POST', url, payload, headers: bearer(key) })),
      );
      for (const [at, { statusCode, body }] of answers.entries()) {
        if (statusCode >= 500) throw broken(`${JSON.stringify(some[at])} → ${statusCode} ${body}`);
      }
    }),
    300,
  );
});

t.test('what a schema took the database took too, and the books agree', async (t) => {
  t.strictSame(refusedByDatabase().slice(0, 3), []);
  t.strictSame(await disagreements(database.superuserUrl), []);
});

t.test('C9: one id is two sales, a test and a live one', async (t) => {
  const sale = { externalEventId: 'twice', amount: 1000, currency: 'USD', occurredAt: new Date().toISOString() };
  const post = async (payload: object) =>
    (await app.inject({ method: 'POST', url: '/v1/sales', payload, headers: bearer(key) })).json<{
      id: string;
    }>();
  const [test, live] = [await post({ ...sale, test: true }), await post(sale)];
  t.match(test, { isTest: true, deduped: false });
  t.match(live, { isTest: false, deduped: false });
  t.not(test.id, live.id);
  t.match(await post(sale), { id: live.id, deduped: true });
  t.match(await post({ ...sale, test: true }), { id: test.id, deduped: true });
});

t.test('nothing a browser sends causes a 5xx', async (t) => {
  const query = fc.string({
    unit: fc.constantFrom(...Array.from('abc=&%0aF+;utm_source?#[]\'"<>\\^|')),
    maxLength: 60,
  });
  const header = fc.string({
    unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
    maxLength: 80,
  });
  const cookie = fc.oneof(
    header,
    uuids.map((id) => `_fairlead=${id}`),
    fc.constant('_fairlead=%00; _fairlead="x'),
  );
  const headers = fc.record(
    {
      cookie,
      referer: header,
      'user-agent': header,
      'sec-gpc': header,
      accept: header,
      purpose: header,
      host: fc.constantFrom('a', 'x:1'),
    },
    maybe,
  );
  const path = fc.oneof(fc.constantFrom(jane, jane.toUpperCase(), 'nobody', '..', '%2e', 'a%2fb', '%c3%bc'), query);
  await holds(
    t,
    fc.asyncProperty(fc.constantFrom('GET', 'HEAD'), path, query, headers, async (method, path, query, headers) => {
      const answer = await app.inject({ method: method as 'GET', url: `/r/${path}?${query}`, headers });
      if (answer.statusCode >= 500)
        throw broken(`${method} ${path}?${query} ${JSON.stringify(headers)} → ${answer.statusCode} ${answer.body}`);
    }),
    1000,
  );
});
