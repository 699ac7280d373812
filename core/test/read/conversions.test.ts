import t from 'tap';
import type { Conversion, ConversionPage, ConversionSummary } from '../../src/contract/api/index.ts';
import { after, before } from '../../src/testing/time.ts';
import { paid } from '../../src/testing/facts.ts';
import { house } from '../flows/house.ts';
import { type Office, office, spring } from './fixtures/office.ts';

const here = await house(t);

/** Ten sales an hour apart, the oldest first: `o0` … `o9`. */
async function tenSales(t: { teardown(handler: () => Promise<void>): void }): Promise<Office> {
  const o = await office(t, here);
  for (let hour = 0; hour < 10; hour++) {
    await o.sale(`o${hour}`, {
      occurredAt: after(spring, { hours: hour }),
      evidence: { slugs: [o.slug(hour % 2 === 0 ? 'jane' : 'bob')] },
    });
  }
  return o;
}

const list = async (o: Office, query = '', mode?: 'live' | 'test'): Promise<Conversion[]> => {
  const { status, body } = await o.get<ConversionPage>(`/conversions?${query}`, mode);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data;
};
const ids = (rows: readonly Conversion[]): string[] => rows.map(({ externalEventId }) => externalEventId ?? '');

void t.test('F92: newest first, paged by position, stable while sales are added', async (t) => {
  const o = await tenSales(t);
  const seen: string[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const query: string = `take=3${cursor === null ? '' : `&cursor=${cursor}`}`;
    const { body } = await o.get<ConversionPage>(`/conversions?${query}`);
    seen.push(...ids(body.data));
    cursor = body.nextCursor;
    pages++;
    // A newer one and one in the part that was read already shift nothing.
    await o.sale(`late${pages}`, { occurredAt: after(spring, { days: 1 }), evidence: { slugs: [o.slug('jane')] } });
  } while (cursor !== null);
  t.same(seen, ['o9', 'o8', 'o7', 'o6', 'o5', 'o4', 'o3', 'o2', 'o1', 'o0']);
  t.equal(pages, 4);
  t.same(ids(await list(o, 'sort=occurredAt&take=2')), ['o0', 'o1']);
});

void t.test('F92: rows of one moment are neither repeated nor lost between pages', async (t) => {
  const o = await office(t, here);
  for (const id of ['a', 'b', 'c', 'd', 'e']) await o.sale(id, { evidence: { slugs: [o.slug('jane')] } });
  for (const sort of ['occurredAt', '-occurredAt']) {
    const first = await o.get<ConversionPage>(`/conversions?take=2&sort=${sort}`);
    const second = await o.get<ConversionPage>(`/conversions?take=2&sort=${sort}&cursor=${first.body.nextCursor}`);
    const third = await o.get<ConversionPage>(`/conversions?take=2&sort=${sort}&cursor=${second.body.nextCursor}`);
    const all = [first, second, third].flatMap(({ body }) => ids(body.data));
    t.same(all.toSorted(), ['a', 'b', 'c', 'd', 'e'], sort);
    t.equal(third.body.nextCursor, null);
  }
});

void t.test('F92: a row tells amounts, names, source and dates; method and code come last', async (t) => {
  const o = await office(t, here);
  await o.coupon('JANE20', 'jane');
  await o.sale('o1', {
    occurredAt: spring,
    evidence: { coupons: [{ code: 'jane20' }] },
    customer: { externalId: 'user_1' },
  });
  await o.refund('r1', 'o1', 3_300n);
  const [row] = await list(o);
  t.match(row, {
    type: 'sale',
    occurredAt: spring,
    affiliateId: o.affiliate('jane'),
    affiliateName: 'jane',
    affiliateSlug: o.slug('jane'),
    enrollmentId: o.enrollment('jane'),
    campaignId: o.campaign(),
    currency: 'USD',
    amount: 10_000,
    refundedAmount: 3_300,
    commission: 2_000,
    reversedCommission: 660,
    payableAt: after(spring, { days: 30 }),
    eligibleAt: after(spring, { days: 30 }),
    customerExternalId: 'user_1',
    externalEventId: 'o1',
    subscriptionId: null,
    connectionId: null,
    isTest: false,
    attributionMethod: 'coupon',
    couponCode: 'JANE20',
  });
  t.same(Object.keys(row ?? {}).slice(-2), ['attributionMethod', 'couponCode']);
});

