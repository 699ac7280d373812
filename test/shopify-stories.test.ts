import { randomInt } from 'node:crypto';
import { shopify } from '@fairlead/shopify';
import t from 'tap';
import { connected, startStories, tellStory } from './fixtures/processor-stories.ts';
import { shuffled } from './fixtures/shuffled.ts';

/**
 * Life stories of the Shopify adapter, really signed, sent to a running server: whatever the order and however often each delivery comes, one and
 * the same end (R2, R5; PROCESSORS, Conformance 6), explained as told, with no difference in the ledger.
 */
const seed = Number(process.env['FAIRLEAD_SEED'] ?? randomInt(2 ** 31));

/** Of 100.00 USD at 20%: what is earned in the end, and what the explanation tells of the payment. */
const expected: Readonly<Record<string, { readonly pending: number; readonly explained: object }>> = {
  'one-time': { pending: 2000, explained: { kind: 'payment', gross: 10_000, refunded: 0, disputed: 0 } },
  'partial-refund': { pending: 1340, explained: { refunded: 3300 } },
  'full-refund': { pending: 0, explained: { refunded: 10_000 } },
  'refund-in-parts': { pending: 0, explained: { refunded: 10_000 } },
  'failed-refund': { pending: 2000, explained: { refunded: 0 } },
  'dispute-won': { pending: 2000, explained: { disputed: 0 } },
  'dispute-lost': { pending: 0, explained: { disputed: 10_000 } },
  inquiry: { pending: 2000, explained: { disputed: 0 } },
  cancellation: { pending: 2000, explained: { gross: 10_000, refunded: 0 } },
  redaction: { pending: 2000, explained: { gross: 10_000 } },
  coupon: { pending: 2000, explained: { gross: 10_000 } },
  free: { pending: 0, explained: { kind: 'lead' } },
};

t.test(`stories end alike in every order, doubled (seed ${seed})`, async (t) => {
  const server = await startStories(t, shopify(), 'shopify');
  for (const [name, { pending, explained }] of Object.entries(expected)) {
    const inOrder = await tellStory(server, name);
    const [balance] = inOrder.balances as readonly { amount: number }[];
    t.equal(balance?.amount ?? 0, pending, `${name}: what is earned`);
    t.match(inOrder.explained, [explained], `${name}: explained`);
    t.same(inOrder.differences, [], `${name}: verified`);
    for (const turn of [1, 2]) {
      const again = await tellStory(server, name, { arrange: (list) => shuffled([...list, ...list], seed + turn) });
      t.same(again, inOrder, `${name}: shuffled and doubled, turn ${turn}`);
    }
  }
});

t.test('what is not for this connection gets its answer, and what cannot be read is set aside', async (t) => {
  const server = await startStories(t, shopify(), 'shopify');
  const { app, simulator } = server;
  const { id, secret } = await connected(server, { account: 'larch.myshopify.com' });
  const input = { id: 'x1', now: new Date(), live: true, amount: 10_000n, currency: 'USD' };
  const [, , paid] = simulator.stories['one-time']?.deliveries({ ...input, account: 'larch.myshopify.com' }) ?? [];
  const body = paid?.body ?? '';
  const post = async (payload: string, headers: Record<string, string> = {}) => {
    const signed = { ...paid?.headers, ...simulator.sign(payload, secret, new Date()), ...headers };
    const answer = await app.inject({ method: 'POST', url: `/hooks/${id}`, headers: signed, payload });
    return { status: answer.statusCode, ...answer.json<{ code?: string; reason?: string }>() };
  };

  t.match(await post(body, { 'x-shopify-shop-domain': 'other.myshopify.com' }), {
    status: 400,
    code: 'foreign_delivery',
  });
  t.match(await post(body, { 'x-shopify-hmac-sha256': 'AAAA' }), { status: 400, reason: 'bad_signature' });
  t.match(await post('<order/>'), { status: 400, reason: 'malformed' });
  t.match(await post(body), { status: 200, duplicate: false });
  t.match(await post(body), { status: 200, duplicate: true });
  const get = await app.inject({ method: 'GET', url: `/hooks/${id}?bt_challenge=1` });
  t.equal(get.statusCode, 404, 'Shopify asks no question');
});

t.test('C9: a shop’s test order makes no sale on a live connection, and a test on one in test mode', async (t) => {
  const server = await startStories(t, shopify(), 'shopify');
  const test = await tellStory(server, 'partial-refund', { mode: 'test' });
  t.match(test.payments, [{ kind: 'payment', state: 'credited', n: 1 }]);
  t.same(test.balances, []);
  t.same(test.differences, []);
});
