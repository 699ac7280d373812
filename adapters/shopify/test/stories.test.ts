import assert from 'node:assert/strict';
import type { Fact, StoryInput } from '@fairlead/core/plugin';
import { paymentsOf } from '@fairlead/core/testing';
import t from 'tap';
import { shopifyAdapter } from '../src/index.ts';

const adapter = shopifyAdapter();
const stories = adapter.simulator?.stories ?? {};
const secret = 'shpss_0123456789abcdef0123456789abcdef';
const now = new Date('2026-11-20T12:00:00.250Z');
const input: StoryInput = {
  id: 's1',
  now,
  live: true,
  amount: 10_000n,
  currency: 'USD',
  clickId: 'click_1',
  customerKey: 'user_1',
};

function tell(name: string, told: Partial<StoryInput> = {}) {
  const story = stories[name];
  assert.ok(story, `there is no story '${name}'`);
  const given = { ...input, ...told };
  const settings = { mode: given.live ? 'live' : 'test', aliases: { click: [], customer: [], campaign: [] } } as const;
  return story.deliveries(given).map(({ type, body, headers }) => {
    const bytes = Buffer.from(body);
    const signed = { ...headers, ...adapter.simulator?.sign(body, secret, now) };
    const verification = adapter.verify({ headers: signed, body: bytes }, [secret], now);
    assert.ok(verification.ok, type);
    return adapter.facts({ ...verification, body: bytes }, settings);
  });
}

const factsOf = (name: string, told?: Partial<StoryInput>): readonly Fact[] =>
  tell(name, told).flatMap(({ facts }) => facts);
const statesOf = (name: string, told?: Partial<StoryInput>) =>
  paymentsOf(factsOf(name, told)).map(({ state }) => state);

t.test('each story ends as it says', async (t) => {
  const outcomes: Readonly<Record<string, readonly object[]>> = {
    'one-time': [{ gross: 10_000n, reversed: 0n, tentative: false, billing: 'one_time' }],
    'partial-refund': [{ gross: 10_000n, reversed: 3300n }],
    'full-refund': [{ gross: 10_000n, reversed: 10_000n }],
    'refund-in-parts': [{ gross: 10_000n, reversed: 10_000n }],
    'failed-refund': [{ gross: 10_000n, reversed: 0n, reversals: [{ status: 'failed' }] }],
    'dispute-won': [{ gross: 10_000n, reversed: 0n, reversals: [{ kind: 'dispute', status: 'won' }] }],
    'dispute-lost': [{ gross: 10_000n, reversed: 10_000n, reversals: [{ kind: 'dispute', status: 'lost' }] }],
    inquiry: [{ gross: 10_000n, reversed: 0n, reversals: [{ kind: 'dispute' }] }],
    cancellation: [{ gross: 10_000n, reversed: 0n }],
    redaction: [{ gross: 10_000n, reversed: 0n }],
    coupon: [{ gross: 10_000n, evidence: { clickIds: [], coupons: [{ code: 'ALICE20' }] } }],
    free: [],
  };
  t.same(Object.keys(stories).sort(), [...Object.keys(outcomes), 'everything'].sort());
  for (const [name, expected] of Object.entries(outcomes)) {
    const states = statesOf(name);
    t.equal(states.length, expected.length, `${name}: payments`);
    t.match(states, expected, name);
  }
  t.equal(statesOf('everything').length, Object.values(outcomes).flat().length);
});

t.test('evidence stands where Shopify carries it, and reaches the payment', async (t) => {
  const [state] = statesOf('one-time');
  t.same(state?.evidence.clickIds, ['click_1']);
  t.equal(state?.customer?.externalId, 'user_1');
});

t.test('C2: an order over nothing is a lead and no money', async (t) => {
  const facts = factsOf('free');
  t.ok(facts.length > 0);
  for (const fact of facts) t.match(fact, { type: 'lead.captured', via: 'free_checkout' });
});

t.test('R7: cancelling states nothing new', async (t) => {
  t.same(statesOf('cancellation'), statesOf('one-time'));
});

t.test('C9: told to a live connection, a test shop’s orders and refunds are left out', async (t) => {
  const settings = { mode: 'live', aliases: { click: [], customer: [], campaign: [] } } as const;
  for (const { type, body } of stories['full-refund']?.deliveries({ ...input, live: false }) ?? []) {
    const delivery = { eventId: 'e', type, occurredAt: now.toISOString(), body: Buffer.from(body) };
    const { facts, ignored } = adapter.facts(delivery, settings);
    if (type.startsWith('customers/')) continue;
    t.same({ facts, ignored }, { facts: [], ignored: 'test_order' }, type);
  }
});

t.test('R1: in currencies of every scale, two parts give back the whole', async (t) => {
  for (const [currency, amount] of [
    ['JPY', 9999n],
    ['KWD', 10_010n],
    ['ISK', 777n],
    ['MGA', 10_101n],
    ['EUR', 1n],
  ] as const) {
    const [state] = statesOf('refund-in-parts', { currency, amount });
    t.match(state, { currency, gross: amount, reversed: amount }, currency);
  }
});

t.test('A8: a click of the same second lies before the payment it led to', async (t) => {
  for (const fact of factsOf('one-time')) t.ok(fact.occurredAt >= now.toISOString(), `${fact.type} ${fact.occurredAt}`);
});
