import { Client } from 'pg';
import t from 'tap';
import { runDueBacktests } from '../../src/flows/backtests/run-due.ts';
import { beginBacktest, tellProgress } from '../../src/store/backtest-runs.ts';
import { type Brand, testServer } from './fixtures/server.ts';

const { server, brand, database } = await testServer(t);
const never = new AbortController().signal;
const work = (signal = never) => runDueBacktests(server.engine, signal);

interface Shop extends Brand {
  readonly campaignId: string;
  readonly sell: (id: string, slug: string, amount?: number, currency?: string) => Promise<void>;
  readonly order: (rate: number, more?: object) => ReturnType<Brand['call']>;
}

let shops = 0;

/** 20% for jane and bob. */
async function shop(): Promise<Shop> {
  // Slugs are unique among all who share a tracking host (I5).
  const number = ++shops;
  const slugOf = (name: string): string => `${name}-${number}`;
  const made = await brand();
  const { call } = made;
  const of = async (path: string, body: object): Promise<Record<string, string>> =>
    (await call('POST', path, body)).body as Record<string, string>;
  const terms = { commission: { models: { cps: { rate: 200_000 } } } };
  const destinationUrl = 'https://example.com/';
  const { id: campaignId = '' } = await of('/campaigns', {
    name: 'Main',
    slug: 'main',
    destinationUrl,
    state: 'active',
    terms,
  });
  for (const name of ['jane', 'bob']) {
    const { id: affiliateId } = await of('/affiliates', { name, email: `${name}@example.com` });
    await of('/enrollments', { campaignId, affiliateId, slug: slugOf(name), status: 'approved' });
  }
  return {
    ...made,
    campaignId,
    sell: async (externalEventId, name, amount = 10_000, currency = 'USD') => {
      const answer = await call('POST', '/sales', { externalEventId, affiliateSlug: slugOf(name), amount, currency });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    },
    order: (rate, more = {}) =>
      call('POST', '/backtests', {
        campaignId,
        terms: { commission: { models: { cps: { rate } } } },
        from: '2020-01-01',
        to: '2100-01-01',
        ...more,
      }),
  };
}
const idOf = (answer: { readonly body: Record<string, unknown> }): string => String(answer.body['id']);

void t.test(
  'a backtest is ordered, worked off beside requests, and read: totals, rows, CSV; nothing is posted',
  async (t) => {
    const s = await shop();
    await s.sell('o1', 'jane');
    await s.sell('o2', 'bob', 40_000);
    await s.sell('o3', 'bob', 5_000, 'EUR');
    const balances = (await s.call('GET', '/balances')).body;

    const ordered = await s.order(250_000);
    t.match(ordered, {
      status: 202,
      body: {
        campaignName: 'Main',
        state: 'queued',
        done: 0,
        total: null,
        payments: null,
        totals: [],
        actor: `key:${s.liveKey.id}`,
        terms: { attribution: { model: 'last_click' }, commission: { models: { cps: { rate: 250_000 } } } },
      },
    });
    const path = `/backtests/${idOf(ordered)}`;
    t.match((await s.call('GET', `${path}/affiliates`)).body, { data: [], nextCursor: null });
    t.equal(await work(), 1);

    const { body } = await s.call('GET', path);
    t.match(body, { state: 'done', done: 3, total: 3, payments: 3, untrue: 0, undecided: 0, finishedAt: /Z$/ });
    t.same(body['totals'], [
      { currency: 'USD', affiliates: 2, before: 10_000, after: 12_500, difference: 2_500, changed: 2 },
      { currency: 'EUR', affiliates: 1, before: 1_000, after: 1_250, difference: 250, changed: 1 },
    ]);
    const rows = await s.call('GET', `${path}/affiliates`);
    t.match(rows.body['data'], [
      { affiliateName: 'bob', currency: 'EUR', difference: 250 },
      { affiliateName: 'bob', currency: 'USD', before: 8_000, after: 10_000, difference: 2_000, changed: 1 },
      { affiliateName: 'jane', currency: 'USD', difference: 500 },
    ]);
    const first = await s.call('GET', `${path}/affiliates?take=1&currency=usd`);
    t.match(first.body['data'], [{ affiliateName: 'bob' }]);
    const next = await s.call(
      'GET',
      `${path}/affiliates?take=1&currency=usd&cursor=${String(first.body['nextCursor'])}`,
    );
    t.match(next.body, { data: [{ affiliateName: 'jane' }], nextCursor: null });

    const csv = await server.app.inject({
      url: `/v1${path}/affiliates.csv`,
      headers: { authorization: `Bearer ${s.liveKey.key}` },
    });
    t.same(
      csv.body
        .split('\r\n')
        .slice(0, 2)
        .map((line) => line.split(',').slice(1)),
      [
        ['affiliate_name', 'currency', 'before', 'after', 'difference', 'payments_changed'],
        ['bob', 'EUR', '10.00', '12.50', '2.50', '1'],
      ],
    );
    t.same((await s.call('GET', '/balances')).body, balances);
  },
);

