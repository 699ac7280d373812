import t from 'tap';
import type { Conversion, ConversionPage, ConversionSummary, PaymentSummary } from '../../src/contract/api/index.ts';
import { inOrganization } from '../../src/store/session.ts';
import { newId } from '../../src/store/ids.ts';
import { after } from '../../src/testing/time.ts';
import { house } from '../flows/house.ts';
import { type Office, office, spring } from './fixtures/office.ts';

const here = await house(t);

const list = async (o: Office, query: string): Promise<Conversion[]> => {
  const { status, body } = await o.get<ConversionPage>(`/conversions?${query}`);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data;
};
const ids = (rows: readonly Conversion[]): (string | null)[] => rows.map(({ externalEventId }) => externalEventId);
const day = (ago: number): string => after(spring, { days: ago }).slice(0, 10);

void t.test('of several values any fits, in list, counts and CSV alike', async (t) => {
  const o = await office(t, here);
  await o.sale('jane', { occurredAt: spring, evidence: { slugs: [o.slug('jane')] } });
  await o.sale('bob', {
    occurredAt: after(spring, { hours: 1 }),
    evidence: { slugs: [o.slug('bob')] },
    amount: 5_000n,
  });
  await o.sale('back', { occurredAt: after(spring, { hours: 2 }), evidence: { slugs: [o.slug('bob')] } });
  await o.lead({ externalId: 'u' }, { occurredAt: after(spring, { hours: 3 }), evidence: { slugs: [o.slug('jane')] } });
  await o.refund('r', 'back');
  const filters: readonly (readonly [string, number])[] = [
    ['status=approved,refunded', 4],
    ['status=Refunded,PENDING', 1],
    ['status=approved,merged', 3],
    ['status=refunded', 1],
    ['status=paid,denied', 0],
    ['type=sale,lead', 4],
    ['type=lead,renewal', 1],
    [`affiliateId=${o.affiliate('jane')},${o.affiliate('bob')}`, 4],
    [`affiliateId=${o.affiliate('bob')}`, 2],
    [`campaignId=${o.campaign()},${o.campaign()}`, 4],
    ['method=server,coupon', 4],
    ['currency=usd,eur', 3],
    ['currency=EUR', 0],
    ['minAmount=5001', 2],
    ['minAmount=5000&maxAmount=5000', 1],
    ['maxAmount=9007199254740991', 4],
  ];
  for (const [query, count] of filters) {
    t.equal((await list(o, query)).length, count, query);
    const summary = await o.get<ConversionSummary>(`/conversions/summary?${query}`);
    t.equal(summary.body.count, count, `${query}, counted`);
    const csv = await fetch(`${o.address}/v1/conversions.csv?${query}`, { headers: o.headers() });
    t.equal((await csv.text()).trimEnd().split('\r\n').length - 1, count, `${query}, as CSV`);
  }
});

void t.test('days are those of the organization, first and last included', async (t) => {
  const o = await office(t, here);
  const zone = `update organization set time_zone = 'Asia/Tokyo' where id = $1`;
  await inOrganization(here.store, o.scope, (session) =>
    session.query({ name: 'test_zone', text: zone }, [o.organizationId]),
  );
  const evidence = { slugs: [o.slug('jane')] };
  // 15:00 UTC is midnight in Tokyo.
  const midnight = `${spring.slice(0, 10)}T15:00:00.000Z`;
  await o.sale('eve', { occurredAt: after(midnight, { hours: -1 }), evidence });
  await o.sale('first', { occurredAt: midnight, evidence });
  await o.sale('last', { occurredAt: after(midnight, { hours: 23 }), evidence });
  await o.sale('next', { occurredAt: after(midnight, { hours: 24 }), evidence });
  t.same(ids(await list(o, `from=${day(1)}&to=${day(1)}`)), ['last', 'first']);
  t.same(ids(await list(o, `to=${day(0)}`)), ['eve']);
  t.same(ids(await list(o, `from=${day(2)}`)), ['next']);
  t.same(ids(await list(o, `from=${day(1)}&until=${after(midnight, { hours: 1 })}`)), ['first'], 'both narrow');
  t.same(ids(await list(o, `since=${after(midnight, { hours: 1 })}&to=${day(1)}`)), ['last']);
  t.same(await list(o, `from=${day(2)}&to=${day(1)}`), []);
  t.same(await list(o, 'from=9999-12-31&to=9999-12-31'), []);
  t.equal((await o.get<ConversionSummary>(`/conversions/summary?from=${day(1)}&to=${day(1)}`)).body.count, 2);
  t.equal((await o.get<PaymentSummary>(`/payments/summary?from=${day(1)}&to=${day(1)}`)).body.count, 2);
  t.match(await o.get(`/inbox?from=${day(1)}&to=${day(1)}`), { status: 200, body: { data: [] } });
});

