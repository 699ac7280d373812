import { randomBytes, randomInt } from 'node:crypto';
import t from 'tap';
import { createServer, defineConfig } from '@fairlead/core';
import { clickAttribution } from '@fairlead/click-attribution';
import { coupons } from '@fairlead/coupons';
import { cps } from '@fairlead/cps';
import { customerMatch } from '@fairlead/customer-match';
import { paddle } from '@fairlead/paddle';
import { proportionalRefunds } from '@fairlead/proportional-refunds';
import { paddleApiServer } from '../adapters/paddle/test/api/server.ts';
import { openAccount } from '../core/src/flows/account.ts';
import { backfillConnection, type Backfilled, type Missed } from '../core/src/flows/backfill-connection.ts';
import { openConnections } from '../core/src/flows/connections.ts';
import { connectProcessor } from '../core/src/flows/manage/connect-processor.ts';
import { verifyOrganization } from '../core/src/flows/verify/index.ts';
import { load, registries } from '../core/src/plugins/index.ts';
import { brand } from '../core/src/testing/builders.ts';
import { testDatabase } from '../core/src/testing/database.ts';
import { sealer } from '../core/src/store/sealing.ts';
import { inSnapshot } from '../core/src/store/session.ts';
import { shuffled } from './fixtures/shuffled.ts';

/** Deliveries are lost on purpose, and backfilled from Paddle's API: the end is the one of all deliveries, and nothing doubles (Conformance 7). */
const seed = Number(process.env['FAIRLEAD_SEED'] ?? randomInt(2 ** 31));
const stories = ['renewal', 'refund-in-parts', 'dispute-won', 'dispute-lost', 'coupon', 'trial-paid'];

async function start() {
  const held: string[] = [];
  const api = await paddleApiServer(t, { events: held }, { key: 'pdl_live_apikey_0123456789', pageSize: 4 });
  const config = defineConfig({
    http: { logRequests: 'none', limits: { hooks: false } },
    plugins: [
      clickAttribution(),
      customerMatch(),
      coupons(),
      cps(),
      proportionalRefunds(),
      paddle({ apiUrl: api.url }),
    ],
  });
  const { url } = await testDatabase(t);
  const loaded = load(config.plugins);
  const seals = sealer([randomBytes(32)]);
  const server = await createServer({
    config,
    loaded,
    databaseUrl: url,
    sealer: seals,
    publicUrl: 'http://localhost',
    version: '0.0.0',
    logger: false,
  });
  t.teardown(() => server.stop());
  const { simulator } = registries(loaded).adapters.get('paddle') ?? {};
  if (simulator === undefined) throw new Error('the adapter has no simulator');
  return { ...server, api, held, seals, simulator };
}

const server = await start();
const { app, desk, engine, api, held, seals, simulator } = server;
const signingSecret = 'pdl_ntfset_01fairlead_0123456789abcdef';

/** Tells all stories to a brand of its own, some deliveries of which get lost; Paddle's API holds them all. */
async function tell(lost: (index: number) => boolean) {
  const acme = await brand(engine.store, {
    campaigns: [{ slug: 'main', affiliates: [{ name: 'alice', coupons: ['ALICE20'] }] }],
  });
  const { id } = await connectProcessor(desk, acme.scope, {
    adapter: 'paddle',
    name: 'Paddle',
    mode: 'live',
    credentials: { signingSecret, apiKey: api.key },
  });
  const now = new Date();
  const clickId = await acme.click('alice', new Date(now.getTime() - 60_000).toISOString());
  const told = stories.flatMap((name) => {
    const input = { id: `${name.replaceAll('-', '')}${randomBytes(4).toString('hex')}`, now, live: true };
    const story = simulator.stories[name]?.deliveries({
      ...input,
      amount: 10_000n,
      currency: 'USD',
      email: `${name}@example.com`,
      ...(name === 'coupon' ? { couponCode: 'ALICE20' } : { clickId }),
    });
    return story ?? [];
  });
  held.splice(0, held.length, ...told.map(({ body }) => body));
  const sent = told.filter((_, index) => !lost(index));
  for (const { body } of shuffled(sent, seed)) {
    const headers = { 'content-type': 'application/json', ...simulator.sign(body, signingSecret, new Date()) };
    const answer = await app.inject({ method: 'POST', url: `/hooks/${id}`, headers, payload: body });
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
  }
  return { id, organizationId: acme.organizationId, told: told.length, lost: told.length - sent.length };
}

