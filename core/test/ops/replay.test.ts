import { Type } from '@sinclair/typebox';
import t from 'tap';
import { type Adapter, defineAdapter, Unreadable } from '../../src/contract/adapter.ts';
import type { Fact } from '../../src/contract/facts.ts';
import { factFromJson, toJson } from '../../src/domain/json.ts';
import type { Connections } from '../../src/flows/connections.ts';
import { processDelivery } from '../../src/flows/process-delivery.ts';
import { replayDelivery, tryDelivery } from '../../src/flows/replay.ts';
import { keepDelivery } from '../../src/store/inbox.ts';
import { newId } from '../../src/store/ids.ts';
import { inOrganization } from '../../src/store/session.ts';
import { noon, paid, refunded } from '../../src/testing/facts.ts';
import { after } from '../../src/testing/time.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { house } from '../flows/house.ts';
import { differencesOf } from './day.ts';

const { scene } = await house(t);

/** Its deliveries are facts as they stand, so that a test can say what a delivery means. */
const plain = (facts: Adapter['facts']): Adapter =>
  defineAdapter({
    id: 'plain',
    title: 'Plain',
    capabilities: {
      webhooks: { timestamped: false, toleranceSeconds: null, hasEventId: true, retriesForHours: 1 },
      refunds: 'item',
      disputes: 'none',
      taxOnPayment: true,
      emailOnPayment: false,
      couponOnPayment: 'none',
      backfill: false,
      mintsCodes: false,
      setup: false,
    },
    events: ['told'],
    credentials: Type.Object({}),
    secrets: () => [],
    verify: () => ({ ok: false, reason: 'malformed', detail: 'nothing comes this way' }),
    facts,
  });

const reading = plain(({ body }) => ({
  facts: (JSON.parse(Buffer.from(body).toString('utf8')) as unknown[]).map((fact) => factFromJson(fact) as Fact),
}));
const failing = plain(() => {
  throw new Error('a defect of the adapter');
});
const refusing = plain(() => {
  throw new Unreadable('/amount', 'a digit too many');
});

const connectionId = newId();
const openAs = (s: Scenario, adapter: Adapter): Connections => ({
  open: async (id) => ({
    id,
    organizationId: s.organizationId,
    adapter,
    mode: 'live',
    account: null,
    active: true,
    settings: { aliases: { click: [], customer: [], campaign: [] } },
    secrets: [],
    fetch: null,
  }),
});

async function keep(s: Scenario, ...facts: readonly Fact[]): Promise<string> {
  const id = newId();
  const body = Buffer.from(JSON.stringify(facts.map((fact) => toJson(fact))));
  const delivery = { id, connectionId, eventId: `evt_${id}`, type: 'told', occurredAt: noon, body };
  await inOrganization(s.engine.store, s.scope, (session) => keepDelivery(session, s.scope, delivery));
  return id;
}

t.test('a try tells what would happen, and keeps nothing of it', async (t) => {
  const s = await scene();
  const id = await keep(s, paid('in_1', { evidence: { slugs: [s.slug('jane')] } }), refunded('re_1', 'in_1', 3_300n));
  const tried = await tryDelivery(s.engine, openAs(s, reading), s.scope, id);
  t.match(tried, { state: 'processed', delivery: { state: 'received' } });
  const [settled] = tried?.settled ?? [];
  t.equal(settled?.outcome.standing, 'credited');
  t.same(
    settled?.outcome.postings.map(({ reason, amount }) => [reason, amount]),
    [
      ['credited', 2_000n],
      ['reversed', 660n],
    ],
  );
  t.same(await s.books(), { conversions: [], payments: [], balances: {}, postings: 0 });

  await t.test('the real thing then does just that, and once more nothing further', async (t) => {
    t.equal(await processDelivery(s.engine, openAs(s, reading), s.organizationId, id), 'processed');
    t.same((await s.books()).balances, { 'jane.pending': 1_340n });
    const again = await replayDelivery(s.engine, openAs(s, reading), s.scope, id);
    t.match(again, { state: 'processed', delivery: { state: 'processed', problem: null } });
    t.same(
      again?.settled.map(({ intake, outcome }) => [intake.added, outcome.postings]),
      [[0, []]],
    );
    t.same((await s.books()).balances, { 'jane.pending': 1_340n });
    t.same(await differencesOf(s.engine, s.organizationId), []);
  });
});

t.test('one transaction sees what an earlier step of the same delivery would have stored', async (t) => {
  const s = await scene();
  const customer = { externalId: 'c1' };
  const first = paid('in_1', { customer, evidence: { slugs: [s.slug('jane')] } });
  const later = paid('in_2', { customer, occurredAt: after(noon, { minutes: 1 }) });
  const tried = await tryDelivery(s.engine, openAs(s, reading), s.scope, await keep(s, first, later));
  t.same(
    tried?.settled.map(({ outcome }) => outcome.decision.method),
    ['server', 'customer_match'],
    'A4: the lock of a payment that is only tried',
  );
  t.equal((await s.books()).postings, 0);
});

t.test('what failed is worked on again once it is mended', async (t) => {
  const s = await scene();
  const id = await keep(s, paid('in_1', { evidence: { slugs: [s.slug('bob')] } }));
  t.equal(await processDelivery(s.engine, openAs(s, failing), s.organizationId, id), 'received');
  t.match(await replayDelivery(s.engine, openAs(s, failing), s.scope, id), {
    state: 'received',
    delivery: { problem: { code: 'failed', detail: 'a defect of the adapter' } },
    settled: [],
  });
  t.equal(await processDelivery(s.engine, openAs(s, refusing), s.organizationId, id), 'quarantined');
  await t.rejects(tryDelivery(s.engine, openAs(s, refusing), s.scope, id), { message: /^\/amount/ });
  t.match(await replayDelivery(s.engine, openAs(s, reading), s.scope, id), {
    state: 'processed',
    delivery: { problem: null },
    settled: [{ outcome: { standing: 'credited' } }],
  });
  t.same((await s.books()).balances, { 'bob.pending': 2_000n });
});

t.test('there is nothing to replay of a delivery that is not there, or of another organization', async (t) => {
  const [s, other] = [await scene(), await scene()];
  const id = await keep(s, paid('in_1'));
  for (const work of [replayDelivery, tryDelivery]) {
    t.equal(await work(s.engine, openAs(s, reading), s.scope, newId()), null);
    t.equal(await work(s.engine, openAs(s, reading), other.scope, id), null);
  }
});
