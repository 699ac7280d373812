import t from 'tap';
import { healthOf, usualSilence } from '../../src/domain/connection-health.ts';
import { readAlerts } from '../../src/flows/alerts.ts';
import { dropBodies } from '../../src/flows/drop-bodies.ts';
import { readHealth } from '../../src/flows/read/connection-health.ts';
import { readOperation } from '../../src/flows/read/operation.ts';
import { receiveDelivery } from '../../src/flows/receive-delivery.ts';
import { countRefusals } from '../../src/flows/refused-deliveries.ts';
import { alertFindings } from '../../src/cli/doctor/work.ts';
import { inOrganization, inSnapshot } from '../../src/store/session.ts';
import { factsProcessor } from '../../src/testing/facts-adapter.ts';
import { paid, refunded } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { readOverview } from '../../src/flows/read/overview.ts';
import { house } from './house.ts';
import { type Processor, processor } from './processor.ts';

const here = await house(t);
const brand = () => here.scene({}, [factsProcessor()]);

const sql = (s: Scenario, text: string, values: readonly unknown[] = []) =>
  inOrganization(here.store, s.scope, (session) =>
    session.query<Record<string, unknown>>({ name: 'operation', text }, values),
  );
const healthBy = async (s: Scenario, { connectionId }: Processor) =>
  (await inSnapshot(here.store, s.scope, (session) => readHealth(s.engine, session, s.scope, () => true))).get(
    connectionId,
  );
const alertsOf = (s: Scenario) =>
  inSnapshot(here.store, s.scope, (session) => readAlerts(s.engine, session, s.scope, 'live'));
const needsOf = async (s: Scenario) => {
  const viewer = { ...s.scope, mode: 'live' } as const;
  return (await readOverview(s.engine, viewer, { compare: false })).needs;
};

const now = new Date('2026-11-20T12:00:00.000Z');
const hoursAgo = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();
const good = {
  active: true,
  hasSecret: true,
  polls: false,
  lastAt: hoursAgo(1),
  lastWebhookAt: hoursAgo(1),
  webhooks: 40,
  longestGap: 6 * 3600,
  failed: 0,
  missing: [],
  refused: [],
  backfill: null,
} as const;
const done = { finishedAt: hoursAgo(1), problem: null };

for (const [state, about, facts] of [
  ['healthy', 'it delivers', {}],
  ['healthy', 'too few came to call its silence unusual', { webhooks: 9, lastWebhookAt: hoursAgo(500) }],
  ['healthy', 'a day of silence is usual for anybody', { lastWebhookAt: hoursAgo(23) }],
  ['quiet', 'it was silent for longer than a day, and three times its longest pause', { lastWebhookAt: hoursAgo(25) }],
  ['healthy', 'a shop closed at weekends', { longestGap: 60 * 3600, lastWebhookAt: hoursAgo(100) }],
  ['missing_events', 'reading finds what no webhook brings', { missing: ['refund.created'] }],
  ['polling', 'its webhooks do not tell everything', { polls: true, backfill: done, missing: ['transaction'] }],
  ['polling', 'there is no webhook, and reading works', { lastWebhookAt: null, backfill: done }],
  ['listening', 'nothing came yet', { lastAt: null, lastWebhookAt: null, webhooks: 0, longestGap: null }],
  ['failing', 'a delivery was parked', { failed: 1 }],
  ['failing', 'it cannot be read', { backfill: { finishedAt: hoursAgo(1), problem: { code: 'unauthorized' } } }],
  [
    'healthy',
    'it has no key to be read with',
    { backfill: { finishedAt: hoursAgo(1), problem: { code: 'no_api_key' } } },
  ],
  ['failing', 'since its last delivery all were refused', { refused: [{ lastAt: hoursAgo(0.5) }] }],
  ['healthy', 'somebody sent a forged one, and genuine ones come', { refused: [{ lastAt: hoursAgo(2) }] }],
  ['no_secret', 'there is no secret that opens', { hasSecret: false }],
  ['paused', 'it is paused, whatever else', { active: false, hasSecret: false, failed: 1 }],
] as const) {
  t.test(`a connection is ${state}: ${about}`, async (t) => t.equal(healthOf({ ...good, ...facts }, now), state));
}

t.test('what silence is usual is three times the longest pause, and a day at least', async (t) => {
  t.equal(usualSilence({ webhooks: 10, longestGap: 3600 }), 86_400);
  t.equal(usualSilence({ webhooks: 10, longestGap: 100_000 }), 300_000);
  t.equal(usualSilence({ webhooks: 9, longestGap: 3600 }), null);
});

t.test(
  'health is read from what is stored: deliveries, what was filled, what failed, what no webhook brings',
  async (t) => {
    const s = await brand();
    const account = await processor(s);
    t.match(await healthBy(s, account), { state: 'listening', lastDeliveryAt: null, delivered: 0 });
    await account.deliver('in_1', paid('in_1'));
    await account.deliver('in_2', paid('in_2'));
    t.match(await healthBy(s, account), { state: 'healthy', delivered: 2, filled: 0, failed: 0, missingEvents: [] });
    await account.process(await account.receive(account.sign('in_3', [], 'ignored')));
    await sql(s, `update inbox set came_by = 'backfill' where event_id = 'in_3'`);
    t.match(await healthBy(s, account), {
      state: 'missing_events',
      delivered: 2,
      filled: 1,
      missingEvents: ['ignored'],
    });
    await sql(s, `update inbox set type = 'nobody.reads' where event_id = 'in_3'`);
    t.match(await healthBy(s, account), { state: 'healthy', missingEvents: [] }, 'an event nobody reads is not missed');
    await account.process(await account.receive(account.sign('bad', [], 'unreadable')));
    t.match(await healthBy(s, account), { state: 'failing', failed: 1 });
  },
);