type Told = Awaited<ReturnType<typeof tell>>;

async function backfill({ id }: Told, dryRun = false): Promise<{ report: Backfilled; missed: readonly Missed[] }> {
  const connections = openConnections(engine, seals);
  const connection = await connections.open(id);
  const account = await openAccount(engine, seals, id);
  if (connection === null || account === null) throw new Error('no connection');
  const missed: Missed[] = [];
  const now = Date.now();
  const report = await backfillConnection(engine, connections, connection, account, {
    since: new Date(now - 3_600_000),
    until: new Date(now + 3_600_000),
    dryRun,
    onMissed: (one) => missed.push(one),
  });
  return { report, missed };
}

async function end({ organizationId }: Told) {
  const rows = (name: string, text: string): Promise<readonly object[]> =>
    inSnapshot(engine.store, { organizationId, actor: 'test' }, (session) =>
      session.query({ name: `test_${name}`, text }, []),
    );
  for (let look = 0; look < 400; look++) {
    const [left] = await rows(
      'left',
      `select (select count(*) from inbox where state = 'received') + (select count(*) from revisit where due_at < now() + interval '5 minutes'
      and reason <> 'clock') as n`,
    );
    if (Number((left as { n: string }).n) === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  const differences: unknown[] = [];
  await verifyOrganization(engine, organizationId, {
    onProgress: () => undefined,
    onDifference: (difference) => differences.push(difference),
  });
  return {
    differences,
    inbox: await rows('inbox', 'select state, type, count(*)::int n from inbox group by 1, 2 order by 1, 2'),
    facts: await rows('facts', `select fact ->> 'type' as type, count(*)::int n from fact group by 1 order by 1`),
    sales: await rows(
      'sales',
      `select type, method, currency, amount::int, reversed_amount::int reversed, commission::int, reversed_commission::int taken
      from conversion where not merged and not withdrawn order by 1, 2, 4, 5, 6, 7`,
    ),
    payments: await rows('payments', 'select kind, state, count(*)::int n from payment group by 1, 2 order by 1, 2'),
  };
}

t.test(`what webhooks missed is found, told, and taken in once (seed ${seed})`, async (t) => {
  const complete = await end(await tell(() => false));
  t.same(complete.differences, []);
  t.equal(complete.sales.length, 8, 'what all deliveries lead to');

  const picks: Readonly<Record<string, (index: number) => boolean>> = {
    'every second': (index) => index % 2 === 0,
    'one of three': (index) => (index + seed) % 3 === 0,
    all: () => true,
  };
  for (const [name, lost] of Object.entries(picks)) {
    const told = await tell(lost);
    const looked = await backfill(told, true);
    t.match(looked.report, { found: told.told, missed: told.lost, byState: {}, postings: 0 }, `${name}: a dry run`);
    const { report, missed } = await backfill(told);
    t.match(report, { found: told.told, known: told.told - told.lost, missed: told.lost }, `${name}: the report`);
    t.same(
      missed.map(({ eventId }) => eventId).sort(),
      looked.missed.map(({ eventId }) => eventId).sort(),
      'the dry run told what the backfill took in',
    );
    t.same(await end(told), complete, `${name}: the end is that of all deliveries`);
    const again = await backfill(told);
    t.match(again.report, {
      found: told.told,
      known: told.told,
      missed: 0,
      payments: { added: 0, changed: 0 },
      postings: 0,
    });
    t.same(await end(told), complete, `${name}: and once more changes nothing`);
  }
});
