import t from 'tap';
import type { CustomerKeys, Evidence, PaymentReceived } from '../../src/contract/facts.ts';
import { openStore } from '../../src/store/database.ts';
import { takeIn, takeUp } from '../../src/store/intake.ts';
import { apiConnection } from '../../src/store/prepared-fact.ts';
import { inOrganization } from '../../src/store/session.ts';
import { brand } from '../../src/testing/builders.ts';
import { testDatabase } from '../../src/testing/database.ts';
import { noon } from '../../src/testing/facts.ts';
import { before } from '../../src/testing/time.ts';

const { url } = await testDatabase(t);
const store = await openStore({ url });
t.teardown(() => store.close());
const acme = await brand(store, {
  campaigns: [{ slug: 'main', affiliates: [{ name: 'jane', coupons: ['JANE10'] }, 'bob'] }],
});
const click = await acme.click('jane', before(noon, { days: 1 }));
const { scope } = acme;

const sale = (key: string, evidence: Evidence, customer?: CustomerKeys): PaymentReceived => ({
  type: 'payment.received',
  key,
  refs: [],
  rank: 5,
  occurredAt: noon,
  currency: 'USD',
  amount: 10_000n,
  tax: 500n,
  billing: 'one_time',
  ...(customer === undefined ? {} : { customer }),
  items: [{ productId: 'p1', quantity: 2, amount: 9_500n }],
  evidence,
  metadata: { basket: 'b1' },
});

/** A first sale as it was taken in, and as it is read anew in the same transaction. */
const twice = (fact: PaymentReceived, mode: 'live' | 'test' = 'live') =>
  inOrganization(store, scope, async (session) => {
    const told = await takeIn(session, scope, {
      connectionId: apiConnection,
      mode,
      kind: 'payment',
      refs: [fact.key],
      facts: [fact],
      identity: `sale:${fact.key}`,
    });
    const read = await takeUp(session, scope, told.paymentId, []);
    session.abandon();
    return { told, read };
  });

/** What is read has no order where none matters. */
const unlike = ({ added: _a, fresh: _f, stranger: _s, facts, found, ...rest }: Awaited<ReturnType<typeof takeIn>>) => ({
  ...rest,
  found: { ...found, clicks: found.clicks.toSorted((a, b) => (a.given < b.given ? -1 : 1)) },
  facts: facts.map(({ reason: _r, ...fact }) => fact),
});

const sales: Readonly<Record<string, PaymentReceived>> = {
  'by a click, of a customer': sale('o1', { clickIds: [click] }, { externalId: 'c1' }),
  'by a click told twice and one that is none': sale(
    'o2',
    { clickIds: [click, click, 'no click'] },
    { externalId: 'c2' },
  ),
  'by a slug, of an e-mail': sale('o3', { slugs: [acme.slug('bob').toUpperCase()] }, { email: 'Buyer@X.test' }),
  'by a code, of both': sale('o4', { coupons: [{ code: 'jane10' }] }, { externalId: 'c4', email: 'four@x.test' }),
  'by an unknown code and slug': sale('o5', { coupons: [{ code: 'NOPE' }], slugs: ['nobody'] }, { externalId: 'c5' }),
  'by an affiliate, of its own e-mail (A7)': sale(
    'o6',
    { slugs: [acme.slug('jane')] },
    { email: 'jane@affiliates.test' },
  ),
  'of nobody, by nothing': sale('o7', {}),
  'of what is no address': sale('o8', { slugs: [acme.slug('jane')] }, { email: 'no address' }),
  'of a campaign': sale('o9', { campaign: 'main', clickIds: [click] }, { externalId: 'c9' }),
};

for (const [name, fact] of Object.entries(sales)) {
  for (const mode of ['live', 'test'] as const) {
    void t.test(`a first sale is known as it will be read later: ${name}, ${mode}`, async (t) => {
      const { told, read } = await twice(fact, mode);
      t.match(told, { added: 1, fresh: true });
      t.ok(read);
      if (read !== null) t.strictSame(unlike(told), unlike(read));
    });
  }
}

void t.test('a sale that is known, or of a customer who is, is read as it stands', async (t) => {
  const fact = sale('known', { clickIds: [click] }, { externalId: 'known', email: 'known@x.test' });
  const input = { connectionId: apiConnection, mode: 'live', kind: 'payment', identity: 'sale:known' } as const;
  const take = (key: string, customer: CustomerKeys, identity: string) =>
    inOrganization(store, scope, (session) =>
      takeIn(session, scope, { ...input, refs: [key], facts: [{ ...fact, key, customer }], identity }),
    );
  const first = await take('known', { externalId: 'known', email: 'known@x.test' }, 'sale:known');
  t.match(first, { fresh: true, stranger: true });
  t.match(await take('known', { externalId: 'known', email: 'known@x.test' }, 'sale:known'), {
    paymentId: first.paymentId,
    fresh: false,
    added: 0,
  });
  for (const customer of [
    { externalId: 'known' },
    { email: 'known@x.test' },
    { externalId: 'known', email: 'new@x.test' },
  ]) {
    const key = JSON.stringify(customer);
    t.match(
      await take(key, customer, `sale:${key}`),
      { fresh: true, stranger: false, customerId: first.customerId },
      key,
    );
  }
});
