import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from '@sinclair/typebox';
import t, { type Test } from 'tap';
import { type Adapter, type BackfillPage, defineAdapter, ProcessorRefused } from '../../src/contract/adapter.ts';
import { definePlugin } from '../../src/contract/plugin.ts';
import type { Fact } from '../../src/contract/facts.ts';
import { factFromJson, toJson } from '../../src/domain/json.ts';
import { openConnections } from '../../src/flows/connections.ts';
import { backfillsByHand } from '../../src/flows/backfills-by-hand.ts';
import { listBackfills } from '../../src/flows/read/read-backfills.ts';
import { runDueBackfills } from '../../src/flows/scheduled-backfill.ts';
import { newId } from '../../src/store/ids.ts';
import { sealer } from '../../src/store/sealing.ts';
import { inOrganization } from '../../src/store/session.ts';
import { noon, paid } from '../../src/testing/facts.ts';
import { house } from './house.ts';

const here = await house(t);
const hour = 3_600_000;

type Read = (since: Date, until: Date) => AsyncIterable<BackfillPage>;

const polled = (backfill: Read): Adapter =>
  defineAdapter({
    id: 'polled',
    title: 'Polled',
    capabilities: {
      webhooks: { timestamped: false, toleranceSeconds: null, hasEventId: true, retriesForHours: 1 },
      refunds: 'item',
      disputes: 'none',
      taxOnPayment: true,
      emailOnPayment: false,
      couponOnPayment: 'none',
      backfill: true,
      mintsCodes: false,
      setup: false,
    },
    events: ['told'],
    credentials: Type.Object({ key: Type.String() }),
    secrets: () => [],
    verify: () => ({ ok: false, reason: 'malformed', detail: 'nothing comes by webhook' }),
    facts: ({ body }) => ({ facts: [factFromJson(JSON.parse(Buffer.from(body).toString('utf8'))) as Fact] }),
    backfill: (_account, since, until) => backfill(since, until),
  });

/** A brand connected to a processor that tells what `read` gives. */
async function setUp(t: Test, read: Read) {
  const plugin = definePlugin({
    name: 'polled',
    api: 1,
    version: '1.0.0',
    options: Type.Object({}, { additionalProperties: false }),
    provides: () => [{ kind: 'adapter', adapter: polled(read) }],
  });
  const s = await here.scene({}, [plugin()]);
  const seal = sealer([randomBytes(32)]);
  const { organizationId, scope, engine } = s;
  const id = newId();
  const sealed = seal.seal({ present: { key: 'k' }, previous: null }, { organizationId, id });
  const query = (name: string, text: string, values: readonly unknown[] = []) =>
    inOrganization(here.store, scope, (session) => session.query({ name, text }, [organizationId, ...values]));
  await query(
    'test_polled',
    `insert into connection (organization_id, id, adapter, name, mode, sealed) values ($1, $2, 'polled', 'Polled', 'live', $3)`,
    [id, sealed],
  );
  // Other tests of the file share the database: their connections are nobody's business here.
  t.teardown(() => query('test_polled_off', 'update connection set active = false where organization_id = $1'));
  const run = (signal = new AbortController().signal) =>
    runDueBackfills(engine, openConnections(engine, seal, 0), seal, signal);
  const runs = () =>
    query(
      'test_runs',
      `select extract(epoch from until - since)::int / 3600 as hours, finished_at is not null as finished, report, problem
      from backfill where organization_id = $1 order by started_at, since`,
    );
  const passHours = (hours: number) =>
    query(
      'test_hours',
      `update backfill set started_at = started_at - make_interval(hours => $2) where organization_id = $1`,
      [hours],
    );
  const byHand = () => {
    const errors: Error[] = [];
    const hands = backfillsByHand(engine, openConnections(engine, seal, 0), seal, (error) => errors.push(error));
    return { ...hands, errors };
  };
  const viewer = { ...scope, mode: 'live' } as const;
  const list = async () => (await listBackfills(engine, viewer, id, { take: 50 })).data;
  return { s, id, run, runs, passHours, byHand, list };
}

const sold = (slug: string): BackfillPage => ({
  deliveries: [
    {
      eventId: 'e1',
      type: 'told',
      occurredAt: noon,
      body: Buffer.from(JSON.stringify(toJson(paid('in', { evidence: { slugs: [slug] } })))),
    },
  ],
});

