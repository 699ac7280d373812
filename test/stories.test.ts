import { setTimeout as sleep } from 'node:timers/promises';
import { randomBytes, randomInt } from 'node:crypto';
import t, { type Test } from 'tap';
import { defineConfig, createServer } from '@fairlead/core';
import { clickAttribution } from '@fairlead/click-attribution';
import { coupons } from '@fairlead/coupons';
import { cps } from '@fairlead/cps';
import { customerMatch } from '@fairlead/customer-match';
import { paddle } from '@fairlead/paddle';
import { proportionalRefunds } from '@fairlead/proportional-refunds';
import { stripe } from '@fairlead/stripe';
import { load, registries } from '../core/src/plugins/index.ts';
import { connectProcessor } from '../core/src/flows/manage/connect-processor.ts';
import { brand, type Brand } from '../core/src/testing/builders.ts';
import { testDatabase } from '../core/src/testing/database.ts';
import { verifyOrganization } from '../core/src/flows/verify/index.ts';
import { sealer } from '../core/src/store/sealing.ts';
import { inSnapshot } from '../core/src/store/session.ts';
import { shuffled } from './fixtures/shuffled.ts';

/**
 * Life stories of the adapters, really signed, sent to a running server: whatever the order and however often each delivery comes, one and the
 * same end, in which `verify` finds no difference (R2, R5, I2; PROCESSORS, Conformance 6 and 8).
 */
const seed = Number(process.env['FAIRLEAD_SEED'] ?? randomInt(2 ** 31));
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const config = defineConfig({
  http: { logRequests: 'none', limits: { hooks: false } },
  plugins: [clickAttribution(), customerMatch(), coupons(), cps(), proportionalRefunds(), stripe(), paddle()],
});

async function start(t: Test, processor: string) {
  const { url } = await testDatabase(t);
  const loaded = load(config.plugins);
  const server = await createServer({
    config,
    loaded,
    databaseUrl: url,
    sealer: sealer([randomBytes(32)]),
    publicUrl: 'http://localhost',
    version: '0.0.0',
    logger: false,
  });
  t.teardown(() => server.stop());
  const { simulator } = registries(loaded).adapters.get(processor) ?? {};
  if (simulator === undefined) throw new Error(`the adapter ${processor} has no simulator`);
  const credentials = simulator.credentials?.(randomBytes(16).toString('hex')) ?? { signingSecret: secret };
  return { ...server, processor, simulator, credentials };
}

type Server = Awaited<ReturnType<typeof start>>;
type Shuffle = <T>(list: readonly T[]) => readonly T[];

/** Tells one story to a brand of its own, and what came of it. */
async function tell(
  { app, desk, engine, processor, simulator, credentials }: Server,
  name: string,
  arrange: Shuffle,
  rewrite: (body: string, acme: Brand) => string = (body) => body,
) {
  const { store } = engine;
  const acme = await brand(store, {
    campaigns: [
      { slug: 'main', affiliates: [{ name: 'alice', coupons: ['ALICE20'] }] },
      { slug: 'second', affiliates: [] },
    ],
  });
  const connection = await connectProcessor(desk, acme.scope, {
    adapter: processor,
    name: processor,
    mode: 'live',
    credentials,
  });
  const now = new Date();
  const clickId = await acme.click('alice', new Date(now.getTime() - 60_000).toISOString());
  const id = randomBytes(5).toString('hex');
  const input = { id, now, live: true, amount: 10_000n, currency: 'USD', email: 'buyer@example.com' };
  const evidence = name === 'coupon' ? { couponCode: 'ALICE20' } : { clickId };
  const told = simulator.stories[name]?.deliveries({ ...input, ...evidence }) ?? [];
  for (const { body: original } of arrange(told)) {
    const body = rewrite(original, acme);
    const headers = {
      'content-type': 'application/json',
      ...simulator.sign(body, credentials['signingSecret'] ?? '', new Date()),
    };
    const answer = await app.inject({ method: 'POST', url: `/hooks/${connection.id}`, headers, payload: body });
    if (answer.statusCode !== 200) throw new Error(`${name}: ${answer.statusCode} ${answer.body}`);
  }
  const end = await outcome(store, acme.organizationId);
  const differences: unknown[] = [];
  await verifyOrganization(engine, acme.organizationId, {
    onProgress: () => undefined,
    onDifference: (difference) => differences.push(difference),
  });
  return { ...end, differences };
}