void t.test('q finds by click, by e-mail of the customer, and by ids of ours', async (t) => {
  const o = await office(t, here);
  const evidence = { slugs: [o.slug('jane')] };
  await o.sale('o1', { evidence, customer: { email: 'Buyer@Shop.example' } });
  await o.sale('o2', { evidence, occurredAt: spring });
  const [own] = await list(o, 'q=o2');
  t.same(ids(await list(o, 'q=buyer@shop.example')), ['o1']);
  t.same(ids(await list(o, 'q=BUYER%40shop.EXAMPLE')), ['o1']);
  t.same(ids(await list(o, 'q=@')), []);
  t.same(ids(await list(o, `q=${own?.id}`)), ['o2']);
  t.same(ids(await list(o, `q=${own?.paymentId.toUpperCase()}`)), ['o2']);
  const click = newId();
  const led = `update conversion set click_id = $2 where organization_id = $1 and external_event_id = 'o2'`;
  const ledBy = async (id: string | null): Promise<unknown> =>
    inOrganization(here.store, o.scope, (session) =>
      session.query({ name: 'test_click', text: led }, [o.organizationId, id]),
    );
  await ledBy(click);
  t.same(ids(await list(o, `q=${click}`)), ['o2']);
  await ledBy(null);
});

void t.test('sorted by amount or commission, pages stay whole while sales are added', async (t) => {
  const o = await office(t, here);
  const evidence = { slugs: [o.slug('jane')] };
  for (const [n, amount] of [300n, 100n, 200n, 100n, 400n].entries()) await o.sale(`o${n}`, { evidence, amount });
  for (const sort of ['amount', '-amount', 'commission', '-commission']) {
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const query: string = `take=2&sort=${sort}${cursor === null ? '' : `&cursor=${cursor}`}`;
      const { body } = await o.get<ConversionPage>(`/conversions?${query}`);
      seen.push(...body.data.map(({ amount }) => amount));
      cursor = body.nextCursor;
    } while (cursor !== null);
    const expected = [100, 100, 200, 300, 400];
    t.same(seen, sort.startsWith('-') ? expected.toReversed() : expected, sort);
  }
  const { body } = await o.get<ConversionPage>('/conversions?take=1&sort=amount');
  t.match(await o.get(`/conversions?sort=-amount&cursor=${body.nextCursor}`), { status: 400 });
  t.match(await o.get(`/conversions?cursor=${body.nextCursor}`), { status: 400 });
});

void t.test('an unknown filter is refused with the names there are', async (t) => {
  const o = await office(t, here);
  const { status, body } = await o.get<{ errors: { path: string; message: string }[] }>('/conversions?statuses=paid');
  t.equal(status, 400);
  t.match(body.errors, [
    { in: 'query', path: '/statuses', message: /^is not known here, only: .*affiliateId.*status.*cursor/ },
  ]);
});

void t.test('payments are counted by state and reason, with what is left out', async (t) => {
  const o = await office(t, here);
  await o.sale('credited', { evidence: { slugs: [o.slug('jane')] } });
  await o.sale('lost', {});
  await o.sale('eur', { currency: 'EUR', amount: 500n });
  await o.sale('code', { evidence: { coupons: [{ code: 'NONE' }] } });
  await o.sale('trial', { mode: 'test' });
  const summary = async (query = ''): Promise<PaymentSummary> =>
    (await o.get<PaymentSummary>(`/payments/summary?${query}`)).body;
  t.match(await summary(), {
    asOf: /Z$/,
    count: 4,
    byState: { credited: 1, uncredited: 3, waiting: 0 },
    totals: [
      { currency: 'EUR', count: 1, amount: 500, reversed: 0 },
      { currency: 'USD', count: 3, amount: 30_000 },
    ],
    leftOut: { tests: 1, merged: 0 },
  });
  const lost = await summary('unattributed=true');
  t.match(lost, { count: 3, byState: { credited: 0, uncredited: 3 }, leftOut: { tests: 1 } });
  t.equal(
    lost.byReason.reduce((sum, { count }) => sum + count, 0),
    3,
  );
  t.ok(lost.byReason.length >= 2);
  t.match(await summary('state=credited'), { count: 1, byState: { credited: 1, uncredited: 3 } });
  t.match(await summary('unattributed=true&state=credited'), { count: 0, totals: [] });
  t.match((await o.get<PaymentSummary>('/payments/summary', 'test')).body, { count: 1, leftOut: { tests: 0 } });
});

void t.test('deliveries are counted by state', async (t) => {
  const o = await office(t, here);
  const till = await o.connectTill();
  const first = await o.receive(till, 'evt_1', []);
  await o.receive(till, 'evt_2', []);
  await o.post(`/inbox/${first}/replay`);
  const states = async (query = ''): Promise<object> => (await o.get(`/inbox/summary?${query}`)).body;
  const all = await states();
  t.match(all, { asOf: /Z$/, count: 2, byState: { received: 1, parked: 0 } });
  t.match(await states('state=received'), { count: 1, byState: { received: 1 } });
  t.match(await states('state=received,processed,ignored'), { count: 2 });
  t.match(await states(`q=${first}`), { count: 1 });
  t.match(await o.get('/inbox/summary', 'test'), { body: { count: 0 } });
});
