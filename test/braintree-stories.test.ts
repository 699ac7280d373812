import { randomInt } from 'node:crypto';
import { braintree, braintreeAdapter } from '@fairlead/braintree';
import { definePlugin, manifest } from '@fairlead/core/plugin';
import t from 'tap';
import { backfillConnection } from '../core/src/flows/backfill-connection.ts';
import { openConnections } from '../core/src/flows/connections.ts';
import { connected, outcome, startStories, tellStory } from './fixtures/processor-stories.ts';
import { shuffled } from './fixtures/shuffled.ts';

/**
 * Life stories of the Braintree adapter, really signed, sent to a running server: whatever the order and however often each delivery comes, one and
 * the same end (R2, R5; PROCESSORS, Conformance 6), explained as told, with no difference in the ledger.
 */
const seed = Number(process.env['FAIRLEAD_SEED'] ?? randomInt(2 ** 31));

/** Of 100.00 USD at 20%: what is earned in the end, and what the explanation tells of the payment. */
const expected: Readonly<Record<string, { readonly pending: number; readonly explained: readonly object[] }>> = {
  subscription: { pending: 2000, explained: [{ kind: 'payment', gross: 10_000, refunded: 0, disputed: 0 }] },
  renewal: { pending: 2000, explained: [{ gross: 10_000 }, { gross: 10_000 }] },
  cancellation: { pending: 2000, explained: [{ gross: 10_000, refunded: 0 }] },
  'bank-debit': { pending: 2000, explained: [{ gross: 10_000, refunded: 0 }] },
  'bank-debit-declined': { pending: 0, explained: [{ refunded: 10_000 }] },
  'dispute-won': { pending: 2000, explained: [{ disputed: 0 }] },
  'dispute-lost': { pending: 0, explained: [{ disputed: 10_000 }] },
  retrieval: { pending: 2000, explained: [{ disputed: 0 }] },
};

t.test(`stories end alike in every order, doubled (seed ${seed})`, async (t) => {
  const server = await startStories(t, braintree(), 'braintree');
  for (const [name, { pending, explained }] of Object.entries(expected)) {
    const inOrder = await tellStory(server, name);
    const [balance] = inOrder.balances as readonly { amount: number }[];
    t.equal(balance?.amount ?? 0, pending, `${name}: what is earned`);
    t.match(inOrder.explained, explained, `${name}: explained`);
    t.same(inOrder.differences, [], `${name}: verified`);
    for (const turn of [1, 2]) {
      const again = await tellStory(server, name, { arrange: (list) => shuffled([...list, ...list], seed + turn) });
      t.same(again, inOrder, `${name}: shuffled and doubled, turn ${turn}`);
    }
  }
});

t.test('what is not genuine is refused, and the question by GET is answered', async (t) => {
  const server = await startStories(t, braintree(), 'braintree');
  const { app, simulator } = server;
  const { id, secret } = await connected(server, {});
  const input = { id: 'x1', now: new Date(), live: true, amount: 10_000n, currency: 'USD' };
  const [told] = simulator.stories['bank-debit']?.deliveries(input) ?? [];
  const good = simulator.seal?.(told?.body ?? '', secret, new Date()) ?? '';
  const post = async (payload: string) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await app.inject({ method: 'POST', url: `/hooks/${id}`, headers, payload });
    return { status: answer.statusCode, ...answer.json<{ code?: string; reason?: string }>() };
  };
  t.match(await post(good.replace('bt_payload=P', 'bt_payload=Q')), { status: 400, reason: 'bad_signature' });
  t.match(await post(told?.body ?? ''), { status: 400, reason: 'missing_signature' });
  t.match(await post(good), { status: 200, duplicate: false });
  t.match(await post(good), { status: 200, duplicate: true });

  const ask = (query: string) => app.inject({ method: 'GET', url: `/hooks/${id}${query}` });
  const challenge = '20f9f8ed05f77439fe955c977e4c8a53';
  const answered = await ask(`?bt_challenge=${challenge}`);
  t.equal(answered.statusCode, 200);
  t.equal(answered.body, server.adapter.handshake?.({ bt_challenge: challenge }, [secret]));
  for (const query of ['', '?bt_challenge=nonsense', `?bt_challenge=${challenge}&bt_challenge=${challenge}`]) {
    t.equal((await ask(query)).statusCode, 404, query);
  }
});

t.test('Conformance 7: one-off sales and refunds are found by search, once', async (t) => {
  const now = Date.now();
  const at = (secondsAgo: number): string => new Date(now - secondsAgo * 1000).toISOString();
  const sale = (clickId: string) => ({
    id: 'tx1',
    type: 'sale',
    status: 'settled',
    amount: '100.00',
    currencyIsoCode: 'USD',
    createdAt: at(50),
    updatedAt: at(40),
    customer: { id: 'c1', email: 'buyer@example.com' },
    customFields: { fairleadClickId: clickId },
  });
  const refund = {
    id: 'rf1',
    type: 'credit',
    amount: '30.00',
    refundedTransactionId: 'tx1',
    createdAt: at(30),
    updatedAt: at(20),
  };
  let found: readonly object[] = [];
  const search = () =>
    (async function* () {
      yield* found;
    })();
  const searching = definePlugin({
    name: 'searching',
    api: 1,
    version: '0.1.0',
    options: braintree()[manifest].schema,
    provides: () => [
      {
        kind: 'adapter',
        adapter: braintreeAdapter({}, async () => ({
          transaction: { search },
          dispute: { search: async function* () {} },
        })),
      },
    ],
  });
  const server = await startStories(t, searching(), 'braintree');
  const { engine, sealer } = server;
  const { acme, id } = await connected(server, {});
  const clickId = await acme.click('alice', at(60));
  found = [{ ...sale(clickId), ...refund, status: 'settled', customFields: '' }, sale(clickId)];
  const connections = openConnections(engine, sealer);
  const connection = await connections.open(id);
  if (connection === null) throw new Error('there is no connection');
  const credentials = { merchantId: 'm', publicKey: 'p', privateKey: 'k' };
  const backfill = () =>
    backfillConnection(
      engine,
      connections,
      connection,
      { mode: 'live', account: null, credentials },
      {
        since: new Date(now - 86_400_000),
        until: new Date(now),
      },
    );
  const first = await backfill();
  t.match(first, { found: 10, missed: 2 });
  const once = await outcome(engine, acme.organizationId);
  t.match(once.sales, [{ type: 'sale', method: 'link', amount: 10_000, reversed: 3000, commission: 2000, taken: 600 }]);
  t.same(once.differences, []);
  t.match(await backfill(), { found: 10, known: 10, missed: 0, postings: 0 });
  t.same(await outcome(engine, acme.organizationId), once);
});