async function outcome(store: Server['engine']['store'], organizationId: string) {
  const rows = (name: string, text: string): Promise<readonly object[]> =>
    inSnapshot(store, { organizationId, actor: 'test' }, (session) =>
      session.query({ name: `test_${name}`, text }, []),
    );
  for (let look = 0; look < 400; look++) {
    const [left] = await rows(
      'left',
      `select (select count(*) from inbox where state = 'received') + (select count(*) from revisit where due_at < now() + interval '5 minutes'
      and reason <> 'clock') as n`,
    );
    if (Number((left as { n: string }).n) === 0) break;
    await sleep(25);
  }
  return {
    inbox: await rows('inbox', 'select state, count(distinct event_id)::int n from inbox group by 1 order by 1'),
    sales: await rows(
      'sales',
      `select type, method, currency, amount::int, reversed_amount::int reversed, commission::int, reversed_commission::int taken, denied
      from conversion where not merged and not withdrawn order by 1, 2, 4, 5, 6, 7`,
    ),
    payments: await rows(
      'payments',
      `select kind, state, count(*)::int n from payment where merged_into is null group by 1, 2 order by 1, 2`,
    ),
    balances: await rows(
      'balances',
      'select account, currency, amount::int from balance where amount <> 0 order by 1, 2',
    ),
  };
}

/** What each story must end in, by its own words; amounts of 100.00 USD at 20% of each first payment. */
const expected: Readonly<
  Record<string, Readonly<Record<string, { readonly pending: number; readonly types: readonly string[] }>>>
> = {
  stripe: {
    'one-time': { pending: 2000, types: ['sale'] },
    subscription: { pending: 2000, types: ['sale'] },
    renewal: { pending: 2000, types: ['renewal', 'sale'] },
    'partial-refund': { pending: 1340, types: ['sale'] },
    'full-refund': { pending: 0, types: ['sale'] },
    'failed-refund': { pending: 2000, types: ['sale'] },
    'dispute-won': { pending: 2000, types: ['sale'] },
    'dispute-lost': { pending: 0, types: ['sale'] },
    trial: { pending: 0, types: ['lead'] },
    coupon: { pending: 2000, types: ['sale'] },
  },
  paddle: {
    'one-time': { pending: 2000, types: ['sale'] },
    'declined-card': { pending: 2000, types: ['sale'] },
    subscription: { pending: 2000, types: ['sale'] },
    renewal: { pending: 2000, types: ['renewal', 'sale'] },
    trial: { pending: 0, types: ['lead'] },
    'trial-paid': { pending: 2000, types: ['lead', 'renewal'] },
    'partial-refund': { pending: 1340, types: ['sale'] },
    'full-refund': { pending: 0, types: ['sale'] },
    'refund-in-parts': { pending: 0, types: ['sale'] },
    'rejected-refund': { pending: 2000, types: ['sale'] },
    'dispute-won': { pending: 2000, types: ['sale'] },
    'dispute-lost': { pending: 0, types: ['sale'] },
    'dispute-warning': { pending: 2000, types: ['sale'] },
    coupon: { pending: 2000, types: ['sale'] },
  },
};

for (const [processor, stories] of Object.entries(expected)) {
  t.test(`stories of ${processor} end alike in every order, doubled (seed ${seed})`, async (t) => {
    const server = await start(t, processor);
    for (const [name, { pending, types }] of Object.entries(stories)) {
      const inOrder = await tell(server, name, (list) => list);
      const sales = inOrder.sales as readonly { type: string }[];
      t.same(sales.map(({ type }) => type).sort(), types, `${name}: what is credited`);
      const [balance] = inOrder.balances as readonly { amount: number }[];
      t.equal(balance?.amount ?? 0, pending, `${name}: what is earned`);
      t.same(inOrder.differences, [], `${name}: verify`);
      for (const turn of [1, 2]) {
        const again = await tell(server, name, (list) => shuffled([...list, ...list], seed + turn));
        t.same(again, inOrder, `${name}: shuffled and doubled, turn ${turn}`);
      }
    }
  });
}

t.test('F40: a program_id that is a campaign of the brand is believed, any other is somebody else’s', async (t) => {
  const server = await start(t, 'stripe');
  const credited = async (programOf: (acme: Brand) => string) => {
    const naming = (body: string, acme: Brand): string =>
      body.replaceAll('"fairlead_click_id"', `"program_id": ${JSON.stringify(programOf(acme))}, "fairlead_click_id"`);
    return (await tell(server, 'one-time', (list) => list, naming)).sales.length;
  };
  t.equal(await credited(() => 'main'), 1, 'the campaign of the click, by slug');
  t.equal(await credited((acme) => acme.campaign('main')), 1, 'by id');
  t.equal(await credited(() => 'second'), 0, 'another campaign of the brand: nobody in it can be credited');
  t.equal(await credited(() => '1042'), 1, 'of another system: left aside');
});
