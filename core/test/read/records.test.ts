import t from 'tap';
import type {
  BalancePage,
  Delivery,
  DeliveryDetail,
  DeliveryPage,
  FactPage,
  Payment,
  PaymentPage,
} from '../../src/contract/api/index.ts';
import { after, before } from '../../src/testing/time.ts';
import { noon, paid, refunded } from '../../src/testing/facts.ts';
import { house } from '../flows/house.ts';
import { type Office, office } from './fixtures/office.ts';

const here = await house(t);

const paymentsOf = async (o: Office, query = '', mode?: 'live' | 'test'): Promise<Payment[]> => {
  const { status, body } = await o.get<PaymentPage>(`/payments?${query}`, mode);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data;
};
const deliveriesOf = async (o: Office, query = '', mode?: 'live' | 'test'): Promise<Delivery[]> =>
  (await o.get<DeliveryPage>(`/inbox?${query}`, mode)).body.data;
const ids = (rows: readonly Payment[]): string[] => rows.map(({ externalEventId }) => externalEventId ?? '');

void t.test(
  'F29: payments by state, reason, time, connection and any id; merged ones only when asked for',
  async (t) => {
    const o = await office(t, here);
    const evidence = { slugs: [o.slug('jane')] };
    await o.sale('o1', { evidence, customer: { externalId: 'user_1' } });
    await o.sale('o2', { evidence: {}, occurredAt: before(noon, { days: 2 }) });
    await o.sale('o3', { evidence: { coupons: [{ code: 'NONE' }] }, occurredAt: before(noon, { days: 1 }) });
    await o.refund('r9', 'o9', 500n, { currency: 'USD' });
    await o.deliver(paid('in_1', { evidence }));
    await o.deliver(paid('pi_1', { rank: 10 }));
    await o.deliver(paid('in_1', { refs: ['pi_1'], evidence }));
    await o.lead({ externalId: 'user_2' }, { evidence });
    t.same(ids(await paymentsOf(o)), ['in_1', '', 'o3', 'o2', 'o1'], 'those learned last first');
    t.same(ids(await paymentsOf(o, 'sort=created&take=2')), ['o1', 'o2']);
    t.same(ids(await paymentsOf(o, 'unattributed=true')), ['o3', 'o2']);
    t.same(ids(await paymentsOf(o, 'state=Uncredited&reason=unknown_code')), ['o3']);
    t.same(await paymentsOf(o, 'unattributed=true&state=credited'), []);
    t.match(await paymentsOf(o, 'state=waiting'), [{ occurredAt: null, amount: null, reason: 'no_payment' }]);
    t.same(ids(await paymentsOf(o, `since=${before(noon, { days: 1 })}&until=${noon}`)), ['o3']);
    t.same(ids(await paymentsOf(o, 'state=merged')), ['pi_1']);
    t.same(ids(await paymentsOf(o, 'q=pi_1')), ['in_1'], 'its id leads to the one that stands');
    t.same(ids(await paymentsOf(o, 'q=user_1')), ['o1']);
    t.same(ids(await paymentsOf(o, 'kind=lead')), ['']);
    const [processors] = await paymentsOf(o, 'q=in_1');
    t.same(ids(await paymentsOf(o, `connectionId=${processors?.connectionId}`)), ['in_1']);
    t.same(ids(await paymentsOf(o, `connectionId=${o.campaign()}`)), []);
  },
);

void t.test('F29: pages of payments are stable while payments are added', async (t) => {
  const o = await office(t, here);
  for (const id of ['a', 'b', 'c', 'd']) await o.sale(id, { evidence: {} });
  const first = await o.get<PaymentPage>('/payments?unattributed=true&take=2');
  await o.sale('e', { evidence: {} });
  const second = await o.get<PaymentPage>(`/payments?unattributed=true&take=2&cursor=${first.body.nextCursor}`);
  t.same([...ids(first.body.data), ...ids(second.body.data)], ['d', 'c', 'b', 'a']);
  t.equal(second.body.nextCursor, null);
});

void t.test('C9, F35: payments, facts and balances of others and of the other mode are not there', async (t) => {
  const o = await office(t, here);
  const theirs = await office(t, here);
  const evidence = { slugs: [o.slug('jane')] };
  const live = await o.sale('real', { evidence });
  const trial = await o.sale('trial', { evidence, mode: 'test' });
  t.same(ids(await paymentsOf(o)), ['real']);
  t.same(ids(await paymentsOf(o, 'isTest=true')), ['trial']);
  t.same(ids(await paymentsOf(o, '', 'test')), ['trial']);
  t.match(await o.get('/payments?isTest=false', 'test'), { status: 403 });
  t.same(await paymentsOf(theirs, 'q=real'), []);
  t.equal((await o.get(`/facts?paymentId=${trial.intake.paymentId}`, 'test')).status, 200);
  t.match(await o.get(`/facts?paymentId=${live.intake.paymentId}`, 'test'), { status: 404 });
  t.match(await theirs.get(`/facts?paymentId=${live.intake.paymentId}`), { status: 404 });
  t.same((await o.get<BalancePage>('/balances', 'test')).body, { data: [], nextCursor: null }, 'tests post nothing');
  t.same((await theirs.get<BalancePage>(`/balances?affiliateId=${o.affiliate('jane')}`)).body.data, []);
});