t.test('what is refused at the door is counted by reason, and seen; nothing of it is kept', async (t) => {
  const s = await brand();
  const account = await processor(s);
  const errors: Error[] = [];
  const refusals = countRefusals(s.engine, (error) => errors.push(error), 60_000);
  const { headers, body } = account.sign('evt', [paid('in')]);
  const forged = { headers, body: Buffer.from(`${body.toString()} `) };
  for (let n = 0; n < 3; n++) {
    const received = receiveDelivery(s.engine, account.connections, account.connectionId, forged, refusals);
    await t.rejects(received, { code: 'invalid_signature' });
  }
  await refusals.flush();
  const again = receiveDelivery(s.engine, account.connections, account.connectionId, forged, refusals);
  await t.rejects(again, { code: 'invalid_signature' });
  await refusals.flush();
  t.same(errors, []);
  t.match(await healthBy(s, account), { state: 'failing', refused: [{ reason: 'bad_signature', count: 4 }] });
  t.same(await account.inbox(), {});
  await account.deliver('good', paid('in'));
  t.match(await healthBy(s, account), { state: 'healthy', refused: [{ count: 4 }] }, 'it mended');
});

t.test(
  'R5, F50: what is silent, fails or waits too long is told on the overview, by doctor and to Prometheus',
  async (t) => {
    const s = await brand();
    const account = await processor(s);
    for (let n = 0; n < 12; n++) await account.deliver(`in_${n}`, paid(`in_${n}`));
    await account.deliver('re', refunded('re', 'never', 500n));
    t.match(await alertsOf(s), { quiet: [], refunds: 0, dataRequests: 0, failingBackfills: [] });

    await sql(
      s,
      `update inbox set received_at = now() - interval '10 days' + (substring(event_id from '[0-9]+$')::int * interval '1 hour') where event_id like 'in_%'`,
    );
    await sql(s, `update inbox set received_at = now() - interval '9 days' where event_id = 're'`);
    await sql(
      s,
      `insert into backfill (organization_id, connection_id, since, until, finished_at, problem) values ($1, $2, now(), now(), now(), '{"code":"unauthorized","detail":"wrong key"}')`,
      [s.organizationId, account.connectionId],
    );
    await account.process(await account.receive(account.sign('ask', [], 'ignored')));
    await sql(
      s,
      `update inbox set problem = '{"code":"data_request","detail":""}', came_by = 'fetch' where event_id = 'ask'`,
    );

    const alerts = await alertsOf(s);
    t.match(alerts, { refunds: 0, dataRequests: 1, failingBackfills: [account.connectionId] });
    t.match(await healthBy(s, account), { state: 'failing', readFailed: true });
    await sql(s, `update backfill set problem = null where connection_id = $1`, [account.connectionId]);
    t.match(await alertsOf(s), { quiet: [account.connectionId], failingBackfills: [] });

    const codes = (await needsOf(s)).map(({ code, count }) => `${code} ${count}`);
    for (const code of ['quiet_connections', 'data_requests']) t.ok(codes.includes(`${code} 1`), code);
    t.match(
      alertFindings(await alertsOf(s), 'Acme').filter(({ level }) => level !== 'ok'),
      [{ check: 'Acme: silent connections' }, { check: /somebody/ }],
    );
    const operation = await readOperation(s.engine);
    t.ok((operation.needs['quiet_connections'] ?? 0) >= 1);
    t.ok(operation.connections.some(({ connection }) => connection === account.connectionId));
    s.engine.clock.move({ days: 29 });
    t.match(await alertsOf(s), { refunds: 0 });
    s.engine.clock.move({ days: 2 });
    t.match(await alertsOf(s), { refunds: 1 }, 'R5: it waits for 30 days');
    t.ok(
      (await needsOf(s)).some(
        ({ code, count, list }) => code === 'refunds_waiting' && count === 1 && list === 'payments',
      ),
    );
    t.match(
      alertFindings(await alertsOf(s), 'Acme').find(({ level }) => level !== 'ok'),
      {
        check: 'Acme: refunds waiting for 30 days',
      },
    );
  },
);

t.test(
  'bodies are dropped after their time, facts stay, and what is still to be worked on keeps its own',
  async (t) => {
    const s = await brand();
    const account = await processor(s);
    await account.deliver('old', paid('old'));
    await account.deliver('young', paid('young'));
    const due = await account.receive(account.sign('due', [paid('due')]));
    const aged = (event: string, days: number) =>
      sql(s, `update inbox set id = uuid_floor(now() - make_interval(days => $2)) where event_id = $1`, [event, days]);
    await aged('old', 181);
    await aged('young', 179);
    await sql(s, `update inbox set id = uuid_floor(now() - interval '200 days') where id = $1`, [due.deliveryId]);
    await dropBodies(s.engine);
    const bodies = () =>
      sql(s, `select event_id as event, body is null as gone, body_gone as why from inbox order by event_id`);
    t.same(await bodies(), [
      { event: 'due', gone: false, why: null },
      { event: 'old', gone: true, why: 'retention' },
      { event: 'young', gone: false, why: null },
    ]);
    const [fact] = await sql(s, `select count(*)::int as n from fact`);
    t.same(fact, { n: 2 });
    await sql(s, `update organization set inbox_days = 100`);
    t.equal(await dropBodies(s.engine), 1);
    t.equal(await dropBodies(s.engine), 0);
  },
);