void t.test('F11: the sub-ids of the click that credits a sale are shown, filtered by and exported', async (t) => {
  const o = await office(t, here);
  const sell = async (id: string, affiliate: string, subIds: Record<string, string>) => {
    const click = await o.click(affiliate, before(spring, { hours: 1 }), { subIds });
    await o.sale(id, { occurredAt: spring, evidence: { clickIds: [click] } });
  };
  await sell('o1', 'jane', { sub1: 'newsletter', sub3: '=1+1' });
  await sell('o2', 'bob', { sub1: 'newsletter' });
  await sell('o3', 'jane', {});
  await o.sale('o4', { occurredAt: spring, evidence: { slugs: [o.slug('jane')] } });
  const subIdsOf = Object.fromEntries((await list(o)).map((row) => [row.externalEventId, row.subIds]));
  t.same(subIdsOf, { o1: { sub1: 'newsletter', sub3: '=1+1' }, o2: { sub1: 'newsletter' }, o3: {}, o4: {} });

  t.same(ids(await list(o, 'sub1=newsletter')).sort(), ['o1', 'o2']);
  t.same(ids(await list(o, `sub1=newsletter&affiliateId=${o.affiliate('jane')}`)), ['o1']);
  t.same(ids(await list(o, 'sub1=newsletter&sub3=%3D1%2B1')), ['o1']);
  t.same(ids(await list(o, 'sub2=newsletter')), []);
  const { body } = await o.get<ConversionSummary>('/conversions/summary?sub1=newsletter');
  t.equal(body.count, 2);
  t.equal((await o.get('/conversions?sub6=a')).status, 400);

  const [labelled] = await list(o, 'sub3=%3D1%2B1');
  const explained = await o.get<{ conversions: Conversion[] }>(`/conversions/${labelled?.id}/explain`);
  t.match(explained.body.conversions, [{ subIds: { sub1: 'newsletter', sub3: '=1+1' } }]);
  const csv = await (
    await fetch(`${o.address}/v1/conversions.csv?sub3=%3D1%2B1`, { headers: o.headers('live') })
  ).text();
  t.match(csv.split('\r\n')[0], /,is_test,sub1,sub2,sub3,sub4,sub5,attribution_method,coupon_code$/);
  t.match(csv.split('\r\n')[1], /,false,newsletter,,'=1\+1,,,link,$/, 'nothing a spreadsheet would run');
});

void t.test('F11, A3: of a sale that affiliates share, each sees the labels of its own click alone', async (t) => {
  const o = await office(t, here);
  await o.setTerms(before(spring, { days: 1 }), { attribution: { model: 'linear' } });
  const first = await o.click('jane', before(spring, { hours: 2 }), { visitor: 7, subIds: { sub1: 'of jane' } });
  const last = await o.click('bob', before(spring, { hours: 1 }), { visitor: 7, subIds: { sub1: 'of bob' } });
  t.not(first, last);
  await o.sale('shared', { occurredAt: spring, evidence: { clickIds: [last] } });
  const rows = await list(o);
  t.equal(rows.length, 2);
  for (const { affiliateName, subIds } of rows)
    if (subIds.sub1 !== undefined) t.equal(subIds.sub1, `of ${affiliateName}`);
  t.ok(rows.some(({ subIds }) => subIds.sub1 !== undefined));
});

void t.test('F92, I4: filters narrow the list; since is inclusive, until is not', async (t) => {
  const o = await tenSales(t);
  await o.coupon('BOB10', 'bob');
  await o.sale('coded', { occurredAt: after(spring, { hours: 20 }), evidence: { coupons: [{ code: 'BOB10' }] } });
  t.same(ids(await list(o, `affiliateId=${o.affiliate('bob')}&until=${after(spring, { hours: 4 })}`)), ['o3', 'o1']);
  t.same(ids(await list(o, `since=${after(spring, { hours: 8 })}&until=${after(spring, { hours: 9 })}`)), ['o8']);
  const inParis = `${after(spring, { hours: 10 }).slice(0, 19)}+01:00`;
  t.same(ids(await list(o, `since=${encodeURIComponent(inParis)}&until=${after(spring, { hours: 10 })}`)), ['o9']);
  t.equal((await list(o, 'method=server')).length, 10);
  t.same(ids(await list(o, 'method=coupon')), ['coded']);
  t.same(ids(await list(o, 'couponCode=bob10')), ['coded']);
  t.equal((await list(o, `campaignId=${o.campaign()}`)).length, 11);
  t.equal((await list(o, `campaignId=${o.affiliate('bob')}`)).length, 0);
  t.equal((await list(o, 'type=SALE')).length, 11);
  t.equal((await list(o, 'type=lead')).length, 0);
  t.equal((await list(o, 'type=bonus')).length, 0);
});

void t.test('F92: status in any case, by the clock and by what went back', async (t) => {
  const o = await tenSales(t);
  const soon = before(o.engine.now().toISOString(), { hours: 3 });
  await o.sale('fresh', { occurredAt: soon, evidence: { slugs: [o.slug('jane')] } });
  await o.refund('r1', 'o1');
  await o.refund('r2', 'o2', 1n);
  t.same(ids(await list(o, 'status=Pending')), ['fresh']);
  t.same(ids(await list(o, 'status=REFUNDED')), ['o1']);
  t.equal((await list(o, 'status=approved')).length, 9, 'a partial refund keeps the status');
  t.equal((await list(o, 'status=paid')).length, 0);
  t.match(await o.get('/conversions?status=done'), { status: 400, body: { code: 'invalid_request' } });
});

void t.test('F92: q finds by any id it is known by, its subscription, and the customer', async (t) => {
  const o = await office(t, here);
  const evidence = { slugs: [o.slug('jane')] };
  await o.sale('o1', { occurredAt: spring, evidence, customer: { externalId: 'user_1' }, subscription: 'sub_1' });
  await o.sale('o2', { evidence, customer: { externalId: 'user_1' }, occurredAt: after(spring, { hours: 1 }) });
  await o.deliver(paid('in_3', { refs: ['pi_3'], evidence, subscription: 'sub_3' }));
  t.same(ids(await list(o, 'q=o1')), ['o1']);
  t.same(ids(await list(o, 'q=sub_1')), ['o1']);
  t.same(ids(await list(o, 'q=user_1')), ['o2', 'o1']);
  t.same(ids(await list(o, 'q=pi_3')), ['in_3']);
  const theirs = await office(t, here);
  t.same(await list(theirs, 'q=o1'), [], "another organization's ids are nothing here");
  t.same(await list(o, 'q=nobody'), []);
  t.same(await list(o, `q=${encodeURIComponent("'; drop table conversion; --%_\\")}`), []);
});

void t.test('I2: what became another payment is left out unless asked for', async (t) => {
  const o = await office(t, here);
  const evidence = { slugs: [o.slug('jane')] };
  await o.deliver(paid('in_1', { evidence }));
  await o.deliver(paid('pi_1', { rank: 10, evidence }));
  t.equal((await list(o)).length, 2);
  await o.deliver(paid('in_1', { refs: ['pi_1'], evidence }));
  t.same(ids(await list(o)), ['in_1']);
  const [merged] = await list(o, 'status=merged');
  t.match(merged, { externalEventId: 'pi_1', status: 'merged', commission: 0 });
  t.same(ids(await list(o, 'q=pi_1')), ['in_1'], 'its id leads to the one that stands');
});

void t.test('C9: a live key sees tests when it asks; a test key sees nothing else', async (t) => {
  const o = await office(t, here);
  const evidence = { slugs: [o.slug('jane')] };
  await o.sale('real', { evidence });
  await o.sale('trial', { evidence, mode: 'test' });
  t.same(ids(await list(o)), ['real']);
  t.same(ids(await list(o, 'isTest=true')), ['trial']);
  t.same(ids(await list(o, '', 'test')), ['trial']);
  t.same(ids(await list(o, 'isTest=true', 'test')), ['trial']);
  t.match(await o.get('/conversions?isTest=false', 'test'), { status: 403, body: { code: 'key_out_of_scope' } });
});

void t.test('UI 10: counts by type and status, totals per currency, and what they leave out', async (t) => {
  const o = await office(t, here);
  const evidence = { slugs: [o.slug('jane')] };
  await o.sale('a', { occurredAt: spring, evidence });
  await o.sale('b', { occurredAt: spring, evidence, subscription: 's' });
  await o.sale('c', { evidence, subscription: 's', occurredAt: after(spring, { hours: 1 }) });
  await o.sale('d', { occurredAt: spring, evidence, currency: 'EUR', amount: 9_007_199_254_740_991n });
  await o.sale('e', { occurredAt: spring, evidence, currency: 'EUR', amount: 9_007_199_254_740_991n });
  await o.sale('f', { occurredAt: spring, evidence, mode: 'test' });
  await o.lead({ externalId: 'u' }, { occurredAt: spring, evidence });
  await o.refund('r', 'a', 5_000n);
  await o.refund('all', 'b');
  const summary = async (query = ''): Promise<ConversionSummary> =>
    (await o.get<ConversionSummary>(`/conversions/summary?${query}`)).body;
  t.match(await summary(), {
    count: 6,
    byType: { sale: 4, renewal: 1, lead: 1, click: 0 },
    byStatus: { refunded: 1, approved: 5, pending: 0, merged: 0 },
    leftOut: { tests: 1, merged: 0 },
  });
  const usd = (await summary('status=approved&type=sale')).totals.find(({ currency }) => currency === 'USD');
  t.same(usd, {
    currency: 'USD',
    count: 1,
    amount: 10_000,
    refundedAmount: 5_000,
    commission: 2_000,
    reversedCommission: 1_000,
  });
  t.match(await summary('type=renewal'), { count: 1, byType: { sale: 4, renewal: 1 }, byStatus: { approved: 1 } });
  const text = await (await fetch(`${o.address}/v1/conversions/summary`, { headers: o.headers() })).text();
  t.match(text, /"amount":18014398509481982,/, 'sums beyond 2^53 are exact');
  t.match((await o.get<ConversionSummary>('/conversions/summary', 'test')).body, { count: 1, leftOut: { tests: 0 } });
});

void t.test('F92: bad cursors and filters are 400, and nothing reaches the database', async (t) => {
  const o = await tenSales(t);
  const { body } = await o.get<ConversionPage>('/conversions?take=1');
  const other = await o.get<ConversionPage>('/payments?take=1');
  const cursor = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const moment = '2026-03-01T12:00:00.000000Z';
  const wrong = [
    'take=0',
    'take=201',
    'take=ten',
    'take=1.5',
    'cursor=',
    'cursor=x',
    `cursor=${'A'.repeat(501)}`,
    `cursor=${other.body.nextCursor}`,
    `cursor=${body.nextCursor}&sort=occurredAt`,
    `cursor=${cursor(['conversions:-occurredAt', moment])}`,
    `cursor=${cursor(['conversions:-occurredAt', moment, "'"])}`,
    `cursor=${cursor(['conversions:-occurredAt', '2026-99-01T12:00:00.000000Z', o.campaign()])}`,
    `cursor=${cursor(['conversions:-occurredAt', 1, 2])}`,
    `cursor=${cursor({})}`,
    'affiliateId=1',
    'since=yesterday',
    'since=2026-03-01',
    'since=2026-03-01T12:00:00',
    'until=2026-13-01T12:00:00Z',
    'type=refund',
    'method=magic',
    'couponCode=a%20b',
    'q=',
    'q=a%09b',
    'q=a%00b',
    'couponCode=%00',
    'isTest=maybe',
    'sort=refundedAmount',
    'from=2026-02-30',
    'from=2026-1-1',
    'to=2026-01-01T00:00:00Z',
    'status=pending,',
    'status=pending,lost',
    'status=',
    'affiliateId=1,2',
    'minAmount=-1',
    'minAmount=1.5',
    'currency=XXX',
    `status=${'paid,'.repeat(50)}paid`,
    'surprise=1',
    'status=pending&status=paid',
  ];
  for (const query of wrong) {
    for (const path of ['/conversions', '/conversions/summary', '/conversions.csv']) {
      t.match(await o.get(`${path}?${query}`), { status: 400 }, `${path}?${query}`);
    }
  }
});

void t.test('C9, F35: another organization sees none of it', async (t) => {
  const o = await tenSales(t);
  const theirs = await office(t, here);
  t.same(await list(theirs), []);
  t.same(await list(theirs, `affiliateId=${o.affiliate('jane')}`), []);
  const { body } = await o.get<ConversionPage>('/conversions?take=5');
  t.same(await list(theirs, `cursor=${body.nextCursor}`), [], 'nor by a cursor of ours');
});