void t.test('facts of a payment and of what became it, in the order they were learned', async (t) => {
  const o = await office(t, here);
  const evidence = { slugs: [o.slug('jane')] };
  const [first] = await o.deliver(paid('in_1', { evidence, customer: { email: 'buyer@example.test' } }));
  const [second] = await o.deliver(paid('pi_1', { rank: 10 }));
  await o.deliver(paid('in_1', { refs: ['pi_1'], evidence, customer: { email: 'buyer@example.test' } }));
  await o.deliver(refunded('re_1', 'pi_1', 500n));
  const all = async (payment: string | undefined): Promise<FactPage['data']> => {
    const rows: FactPage['data'] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await o.get<FactPage>(`/facts?paymentId=${payment}&take=2${next}`);
      rows.push(...body.data);
      ({ nextCursor: cursor } = body);
    } while (cursor !== null);
    return rows;
  };
  const told = await all(first?.intake.paymentId);
  t.same(
    told.map(({ type }) => type).filter((type) => !type.startsWith('credit.')),
    ['payment.received', 'payment.received', 'payment.received', 'refund.changed'],
  );
  t.same(await all(second?.intake.paymentId), told, 'by the id of the one that is gone too');
  t.match(told[0], { paymentId: first?.intake.paymentId, deliveryId: null, reason: null, fact: { amount: 10_000 } });
  t.notMatch(JSON.stringify(told), /buyer@/, 'no e-mail in facts');
  t.match(await o.get('/facts'), { status: 400, body: { errors: [{ path: '/paymentId' }] } });
});

void t.test('M4: balances per affiliate and currency, never netted, exact beyond 2^53', async (t) => {
  const o = await office(t, here);
  const evidence = { slugs: [o.slug('jane')] };
  const most = 9_007_199_254_740_991n;
  await o.setOwnTerms('jane', '2021-01-01T00:00:00.000Z', { models: { cps: { kind: 'percent', rate: 1_000_000 } } });
  for (const id of ['a', 'b', 'c']) await o.sale(id, { evidence, amount: most });
  await o.sale('euro', { evidence: { slugs: [o.slug('bob')] }, currency: 'EUR' });
  await o.sale('dollar', { evidence: { slugs: [o.slug('bob')] } });
  const text = await (await fetch(`${o.address}/v1/balances`, { headers: o.headers() })).text();
  t.match(text, `"pending":${most * 3n}`);
  const { body } = await o.get<BalancePage>(`/balances?affiliateId=${o.affiliate('bob')}`);
  t.same(
    body.data.map((row) => [row.affiliateName, row.currency, row.pending, row.payable, row.clearing]),
    [
      ['bob', 'EUR', 2_000, 0, 0],
      ['bob', 'USD', 2_000, 0, 0],
    ],
  );
  const first = await o.get<BalancePage>('/balances?take=2');
  const second = await o.get<BalancePage>(`/balances?take=2&cursor=${first.body.nextCursor}`);
  t.equal(first.body.data.length + second.body.data.length, 3);
  t.equal(second.body.nextCursor, null);
  t.equal((await o.get<BalancePage>('/balances?currency=eur')).body.data.length, 1);
  t.match(await o.get('/balances?currency=XXX'), { status: 400, body: { code: 'unknown_currency' } });
});

void t.test('F51: a delivery is replayed at once, and answers how it stands', async (t) => {
  const o = await office(t, here);
  const connection = await o.connectTill();
  const id = await o.receive(connection, 'evt_1', [paid('in_1', { evidence: { slugs: [o.slug('jane')] } })]);
  t.match(await deliveriesOf(o, 'state=Received'), [
    { id, eventId: 'evt_1', attempts: 0, isTest: false, problem: null },
  ]);
  const { status, body } = await o.post<DeliveryDetail>(`/inbox/${id}/replay`);
  t.equal(status, 200);
  t.match(body, {
    id,
    state: 'processed',
    attempts: 1,
    problem: null,
    dueAt: null,
    facts: [{ type: 'payment.received' }],
  });
  t.same((await o.books()).balances, { 'jane.pending': 2_000n });
  t.match((await o.post<DeliveryDetail>(`/inbox/${id}/replay`)).body, { state: 'processed', attempts: 1 });
  t.same((await o.books()).balances, { 'jane.pending': 2_000n }, 'what it states is stored once');
  const explained = await o.get(`/payments/${body.facts[0]?.paymentId}/explain`);
  t.match(explained.body, { deliveries: [{ id, eventId: 'evt_1' }], facts: [{ deliveryId: id }, {}] });
});

