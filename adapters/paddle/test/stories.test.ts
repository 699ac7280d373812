import assert from 'node:assert/strict';
import type { Fact, StoryInput } from '@fairlead/core/plugin';
import { paymentsOf } from '@fairlead/core/testing';
import { EventName, type IEvents, Webhooks } from '@paddle/paddle-node-sdk';
import t from 'tap';
import { paddleAdapter } from '../src/index.ts';

const adapter = paddleAdapter();
const stories = adapter.simulator?.stories ?? {};
const secret = 'pdl_ntfset_01fairlead_0123456789abcdef';
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
const settings = { aliases: { click: [], customer: [], campaign: [] } };

function tell(name: string, told: Partial<StoryInput> = {}) {
  const story = stories[name];
  assert.ok(story, `there is no story '${name}'`);
  return story.deliveries({ ...input, ...told }).map(({ type, body }) => {
    const bytes = Buffer.from(body);
    const headers = adapter.simulator?.sign(body, secret, now) ?? {};
    const verification = adapter.verify({ headers, body: bytes }, [secret], now);
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
    'one-time': [{ gross: 10_000n, reversed: 0n, billing: 'one_time' }],
    'declined-card': [{ gross: 10_000n, reversed: 0n, billing: 'one_time' }],
    subscription: [{ gross: 10_000n, reversed: 0n, billing: 'first', subscription: 'sub_s1' }],
    renewal: [
      { gross: 10_000n, billing: 'first', subscription: 'sub_s1' },
      { gross: 10_000n, billing: 'renewal', subscription: 'sub_s1' },
    ],
    trial: [],
    'trial-paid': [{ gross: 10_000n, billing: 'renewal', subscription: 'sub_s1' }],
    'partial-refund': [{ gross: 10_000n, reversed: 3300n }],
    'full-refund': [{ gross: 10_000n, reversed: 10_000n }],
    'refund-in-parts': [{ gross: 10_000n, reversed: 10_000n }],
    'rejected-refund': [{ gross: 10_000n, reversed: 0n, reversals: [{ status: 'failed' }] }],
    'dispute-won': [{ gross: 10_000n, reversed: 0n, reversals: [{ rounded: 10_000n }, { rounded: -10_000n }] }],
    'dispute-lost': [{ gross: 10_000n, reversed: 10_000n, reversals: [{ kind: 'dispute', status: 'opened' }] }],
    'dispute-warning': [{ gross: 10_000n, reversed: 0n, reversals: [{ rounded: 0n }, { rounded: 0n }] }],
    cancellation: [{ gross: 10_000n, reversed: 0n, billing: 'first' }],
    coupon: [{ gross: 10_000n, reversed: 0n }],
  };
  t.same(Object.keys(stories).sort(), [...Object.keys(outcomes), 'everything'].sort());
  for (const [name, expected] of Object.entries(outcomes)) {
    const states = statesOf(name);
    t.equal(states.length, expected.length, `${name}: payments`);
    t.match(states, expected, name);
  }
  t.equal(statesOf('everything').length, Object.values(outcomes).flat().length);
});

t.test(
  'R3: a chargeback marked as reversed and its return give the money back once, beside a refund too',
  async (t) => {
    const refund = factsOf('partial-refund').filter((fact) => fact.type === 'refund.changed');
    const won = factsOf('dispute-won').filter((fact) => fact.type !== 'customer.changed');
    const [payment] = paymentsOf([...won, ...refund]);
    t.equal(payment?.state.reversed, 3300n);
  },
);

t.test('evidence stands where Paddle carries it, and reaches the payment', async (t) => {
  for (const name of ['one-time', 'subscription', 'renewal']) {
    for (const state of statesOf(name)) {
      t.same(state.evidence.clickIds, ['click_1'], name);
      t.match(state.customer, { externalId: 'user_1', processorId: 'ctm_s1' }, name);
    }
  }
});

t.test('the e-mail of a buyer comes with the customer', async (t) => {
  const [customer] = factsOf('one-time', { email: 'zoë@example.com' });
  t.match(customer, { type: 'customer.changed', customer: { processorId: 'ctm_s1', email: 'zoë@example.com' } });
});

t.test('coupon: no click, the id of a discount, and what it stands for', async (t) => {
  const facts = factsOf('coupon', { couponCode: 'SARAH10' });
  const changed = facts.find((fact) => fact.type === 'coupon.changed');
  t.match(changed, { code: 'SARAH10', active: true });
  const [state] = paymentsOf(facts).map(({ state }) => state);
  t.same(state?.evidence.clickIds, []);
  t.same(state?.evidence.coupons, [{ codeId: changed?.codeId }]);
  const again = factsOf('one-time', { id: 's2', couponCode: 'SARAH10' }).find((fact) => fact.type === 'coupon.changed');
  t.equal(again?.codeId, changed?.codeId, 'one code is one discount however often a story is told');
});

t.test('C2: a trial is a lead and no money', async (t) => {
  const facts = factsOf('trial');
  t.same(
    facts.filter(({ type }) => type === 'payment.received'),
    [],
  );
  const leads = facts.filter((fact) => fact.type === 'lead.captured');
  t.ok(leads.length > 0);
  for (const lead of leads) {
    t.match(lead, { via: 'trial', customer: { processorId: 'ctm_s1' }, evidence: { clickIds: ['click_1'] } });
  }
});

t.test('R1: in currencies of every scale, two parts give back the whole', async (t) => {
  for (const [currency, amount] of [
    ['JPY', 9999n],
    ['KRW', 15_001n],
    ['HUF', 77_700n],
    ['CLP', 777n],
    ['VND', 3700n],
    ['EUR', 1n],
  ] as const) {
    const [state] = statesOf('refund-in-parts', { currency, amount });
    t.match(state, { currency, gross: amount, reversed: amount }, currency);
  }
});

t.test('A8: a click of the same second lies before the payment it led to', async (t) => {
  for (const fact of factsOf('one-time')) t.ok(fact.occurredAt >= now.toISOString(), `${fact.type} ${fact.occurredAt}`);
});

t.test('the SDK knows every event and reads every body', async (t) => {
  const known = new Set<string>(Object.values(EventName));
  const told = stories['everything']?.deliveries(input) ?? [];
  const ids = new Set<string>();
  for (const { type, body } of told) {
    t.ok(known.has(type), type);
    const event = Webhooks.fromJson(JSON.parse(body) as IEvents);
    t.equal(event.eventType, type);
    ids.add(event.eventId);
  }
  t.equal(ids.size, told.length, 'every event has an id of its own');
});
