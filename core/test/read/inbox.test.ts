import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import t from 'tap';
import type { DeliveryDetail, DeliveryPage, DeliveryTry, ReplayedMany } from '../../src/contract/api/index.ts';
import { processDelivery } from '../../src/flows/process-delivery.ts';
import { inOrganization } from '../../src/store/session.ts';
import { paid, refunded } from '../../src/testing/facts.ts';
import { house } from '../flows/house.ts';
import { type Office, office } from './fixtures/office.ts';

const here = await house(t);

const sql = (o: Office, text: string, values: readonly unknown[] = []) =>
  inOrganization(here.store, o.scope, (session) =>
    session.query<Record<string, unknown>>({ name: 'inbox_rows', text }, values),
  );
/** Everything that a try could have left behind. */
const kept = async (o: Office) => ({
  books: await o.books(),
  rows: await sql(
    o,
    `select (select count(*)::int from fact) as facts, (select count(*)::int from posting) as postings, (select count(*)::int from payment) as payments,
      (select count(*)::int from customer) as customers, (select jsonb_agg(jsonb_build_array(id, state, attempts)) from inbox) as inbox`,
  ),
});

void t.test('F51: a try tells the whole trace a replay would give, and keeps nothing of it', async (t) => {
  const o = await office(t, here);
  const till = await o.connectTill();
  const evidence = { slugs: [o.slug('jane')] };
  const id = await o.receive(till, 'evt_1', [paid('in_1', { evidence, customer: { email: 'b@x.test' } })]);
  const before = await kept(o);
  const { status, body } = await o.post<DeliveryTry>(`/inbox/${id}/try`);
  t.equal(status, 200);
  t.match(body, {
    id,
    state: 'processed',
    problem: null,
    payments: [
      {
        before: 'waiting',
        after: 'credited',
        postings: [{ amount: 2_000, currency: 'USD', credit: 'pending', reason: 'credited' }],
        explanation: { payment: { currency: 'USD' }, conversions: [{ commission: 2_000 }], lines: { length: 1 } },
      },
    ],
  });
  t.same(await kept(o), before, 'nothing is there that was not there');

  t.match((await o.post<DeliveryDetail>(`/inbox/${id}/replay`)).body, { state: 'processed' });
  t.same((await o.books()).balances, { 'jane.pending': 2_000n }, 'and a replay does what was told');
  const again = await o.post<DeliveryTry>(`/inbox/${id}/try`);
  t.match(again.body, {
    state: 'processed',
    payments: [{ before: 'credited', after: 'credited', factsAdded: 0, postings: [] }],
  });
});

void t.test(
  'F51: a try of what waits, cannot be read or fails says so; of what has no body it is refused',
  async (t) => {
    const o = await office(t, here);
    const till = await o.connectTill();
    const waits = await o.receive(till, 'waits', [refunded('re', 'in_9', 500n)]);
    t.match((await o.post<DeliveryTry>(`/inbox/${waits}/try`)).body, {
      state: 'waiting',
      problem: { code: 'waits_for_payment' },
    });
    const broken = await o.receive(till, 'broken', Buffer.from('{"facts":[],"broken":true}'));
    t.match((await o.post<DeliveryTry>(`/inbox/${broken}/try`)).body, {
      state: 'received',
      problem: { code: 'failed', detail: 'the till is out of order' },
      payments: [],
    });
    const unreadable = await o.receive(till, 'unreadable', Buffer.from('no JSON'));
    t.match((await o.post<DeliveryTry>(`/inbox/${unreadable}/try`)).body, {
      state: 'quarantined',
      problem: { code: 'unreadable' },
    });
    t.match(await sql(o, `select distinct state, attempts from inbox`), [{ state: 'received', attempts: 0 }]);
    await sql(o, `update inbox set body = null, body_gone = 'retention', body_gone_at = now() where id = $1`, [broken]);
    t.match(await o.post(`/inbox/${broken}/try`), {
      status: 409,
      body: { code: 'illegal_transition', detail: /was dropped at .* older than/, bodyGone: { why: 'retention' } },
    });
    t.match((await o.get<DeliveryDetail>(`/inbox/${broken}`)).body, { body: null, bodyGone: { why: 'retention' } });
    t.equal((await o.post(`/inbox/${waits}/try`, undefined, 'test')).status, 404, 'C9');
    await sql(o, `update inbox set state = 'ignored'`);
  },
);

void t.test(
  'F51: many are replayed with a result each, by ids or by filter, and one that fails holds up no other',
  async (t) => {
    const o = await office(t, here);
    const till = await o.connectTill();
    const good: string[] = [];
    for (let n = 0; n < 12; n++) good.push(await o.receive(till, `evt_${n}`, [paid(`in_${n}`)]));
    const broken = await o.receive(till, 'broken', Buffer.from('{"facts":[],"broken":true}'));
    const unreadable = await o.receive(till, 'unreadable', Buffer.from('no JSON'));
    const gone = await o.receive(till, 'gone', []);
    await sql(o, `update inbox set body = null, body_gone = 'retention', body_gone_at = now() where id = $1`, [gone]);
    await sql(o, `update inbox set state = 'parked'`);
    const nobody = o.campaign();

    const ids = [broken, ...good.slice(0, 6), unreadable, gone, nobody];
    const { status, body } = await o.post<ReplayedMany>('/inbox/replay', { ids });
    t.equal(status, 200);
    t.same(
      body.results.map(({ id }) => id),
      ids,
      'in the order they were asked for',
    );
    t.match(body, { byState: { processed: 6, received: 1, quarantined: 1 }, refused: 2 });
    t.match(body.results[0], { state: 'received', problem: { code: 'failed' } });
    t.match(body.results.slice(-2), [
      { state: null, problem: { code: 'illegal_transition' } },
      { state: null, problem: { code: 'not_found' } },
    ]);

    const filter = { state: ['parked'], type: 'till.told' };
    // Of what came in one millisecond, nothing says which came first.
    const left = good.slice(6).toSorted();
    const some = await o.post<ReplayedMany>('/inbox/replay', { filter, most: 4 });
    t.same(
      some.body.results.map(({ id }) => id),
      left.slice(0, 4),
      'the oldest that match',
    );
    t.match((await o.post<ReplayedMany>('/inbox/replay', { filter })).body, { byState: { processed: 2 }, refused: 0 });
    t.same((await o.post<ReplayedMany>('/inbox/replay', { filter })).body.results, []);

    for (const wrong of [{}, { ids, filter }, { ids: [] }, { filter: { state: [] } }, { ids: ['x'] }])
      t.equal((await o.post('/inbox/replay', wrong)).status, 400, JSON.stringify(wrong).slice(0, 60));
    const most = Array.from({ length: 501 }, () => nobody);
    t.equal((await o.post('/inbox/replay', { ids: most })).status, 400, 'at most 500');
    await sql(o, `update inbox set state = 'ignored' where id = $1`, [broken]);
  },
);