void t.test('F51: what another delivery had stated before is told with it', async (t) => {
  const o = await office(t, here);
  const connection = await o.connectTill();
  const stated = [paid('in_1', { evidence: {}, customer: { email: 'buyer@example.test' } })];
  const first = await o.receive(connection, 'evt_1', stated);
  const second = await o.receive(connection, 'evt_2', stated);
  await o.post(`/inbox/${first}/replay`);
  const { body } = await o.post<DeliveryDetail>(`/inbox/${second}/replay`);
  t.match(body.facts, [{ type: 'payment.received', deliveryId: first }]);
});

void t.test(
  'F51: what fails is told with its problem and tried again; what cannot be read is quarantined',
  async (t) => {
    const o = await office(t, here);
    const connection = await o.connectTill();
    const broken = await o.receive(connection, 'evt_1', Buffer.from('{"facts":[],"broken":true}'));
    const failed = await o.post<DeliveryDetail>(`/inbox/${broken}/replay`);
    t.match(failed.body, {
      state: 'received',
      attempts: 1,
      problem: { code: 'failed', detail: 'the till is out of order' },
    });
    t.type(failed.body.dueAt, 'string');
    const unreadable = await o.receive(connection, 'evt_2', Buffer.from('no json'));
    t.match((await o.post<DeliveryDetail>(`/inbox/${unreadable}/replay`)).body, {
      state: 'quarantined',
      problem: { code: 'unreadable', path: '/' },
      facts: [],
      body: { encoding: 'text', content: 'no json', bytes: 7 },
    });
    const waiting = await o.receive(connection, 'evt_3', [refunded('re_1', 'in_9', 100n)]);
    t.match((await o.post<DeliveryDetail>(`/inbox/${waiting}/replay`)).body, {
      state: 'waiting',
      problem: { code: 'waits_for_payment' },
    });
    t.same(
      (await deliveriesOf(o, 'state=quarantined')).map(({ id }) => id),
      [unreadable],
    );
  },
);

void t.test('F51: the body as received, with secrets masked; bytes that are no text in base64', async (t) => {
  const o = await office(t, here);
  const connection = await o.connectTill('live', 'whsec_ünderwater');
  const text =
    '{ "facts": [],\n  "client_secret": "pi_1_secret_\\"x",  "note": "whsec_ünderwater! ☃", "secretary": "Ann" }';
  const readable = await o.receive(connection, 'evt_1', Buffer.from(text));
  const { body } = (await o.get<DeliveryDetail>(`/inbox/${readable}`)).body;
  t.same(body, {
    encoding: 'text',
    content: '{ "facts": [],\n  "client_secret": "********",  "note": "********! ☃", "secretary": "Ann" }',
    bytes: Buffer.byteLength(text),
    masked: 2,
  });
  const bytes = Buffer.concat([Buffer.of(0xff, 0x00, 0xfe), Buffer.from('whsec_ünderwater')]);
  const binary = await o.receive(connection, 'evt_2', bytes);
  const raw = (await o.get<DeliveryDetail>(`/inbox/${binary}`)).body.body;
  t.match(raw, { encoding: 'base64', bytes: bytes.length, masked: 1 });
  t.same(Buffer.from(raw?.content ?? '', 'base64'), Buffer.concat([bytes.subarray(0, 3), Buffer.from('********')]));
  const empty = await o.receive(connection, 'evt_3', Buffer.alloc(0));
  t.match((await o.get<DeliveryDetail>(`/inbox/${empty}`)).body.body, { content: '', bytes: 0, masked: 0 });
});

void t.test('F51: an erased body is told, and cannot be replayed', async (t) => {
  const o = await office(t, here);
  const id = await o.receive(await o.connectTill(), 'evt_1', []);
  const { Client } = (await import('pg')).default;
  const client = new Client({ connectionString: here.superuserUrl });
  await client.connect();
  await client.query(`update fairlead.inbox set body = null, state = 'processed' where id = $1`, [id]);
  await client.end();
  t.match(await o.get(`/inbox/${id}`), { status: 200, body: { body: null, facts: [] } });
  t.match(await o.post(`/inbox/${id}/replay`), { status: 409, body: { code: 'illegal_transition' } });
});