t.test(
  'at first the last 35 days are read, then hourly the last 72 hours, and once a day the 35 days; nothing doubles',
  async (t) => {
    const asked: number[] = [];
    let slug = '';
    const { s, run, runs, passHours } = await setUp(t, async function* (since, until) {
      asked.push(Math.round((until.getTime() - since.getTime()) / hour));
      yield sold(slug);
    });
    slug = s.slug('jane');
    t.equal(await run(), 1);
    t.same((await s.books()).balances, { 'jane.pending': 2_000n });
    t.equal(await run(), 0, 'nothing is due');
    await passHours(1);
    t.equal(await run(), 1);
    await passHours(25);
    t.equal(await run(), 1);
    t.same(asked, [840, 72, 840]);
    t.match(await runs(), [
      { hours: 840, finished: true, report: { found: 1, known: 0, missed: 1 }, problem: null },
      { hours: 72, finished: true, report: { found: 1, known: 1, missed: 0 } },
      { hours: 840, finished: true, report: { missed: 0 } },
    ]);
    t.same((await s.books()).balances, { 'jane.pending': 2_000n });
  },
);

t.test('of several processes at once, one reads', async (t) => {
  let asked = 0;
  const { run } = await setUp(t, async function* () {
    asked++;
    yield { deliveries: [] };
  });
  await Promise.all([run(), run(), run(), run()]);
  t.equal(asked, 1);
});

t.test('what a processor refuses is kept with the run; that a connection has no key is nobody’s fault', async (t) => {
  let refusal: Error = new ProcessorRefused('no_api_key', 'give the connection an API key');
  const { run, runs, passHours } = await setUp(t, async function* () {
    yield { deliveries: [] };
    throw refusal;
  });
  await run();
  await passHours(1);
  refusal = new ProcessorRefused('unauthorized', 'the key is not taken');
  await t.rejects(run(), { message: 'the key is not taken' });
  t.match(await runs(), [{ finished: true, problem: { code: 'no_api_key' } }, { problem: { code: 'unauthorized' } }]);
});

t.test('a server that stops ends a long read after the page it is at', async (t) => {
  const stop = new AbortController();
  const { run, runs } = await setUp(t, async function* () {
    yield { deliveries: [] };
    stop.abort();
    for (;;) yield { deliveries: [] };
  });
  await run(stop.signal);
  t.match(await runs(), [{ finished: true, report: null, problem: { code: 'stopped' } }]);
});

t.test('one connection that fails holds up no other', async (t) => {
  const empty: Read = async function* () {
    yield { deliveries: [] };
  };
  // Its credentials are sealed with a key that the other's server has not.
  const broken = await setUp(t, empty);
  const whole = await setUp(t, empty);
  await t.rejects(whole.run());
  t.match(await broken.runs(), [{ finished: true, report: null, problem: { code: 'failed' } }]);
  t.match(await whole.runs(), [{ finished: true, report: { found: 0 }, problem: null }]);
});

t.test(
  'F50: a person has a connection read, watches it, and sees what webhooks had missed; one at a time',
  async (t) => {
    const gate = Promise.withResolvers<void>();
    const told: [string, string][] = [];
    const { s, id, byHand, list } = await setUp(t, async function* (since, until) {
      told.push([since.toISOString(), until.toISOString()]);
      yield { ...sold('jane'), reached: noon };
      await gate.promise;
    });
    const { begin, stop, errors } = byHand();
    const scope = { ...s.scope, actor: 'user:7' };
    const [since, until] = [new Date('2026-11-01T00:00:00.000Z'), new Date('2026-11-20T00:00:00.000Z')];
    t.same(await list(), []);
    const run = await begin(scope, id, since, until);
    await t.rejects(begin(scope, id, since, until), { code: 'illegal_transition' });
    for (let n = 0; n < 200 && (await list())[0]?.report == null; n++) await sleep(20);
    t.match(await list(), [
      { id: run, state: 'running', by: 'user:7', finishedAt: null, reached: noon, report: { found: 1, missed: 1 } },
    ]);
    gate.resolve();
    for (let n = 0; n < 200 && (await list())[0]?.state === 'running'; n++) await sleep(20);
    t.match(await list(), [
      { state: 'done', since: since.toISOString(), until: until.toISOString(), report: { missedByType: { told: 1 } } },
    ]);
    t.same(told, [[since.toISOString(), until.toISOString()]]);
    await stop();
    t.same(errors, []);
    await t.rejects(begin({ ...scope, organizationId: newId() }, id, since, until), { code: 'not_found' });
  },
);

t.test('F50: what was under way when its server stopped is told as stopped', async (t) => {
  const { s, id, byHand, list } = await setUp(t, async function* () {
    for (;;) yield { deliveries: [] };
  });
  const { begin, stop } = byHand();
  await begin(s.scope, id, new Date(0), new Date());
  await stop();
  t.match(await list(), [{ state: 'stopped', problem: { code: 'stopped' } }]);
});
