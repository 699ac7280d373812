import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import t, { type Test } from 'tap';
import { newClickId, visitorOf } from '../../src/domain/visitor.ts';
import { type ClickLogOptions, type ClickRow, openClickLog } from '../../src/store/clicks.ts';
import { cuttable } from '../fixtures/cuttable.ts';
import { type Brand, makeBrand, testStore, visitorColumn } from './brand.ts';

const unavailable = { code: 'unavailable', status: 503, extra: { retryAfter: 1 } };
let sequence = 0;
const rowFor = (brand: Brand, more: Partial<ClickRow> = {}): ClickRow => {
  const at = Date.now();
  return {
    organizationId: brand.organizationId,
    id: newClickId(at, visitorOf(randomUUID()), sequence++ % 4096),
    at,
    mode: 'live',
    linkId: randomUUID(),
    enrollmentId: randomUUID(),
    windowDays: 60,
    known: false,
    reason: null,
    details: { slug: 'jane' },
    ...more,
  };
};

async function setUp(t: Test, options: Partial<ClickLogOptions> = {}) {
  const { store, database } = await testStore(t);
  const brand = await makeBrand(store);
  const log = openClickLog({ url: database.url, ...options });
  t.teardown(() => log.close());
  return { store, database, brand, log };
}

t.test('one batch holds clicks of many organizations; each is read by its own only', async (t) => {
  const { store, brand, log } = await setUp(t);
  const other = await makeBrand(store, 'Other');
  const mine = rowFor(brand, { reason: 'bot', mode: 'test', details: { slug: 'jane', note: '"ü\\€😀"' } });
  const rows = [mine, rowFor(other), rowFor(brand, { windowDays: 1 }), rowFor(other)];
  await Promise.all(rows.map((row) => log.record(row)));
  t.match(
    (await brand.clicks()).find(({ id }) => id === mine.id),
    {
      id: mine.id,
      at: new Date(mine.at),
      mode: 'test',
      visitor: visitorColumn(mine.id),
      link_id: mine.linkId,
      enrollment_id: mine.enrollmentId,
      window_days: 60,
      counts: false,
      reason: 'bot',
      details: mine.details,
    },
  );
  t.equal((await brand.clicks()).length, 2);
  t.equal((await other.clicks()).length, 2);
});

t.test('a lone click waits for no timer', async (t) => {
  const { brand, log } = await setUp(t);
  await log.record(rowFor(brand));
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    const since = performance.now();
    await log.record(rowFor(brand));
    times.push(performance.now() - since);
  }
  t.ok(Math.min(...times) < 20, `${Math.min(...times)} ms`);
});

t.test('a click the database refuses is refused alone, wherever in the batch it stands', async (t) => {
  const { brand, log } = await setUp(t);
  // Nothing that comes by HTTP can be like this; should anything ever be, the others must not suffer from it.
  const bad = [rowFor(brand, { details: { a: 'null\0byte' } }), rowFor(brand, { mode: 'other' as never })];
  const good = Array.from({ length: 100 }, () => rowFor(brand));
  const all = [...good.slice(0, 30), bad[0]!, ...good.slice(30, 77), bad[1]!, ...good.slice(77)];
  const answers = await Promise.allSettled(all.map((row) => log.record(row)));
  t.same(
    answers.flatMap(({ status }, i) => (status === 'rejected' ? [all[i]] : [])),
    bad,
  );
  t.equal((await brand.clicks()).length, 100);
});

t.test('storing one twice stores it once: what is sent again after an unknown commit does no harm', async (t) => {
  const { brand, log } = await setUp(t);
  const row = rowFor(brand);
  await log.record(row);
  await log.record({ ...row, details: { slug: 'another' } });
  t.match(await brand.clicks(), [{ id: row.id, details: { slug: 'jane' } }]);
});

t.test('a full queue refuses at once', async (t) => {
  const { brand, log } = await setUp(t, { room: 50 });
  const answers = await Promise.allSettled(Array.from({ length: 80 }, () => log.record(rowFor(brand))));
  const refused = answers.filter((answer) => answer.status === 'rejected');
  t.equal(refused.length, 30);
  t.match(refused[0], { reason: { ...unavailable, message: 'too many' } });
  t.equal((await brand.clicks()).length, 50, 'what was taken is stored');
});

t.test('what a closing log has taken is stored; it takes no more', async (t) => {
  const { brand, log } = await setUp(t);
  const taken = Promise.all(Array.from({ length: 300 }, () => log.record(rowFor(brand))));
  const closing = log.close();
  await t.rejects(log.record(rowFor(brand)), unavailable);
  await taken;
  await closing;
  t.equal((await brand.clicks()).length, 300);
});

t.test('sessions that are killed again and again lose nothing that was answered', async (t) => {
  const { brand, log, database } = await setUp(t);
  const superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  t.teardown(() => superuser.end());
  const answered: string[] = [];
  const until = performance.now() + 1_500;
  const sender = async (): Promise<void> => {
    while (performance.now() < until) {
      const row = rowFor(brand);
      await log.record(row);
      answered.push(row.id);
    }
  };
  const senders = Array.from({ length: 20 }, sender);
  let killed = 0;
  while (performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { rowCount } = await superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'fairlead clicks' and datname = current_database()`,
    );
    killed += rowCount ?? 0;
  }
  await Promise.all(senders);
  t.ok(killed > 3, `${killed} sessions killed`);
  const stored = new Set((await brand.clicks()).map(({ id }) => id));
  t.same(
    answered.filter((id) => !stored.has(id)),
    [],
  );
  t.ok(answered.length > 100);
});

t.test('a database that is away: 503 within the patience, then at once, and back by itself', async (t) => {
  const { store, database } = await testStore(t);
  const brand = await makeBrand(store);
  const link = await cuttable(t, database.url);
  const log = openClickLog({ url: link.url, patienceMs: 600 });
  t.teardown(() => log.close());
  await log.record(rowFor(brand));

  link.cut();
  const since = performance.now();
  await t.rejects(log.record(rowFor(brand)), unavailable);
  t.ok(performance.now() - since < 1_500, 'bounded');
  const again = performance.now();
  await t.rejects(log.record(rowFor(brand)), unavailable);
  t.ok(performance.now() - again < 50, 'nobody waits in vain');

  await link.mend();
  const row = rowFor(brand);
  await eventually(() => log.record(row));
  t.ok((await brand.clicks()).some(({ id }) => id === row.id));
});

t.test('a connection that merely hangs is given up: 503 in time, and back by itself', async (t) => {
  const { store, database } = await testStore(t);
  const brand = await makeBrand(store);
  const link = await cuttable(t, database.url);
  const log = openClickLog({ url: link.url, patienceMs: 500 });
  t.teardown(() => log.close());
  await log.record(rowFor(brand));
  link.hang();
  const since = performance.now();
  await t.rejects(log.record(rowFor(brand)), unavailable);
  t.ok(performance.now() - since < 1_500);
  await eventually(() => log.record(rowFor(brand)));
});

t.test('a lock that is held makes clicks wait no longer than their patience', async (t) => {
  const { brand, log, database } = await setUp(t, { patienceMs: 500 });
  await log.record(rowFor(brand));
  const owner = new Client({ connectionString: database.ownerUrl, options: '-c search_path=fairlead' });
  await owner.connect();
  await owner.query('begin');
  await owner.query('lock table click in access exclusive mode');
  await t.rejects(log.record(rowFor(brand)), unavailable);
  await owner.query('rollback');
  await owner.end();
  await eventually(() => log.record(rowFor(brand)));
});

/** Retries until it is taken, for at most ten seconds. */
async function eventually(work: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
