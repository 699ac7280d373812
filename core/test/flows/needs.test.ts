import { createHash } from 'node:crypto';
import t, { type Test } from 'tap';
import type { Need, RawDelivery } from '../../src/contract/adapter.ts';
import type { Fact } from '../../src/contract/facts.ts';
import { toJson } from '../../src/domain/json.ts';
import { replayDelivery, tryDelivery } from '../../src/flows/replay.ts';
import { noon, paid, refunded } from '../../src/testing/facts.ts';
import { askingProcessor, startApi } from './asking-processor.ts';
import { house } from './house.ts';
import { processor } from './processor.ts';

const { scene } = await house(t);

/** A brand connected to a processor that is asked by HTTP, with the affiliate jane. */
async function setUp(t: Test) {
  const api = await startApi(t);
  const s = await scene({}, [askingProcessor({ apiUrl: api.url })]);
  const secret = 'shh';
  const account = await processor(s, 'live', true, { adapter: 'asking', credentials: { secret, apiKey: 'key_1' } });
  const sign = (id: string, needs: readonly Need[], ...facts: readonly Fact[]): RawDelivery => {
    const stated = facts.map((fact) => toJson(fact));
    const body = Buffer.from(JSON.stringify({ id, type: 'facts', occurredAt: noon, facts: stated, needs }));
    return { headers: { signature: createHash('sha256').update(secret).update(body).digest('hex') }, body };
  };
  const sale = paid('in', { evidence: { slugs: [s.slug('jane')] } });
  return { api, s, account, sign, sale };
}

const refund = { kind: 'refund', id: 're' };

t.test(
  'what a delivery needs is read with the credentials of its connection and kept as a delivery of its own',
  async (t) => {
    const { api, s, account, sign, sale } = await setUp(t);
    api.answers.set('refund/re', { facts: [refunded('re', 'in', 5_000n)] });
    const nudge = await account.receive(sign('evt_1', [refund], sale));
    t.equal(await account.process(nudge), 'processed');
    t.same(api.asked, ['refund/re Bearer key_1']);
    t.match(await account.inbox(), {
      evt_1: { state: 'processed', problem: null },
      'evt_1 → refund:re': { state: 'processed', problem: null },
    });
    t.same((await s.books()).balances, { 'jane.pending': 1_000n });
  },
);

t.test('a delivery that states nothing itself is processed by what it makes the core read', async (t) => {
  const { api, s, account, sign, sale } = await setUp(t);
  api.answers.set('refund/re', { facts: [refunded('re', 'in', 5_000n)] });
  await account.process(await account.receive(sign('evt_1', [], sale)));
  t.equal(await account.process(await account.receive(sign('evt_2', [refund]))), 'processed');
  t.same((await s.books()).balances, { 'jane.pending': 1_000n });
});

t.test('I2: it is stored once, however often the delivery is worked on, and by however many at once', async (t) => {
  const { api, s, account, sign, sale } = await setUp(t);
  api.answers.set('refund/re', { facts: [refunded('re', 'in', 5_000n)] });
  const raw = sign('evt_1', [refund, { ...refund }], sale);
  const received = await account.receive(raw);
  await Promise.all([1, 2, 3].map(() => account.process(received)));
  t.same(Object.keys(await account.inbox()), ['evt_1', 'evt_1 → refund:re']);
  const asked = api.asked.length;
  t.match(await replayDelivery(s.engine, account.connections, s.scope, received.deliveryId), { state: 'processed' });
  t.equal(api.asked.length, asked, 'a replay does not ask again');
  t.same((await s.books()).balances, { 'jane.pending': 1_000n });
});

t.test('while the processor does not tell, the delivery waits with all it states, and is tried again', async (t) => {
  const { api, s, account, sign, sale } = await setUp(t);
  api.answers.set('charge/ch', { facts: [] }).set('refund/re', 500);
  const received = await account.receive(sign('evt_1', [{ kind: 'charge', id: 'ch' }, refund], sale));
  t.equal(await account.process(received), 'received');
  t.match(await account.inbox(), {
    evt_1: {
      state: 'received',
      attempts: 1,
      problem: { code: 'not_fetched', detail: /refund re could not be read.*500/ },
    },
  });
  t.same((await s.books()).payments, []);
  api.answers.set('refund/re', { facts: [refunded('re', 'in', 5_000n)] });
  t.equal(await account.process(received), 'processed');
  t.equal(api.asked.filter((one) => one.startsWith('charge')).length, 1, 'what was read is not asked again');
  t.same((await s.books()).balances, { 'jane.pending': 1_000n });
});

t.test(
  'what cannot be read by asking again is set aside; what is not there leaves the delivery as it is',
  async (t) => {
    const { api, s, account, sign, sale } = await setUp(t);
    api.answers.set('refund/bad', 422);
    t.equal(
      await account.process(await account.receive(sign('evt_1', [{ kind: 'refund', id: 'bad' }]))),
      'quarantined',
    );
    t.equal(await account.process(await account.receive(sign('evt_2', [refund], sale))), 'processed');
    t.match(await account.inbox(), { evt_1: { problem: { code: 'unreadable', detail: '/id: bad is no id' } } });
    t.notOk('evt_2 → refund:re' in (await account.inbox()));
    t.same((await s.books()).balances, { 'jane.pending': 2_000n });
  },
);

t.test('what was fetched may need more, but not without end', async (t) => {
  const { api, account, sign } = await setUp(t);
  api.answers
    .set('page/1', { needs: [{ kind: 'page', id: '2' }] })
    .set('page/2', { needs: [{ kind: 'page', id: '1' }] });
  t.equal(await account.process(await account.receive(sign('evt_1', [{ kind: 'page', id: '1' }]))), 'processed');
  const states = Object.entries(await account.inbox()).map(([id, { state }]) => `${id}: ${state}`);
  t.same(states.slice(0, 2), ['evt_1: processed', 'evt_1 → page:1: processed']);
  t.match(states.at(-1), /quarantined$/);
  t.equal(states.length, 4);
  t.equal(api.asked.length, 3);
  const many = Array.from({ length: 21 }, (_, index) => ({ kind: 'page', id: String(index) }));
  t.equal(await account.process(await account.receive(sign('evt_2', many))), 'quarantined');
});

t.test('trying a delivery out asks nobody', async (t) => {
  const { api, s, account, sign, sale } = await setUp(t);
  const { deliveryId } = await account.receive(sign('evt_1', [refund], sale));
  const tried = await tryDelivery(s.engine, account.connections, s.scope, deliveryId);
  t.equal(tried?.state, 'processed');
  t.same(api.asked, []);
  t.same((await s.books()).payments, []);
});