void t.test('past runs are listed, the newest first, by campaign and state', async (t) => {
  const s = await shop();
  const [first, second] = [await s.order(100_000), await s.order(300_000)];
  await work();
  const third = await s.order(400_000);
  const list = async (query = '') => {
    const { data } = (await s.call('GET', `/backtests?${query}`)).body as { data: { id: string }[] };
    return data.map(({ id }) => id);
  };
  t.same(await list(), [third, second, first].map(idOf));
  t.same(await list(`state=queued,running&campaignId=${s.campaignId}`), [idOf(third)]);
  t.same(await list('state=failed'), []);
  const page = (await s.call('GET', '/backtests?take=2')).body;
  t.same(await list(`take=2&cursor=${String(page['nextCursor'])}`), [idOf(first)]);
  await work();
});

void t.test('one that waits or runs is cancelled; half of it is not kept', async (t) => {
  const s = await shop();
  await s.sell('o1', 'jane');
  const waiting = await s.order(300_000);
  t.match(await s.call('POST', `/backtests/${idOf(waiting)}/cancel`, {}), {
    status: 200,
    body: { state: 'cancelled' },
  });
  t.equal(await work(), 0);
  t.match(await s.call('POST', `/backtests/${idOf(waiting)}/cancel`, {}), {
    status: 409,
    body: { code: 'illegal_transition', from: 'cancelled' },
  });

  const running = idOf(await s.order(300_000));
  t.equal((await beginBacktest(server.engine.store))?.id, running);
  const scope = { organizationId: s.organizationId, actor: 'core' };
  t.equal(await tellProgress(server.engine.store, scope, running, 0, 1), true);
  t.match((await s.call('GET', `/backtests/${running}`)).body, { state: 'running', done: 0, total: 1 });
  await s.call('POST', `/backtests/${running}/cancel`, {});
  t.equal(await tellProgress(server.engine.store, scope, running, 1, 1), false, 'who runs it hears of it');
  t.match((await s.call('GET', `/backtests/${running}`)).body, { state: 'cancelled', done: 0, totals: [] });
});

void t.test('a run whose server goes away says that it was interrupted, however it went', async (t) => {
  const s = await shop();
  await s.sell('o1', 'jane');
  const stopped = idOf(await s.order(300_000));
  const stopping = new AbortController();
  const { engine } = server;
  // The server stops while the first page is read.
  const now = (): Date => (stopping.abort(new Error('stopping')), new Date());
  await runDueBacktests({ ...engine, now }, stopping.signal);
  t.match((await s.call('GET', `/backtests/${stopped}`)).body, { state: 'interrupted', problem: null, totals: [] });

  const killed = idOf(await s.order(300_000));
  await beginBacktest(engine.store);
  await work();
  t.match((await s.call('GET', `/backtests/${killed}`)).body, { state: 'running' }, 'its server may only be slow');
  const superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  t.teardown(() => superuser.end());
  await superuser.query(`update fairlead.backtest set changed_at = now() - interval '61 seconds' where id = $1`, [
    killed,
  ]);
  await work();
  t.match((await s.call('GET', `/backtests/${killed}`)).body, { state: 'interrupted', finishedAt: /Z$/ });
});

void t.test('what cannot be tried is refused with its place', async (t) => {
  const s = await shop();
  const wrong = async (more: object, expected: object) => t.match(await s.order(300_000, more), expected);
  await wrong({ to: '2019-12-31' }, { status: 400, body: { errors: [{ path: '/to' }] } });
  await wrong({ from: 'yesterday' }, { status: 400, body: { code: 'invalid_time' } });
  await wrong({ campaignId: s.liveKey.id }, { status: 422, body: { errors: [{ path: '/campaignId' }] } });
  await wrong(
    { terms: { commission: { models: { cps: { rate: 2_000_000 } } } } },
    { status: 422, body: { code: 'invalid_terms', errors: [{ path: '/terms/commission/models/cps/rate' }] } },
  );
  t.match(await s.call('GET', `/backtests/${s.campaignId}/affiliates`), { status: 404, body: { code: 'not_found' } });
  for (let n = 0; n < 5; n++) t.equal((await s.order(300_000)).status, 202);
  await wrong({}, { status: 429, body: { code: 'too_many_requests' } });
  await work();

  const other = await brand();
  const mine = idOf(await s.order(300_000));
  t.match(await other.call('GET', `/backtests/${mine}`), { status: 404 });
  t.match(await s.call('GET', '/backtests', undefined, s.testKey.key), {
    status: 403,
    body: { code: 'key_out_of_scope' },
  });
});