void t.test('F51: deliveries by connection, type, event and time; pages are stable', async (t) => {
  const o = await office(t, here);
  const [one, two, tests] = [await o.connectTill(), await o.connectTill(), await o.connectTill('test')];
  for (const [connection, event] of [
    [one, 'evt_1'],
    [two, 'evt_1'],
    [one, 'evt_2'],
    [tests, 'evt_t'],
  ] as const) {
    await o.receive(connection, event, []);
  }
  const events = async (query: string, mode?: 'live' | 'test'): Promise<string[]> =>
    (await deliveriesOf(o, query, mode)).map(({ eventId }) => eventId).toSorted();
  t.same(await events(''), ['evt_1', 'evt_1', 'evt_2', 'evt_t']);
  t.same(await events(`connectionId=${one}`), ['evt_1', 'evt_2']);
  t.same(await events('q=evt_1'), ['evt_1', 'evt_1']);
  t.same(await events('type=till.told&q=evt_2'), ['evt_2']);
  t.same(await events('type=till.other'), []);
  t.equal((await events(`since=${noon}`)).length, 4);
  t.equal((await events(`since=${after(noon, { ms: 1 })}`)).length, 0);
  const first = await o.get<DeliveryPage>('/inbox?take=3');
  await o.receive(one, 'evt_3', []);
  const second = await o.get<DeliveryPage>(`/inbox?take=3&cursor=${first.body.nextCursor}`);
  t.same([second.body.data.length, second.body.nextCursor], [1, null]);
  t.same(await events('', 'test'), ['evt_t'], 'C9: a test key sees deliveries of test connections');
});

void t.test('C9, F35: deliveries of others and of the other mode are not there', async (t) => {
  const o = await office(t, here);
  const theirs = await office(t, here);
  const id = await o.receive(await o.connectTill(), 'evt_1', []);
  for (const [caller, mode] of [
    [theirs, 'live'],
    [o, 'test'],
  ] as const) {
    t.match(await caller.get(`/inbox/${id}`, mode), { status: 404, body: { code: 'not_found' } });
    t.match(await caller.post(`/inbox/${id}/replay`, undefined, mode), { status: 404 });
    t.same(await deliveriesOf(caller, '', mode), []);
  }
  t.match(await deliveriesOf(o, 'state=received'), [{ id, attempts: 0 }], 'nothing was touched');
});

void t.test('bad cursors, filters and ids: a 4xx everywhere', async (t) => {
  const o = await office(t, here);
  await o.sale('a', { evidence: { slugs: [o.slug('jane')] } });
  await o.sale('b', { evidence: { slugs: [o.slug('bob')] } });
  const cursors = {
    conversions: (await o.get<PaymentPage>('/conversions?take=1')).body.nextCursor,
    payments: (await o.get<PaymentPage>('/payments?take=1')).body.nextCursor,
    balances: (await o.get<BalancePage>('/balances?take=1')).body.nextCursor,
  };
  const fact = `facts?paymentId=${o.campaign()}`;
  for (const path of ['payments', 'inbox', 'balances', fact]) {
    const and = path.includes('?') ? '&' : '?';
    for (const query of [
      'take=0',
      'take=201',
      'cursor=x',
      'cursor=%00',
      'nothing=1',
      `cursor=${Buffer.from('["' + 'x'.repeat(300) + '"]').toString('base64url')}`,
    ]) {
      const { status } = await o.get(`/${path}${and}${query}`);
      t.ok(status === 400 || (path === fact && status === 404), `${path} ${query.slice(0, 20)}: ${status}`);
    }
    for (const [list, cursor] of Object.entries(cursors)) {
      if (list === path || cursor === null) continue;
      const { status } = await o.get(`/${path}${and}cursor=${cursor}`);
      t.ok(status === 400 || (path === fact && status === 404), `${path} with a cursor of ${list}: ${status}`);
    }
  }
  for (const path of [
    '/payments?state=lost',
    '/payments?kind=refund',
    '/payments?unattributed=perhaps',
    '/payments?reason=%00',
    '/payments?reason=a%0Ab',
    '/payments?sort=occurredAt',
    '/inbox?state=gone',
    '/inbox?connectionId=1',
    '/inbox?q=a%09',
    '/inbox?since=now',
    '/inbox/1',
    '/inbox/%00',
    '/balances?affiliateId=jane',
    '/facts?paymentId=1',
  ]) {
    t.match(await o.get(path), { status: 400 }, path);
  }
  t.match(await o.get(`/inbox/${o.campaign()}`), { status: 404 });
  t.match(await o.post(`/inbox/${o.campaign()}/replay`), { status: 404 });
});
