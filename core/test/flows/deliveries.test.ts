import t from 'tap';
import { Type } from '@sinclair/typebox';
import { definePlugin } from '../../src/contract/index.ts';
import { factsAdapter, factsProcessor } from '../../src/testing/facts-adapter.ts';
import { disputed, linked, noon, paid, refunded, signedUp } from '../../src/testing/facts.ts';
import { after } from '../../src/testing/time.ts';
import { house } from './house.ts';
import { processor } from './processor.ts';

const { scene } = await house(t);
const connected = () => scene({}, [factsProcessor()]);

t.test('I2: a delivery is kept once by its event id, and worked on once', async (t) => {
  const s = await connected();
  const account = await processor(s);
  const raw = account.sign('evt_1', [paid('in', { evidence: { slugs: [s.slug('jane')] } })]);
  const first = await account.receive(raw);
  t.equal(first.duplicate, false);
  t.equal((await account.receive(raw)).duplicate, true);
  const all = await Promise.all([1, 2, 3, 4].map(() => account.process(first)));
  t.same(all, ['processed', 'processed', 'processed', 'processed']);
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
});

t.test('I2: the same fact told by several events is one fact', async (t) => {
  const s = await connected();
  const account = await processor(s);
  const fact = paid('in', { evidence: { slugs: [s.slug('jane')] } });
  await account.deliver('invoice.paid', fact);
  await account.deliver('invoice.payment_succeeded', fact);
  const { payments } = await s.books();
  t.equal(payments.length, 1);
  t.match(await account.inbox(), { 'invoice.payment_succeeded': { state: 'processed' } });
});

t.test(
  'a delivery that is forged, of a stopped connection, or of nobody is refused, and nothing is kept',
  async (t) => {
    const s = await connected();
    const account = await processor(s);
    const { headers, body } = account.sign('evt_1', [paid('in')]);
    const altered = Buffer.from(body.toString().replace('10000', '99999'));
    await t.rejects(account.receive({ headers, body: altered }), { code: 'invalid_signature' });
    await t.rejects(account.receive({ headers: {}, body }), { code: 'invalid_signature' });
    const stopped = await processor(s, 'live', false);
    await t.rejects(stopped.receive(stopped.sign('evt_1', [])), { code: 'not_found' });
    t.same(await account.inbox(), {});
  },
);

t.test('a delivery of several payments settles each, and facts that share an id together', async (t) => {
  const s = await connected();
  const account = await processor(s);
  const evidence = { slugs: [s.slug('jane')] };
  await account.deliver(
    'evt_1',
    refunded('re', 'ch', 5_000n),
    paid('in1', { refs: ['pi'], evidence }),
    paid('in2', { amount: 1_000n, evidence }),
    linked('pi', 'ch'),
    signedUp({ email: 'b@x.test' }, { evidence }),
  );
  const { payments, balances } = await s.books();
  t.same(balances, { 'jane.pending': 1_200n });
  t.same(payments.map(({ kind }) => kind).sort(), ['lead', 'payment', 'payment']);
});

t.test('what a delivery tells of a customer is known to the payments in it', async (t) => {
  const s = await connected();
  const account = await processor(s);
  await s.lead({ email: 'b@x.test' }, { evidence: { slugs: [s.slug('jane')] } });
  const told = { occurredAt: after(noon, { hours: 1 }), customer: { processorId: 'cus' } };
  await account.deliver('evt_1', paid('in', told), {
    type: 'customer.changed',
    ...told,
    customer: { processorId: 'cus', email: 'b@x.test' },
    evidence: {},
  });
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
});

t.test(
  'R5, R6: what waits or was set aside is seen in the inbox, and waiting ends when the payment comes',
  async (t) => {
    const s = await connected();
    const account = await processor(s);
    t.equal(await account.deliver('evt_1', refunded('re', 'in', 5_000n)), 'waiting');
    t.equal(await account.deliver('evt_2', paid('in')), 'processed');
    t.equal(await account.deliver('evt_3', disputed('dp', 'in', 5_000n, { currency: 'EUR' })), 'quarantined');
    t.match(await account.inbox(), {
      evt_1: { state: 'processed', problem: null },
      evt_3: { state: 'quarantined', problem: { code: 'currency_differs' } },
    });
  },
);

t.test('a body that cannot be read is set aside at once, one without meaning is ignored', async (t) => {
  const s = await connected();
  const account = await processor(s);
  t.equal(await account.process(await account.receive(account.sign('evt_1', [], 'unreadable'))), 'quarantined');
  t.equal(await account.process(await account.receive(account.sign('evt_2', [], 'ignored'))), 'ignored');
  t.match(await account.inbox(), {
    evt_1: { problem: { code: 'unreadable', path: '/facts' } },
    evt_2: { problem: { code: 'unknown_event' } },
  });
});

t.test('what fails is tried again with growing pauses, then parked; nothing of a failed try is kept', async (t) => {
  let broken = true;
  const breaking = definePlugin({
    name: 'facts',
    api: 1,
    version: '1.0.0',
    options: Type.Object({}, { additionalProperties: false }),
    provides: () => [
      {
        kind: 'adapter',
        adapter: {
          ...factsAdapter,
          facts: (delivery, settings) => {
            if (broken) throw new Error('out of order');
            return factsAdapter.facts(delivery, settings);
          },
        },
      },
    ],
  });
  const s = await scene({}, [breaking()]);
  const account = await processor(s);
  const received = await account.receive(
    account.sign('evt_1', [paid('in', { evidence: { slugs: [s.slug('jane')] } })]),
  );
  for (let attempt = 1; attempt < 12; attempt++) {
    t.equal(await account.process(received), 'received');
    t.match(await account.inbox(), { evt_1: { attempts: attempt, problem: { code: 'failed' } } });
  }
  t.equal(await account.process(received), 'parked');
  t.equal(await account.process(received), 'parked', 'and left alone');
  broken = false;
  const other = await account.receive(account.sign('evt_2', [paid('in2', { evidence: { slugs: [s.slug('bob')] } })]));
  t.equal(await account.process(other), 'processed', 'nothing else waits for it');
  t.same((await s.books()).balances, { 'bob.pending': 2_000n });
});

t.test('C9: deliveries of a test account are tests', async (t) => {
  const s = await connected();
  const account = await processor(s, 'test');
  await account.deliver('evt_1', paid('in', { evidence: { slugs: [s.slug('jane')] } }));
  t.match(await s.books(), { balances: {}, payments: [{ mode: 'test', state: 'credited' }] });
});

t.test('a processor’s lead that names an unknown campaign or slug is kept', async (t) => {
  const s = await connected();
  const account = await processor(s);
  const evidence = { campaign: 'nowhere', slugs: ['nobody'] };
  t.equal(await account.deliver('evt_1', signedUp({ email: 'b@x.test' }, { evidence })), 'processed');
  t.match((await s.books()).payments, [{ kind: 'lead', state: 'uncredited' }]);
});