void t.test('F51: what time is too short for is told as left, and is replayed when asked for next', async (t) => {
  const o = await office(t, here);
  const till = await o.connectTill();
  const ids: string[] = [];
  for (let n = 0; n < 11; n++)
    ids.push(await o.receive(till, `evt_${n}`, [paid(`in_${n}`, { evidence: { slugs: [o.slug('jane')] } })]));
  const slow = new pg.Client({ connectionString: here.superuserUrl });
  await slow.connect();
  t.teardown(() => slow.end());
  await slow.query('begin');
  await slow.query('select from fairlead.inbox where id = any ($1) for update', [ids.slice(0, 8)]);
  const asked = o.post<ReplayedMany>('/inbox/replay', { ids });
  const waiting = `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  for (let count = 0; count < 8; await setTimeout(20)) [{ count }] = (await slow.query(waiting)).rows;
  o.engine.clock.move({ seconds: 11 });
  await slow.query('rollback');
  const { status, body } = await asked;
  t.equal(status, 200);
  t.same(
    body.results.map(({ id }) => id),
    ids.slice(0, 8),
    'each that was begun has its result',
  );
  t.same(body.left, ids.slice(8), 'the rest, in their order');
  t.match(body, { byState: { processed: 8 }, refused: 0 });
  t.match(await sql(o, `select count(*)::int as n from inbox where state = 'received'`), [{ n: 3 }]);

  // Whose answer was lost asks for all again.
  const again = await o.post<ReplayedMany>('/inbox/replay', { ids });
  t.match(again.body, { byState: { processed: 11 }, left: [] });
  t.same((await o.books()).balances, { 'jane.pending': 22_000n }, 'I2: once each');
});

void t.test('F51: deliveries are found by any id of what they speak of, by problem, and exported', async (t) => {
  const o = await office(t, here);
  const till = await o.connectTill();
  const customer = { externalId: 'user_7', email: 'Seven@buyer.test' };
  const sale = await o.receive(till, 'evt_1', [paid('in_1', { refs: ['pi_1'], customer, subscription: 'sub_1' })]);
  const other = await o.receive(till, '=evt_2', [paid('in_2')]);
  const bad = await o.receive(till, 'evt_3', Buffer.from('no JSON'));
  for (const id of [sale, other, bad]) await o.post(`/inbox/${id}/replay`);
  const found = async (query: string): Promise<string[]> =>
    (await o.get<DeliveryPage>(`/inbox?${query}`)).body.data.map(({ id }) => id);
  for (const q of ['evt_1', sale, 'in_1', 'pi_1', 'user_7', 'seven@buyer.test', 'sub_1'])
    t.same(await found(`q=${encodeURIComponent(q)}`), [sale], q);
  t.same(await found('q=nothing'), []);
  t.same(await found('problem=unreadable'), [bad]);
  t.match((await o.get<DeliveryPage>('/inbox')).body.data, [{ via: 'webhook' }, {}, {}]);

  const csv = await fetch(`${o.address}/v1/inbox.csv?state=processed`, { headers: o.headers() });
  t.equal(csv.status, 200);
  const [heading, ...rows] = (await csv.text()).trim().split('\r\n');
  t.match(heading, /^id,connection_id,event_id,type,state,/);
  t.equal(rows.length, 2);
  t.match(rows[0], /'=evt_2,/, 'nothing a spreadsheet would run');
});

void t.test('a delivery that fails is tried again with growing pauses, and parked after twelve tries', async (t) => {
  const o = await office(t, here);
  const till = await o.connectTill();
  const id = await o.receive(till, 'broken', Buffer.from('{"facts":[],"broken":true}'));
  const { openConnections } = await import('../../src/flows/connections.ts');
  const none = openConnections(o.engine, { open: () => ({ present: {}, previous: null }) } as never, 0);
  const pauses: number[] = [];
  for (let n = 0; n < 12; n++) {
    await processDelivery(o.engine, none, o.organizationId, id);
    const [row] = await sql(
      o,
      `select state, attempts, extract(epoch from due_at - now())::float8 as pause from inbox`,
    );
    if (row?.['state'] === 'received') pauses.push(Number(row['pause']));
    else t.match(row, { state: 'parked', attempts: 12 });
  }
  t.equal(pauses.length, 11);
  for (const [n, pause] of pauses.entries()) {
    const whole = Math.min(10 * 2 ** n, 6 * 3600);
    t.ok(pause > whole * 0.79 - 5 && pause <= whole * 1.21, `try ${n + 1}: ${pause} s, around ${whole} s`);
  }
});
