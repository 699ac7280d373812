import assert from 'node:assert/strict';
import type { Fact, StoryInput } from '@fairlead/core/plugin';
import { paymentsOf } from '@fairlead/core/testing';
import { Stripe } from 'stripe';
import t from 'tap';
import { stripeAdapter } from '../src/index.ts';

const adapter = stripeAdapter();
const stories = adapter.simulator?.stories ?? {};
const secret = 'whsec_fairlead_0123456789abcdef';
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
    const verification = adapter.verify(
      { headers: adapter.simulator?.sign(body, secret, now) ?? {}, body: bytes },
      [secret],
      now,
    );
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
    subscription: [{ gross: 10_000n, reversed: 0n, tentative: false, billing: 'first', subscription: 'sub_s1' }],
    renewal: [
      { gross: 10_000n, billing: 'first', subscription: 'sub_s1', tentative: false },
      { gross: 10_000n, billing: 'renewal', subscription: 'sub_s1', tentative: false },
    ],
    'partial-refund': [{ gross: 10_000n, reversed: 3300n }],
    'full-refund': [{ gross: 10_000n, reversed: 10_000n }],
    'refund-in-parts': [{ gross: 10_000n, reversed: 10_000n }],
    'failed-refund': [{ gross: 10_000n, reversed: 0n, reversals: [{ status: 'failed' }] }],
    'dispute-won': [{ gross: 10_000n, reversed: 0n, reversals: [{ kind: 'dispute', status: 'won' }] }],
    'dispute-lost': [{ gross: 10_000n, reversed: 10_000n, reversals: [{ kind: 'dispute', status: 'lost' }] }],
    cancellation: [{ gross: 10_000n, reversed: 0n, billing: 'first' }],
    coupon: [{ gross: 10_000n, reversed: 0n }],
    trial: [],
  };
  t.same(Object.keys(stories).sort(), [...Object.keys(outcomes), 'everything'].sort());
  for (const [name, expected] of Object.entries(outcomes)) {
    const states = statesOf(name);
    t.equal(states.length, expected.length, `${name}: payments`);
    t.match(states, expected, name);
  }
  t.equal(statesOf('everything').length, Object.values(outcomes).flat().length);
});

t.test('I2: four ids name one payment late, and the invoice is believed', async (t) => {
  const [payment, ...others] = paymentsOf(factsOf('subscription'));
  t.same(others, []);
  t.same(payment?.refs, ['ch_s1', 'cs_live_s1', 'in_s1', 'pi_s1']);
  t.match(payment?.state.believed, { key: 'in_s1', rank: 30 });
  const untilInvoice = tell('subscription')
    .slice(0, 5)
    .flatMap(({ facts }) => facts);
  t.equal(paymentsOf(untilInvoice).length, 2, 'before the link, invoice and intent are two');
});

t.test('evidence stands where Stripe carries it, and reaches the payment', async (t) => {
  for (const name of ['one-time', 'subscription']) {
    const [state] = statesOf(name);
    t.same(state?.evidence.clickIds, ['click_1'], name);
    t.equal(state?.customer?.externalId, 'user_1', name);
  }
});

t.test('coupon: no click, the id of a promotion code, and what it stands for', async (t) => {
  const facts = factsOf('coupon', { couponCode: 'SARAH10' });
  const changed = facts.find((fact) => fact.type === 'coupon.changed');
  t.match(changed, { code: 'SARAH10', active: true });
  const [state] = paymentsOf(facts).map(({ state }) => state);
  t.same(state?.evidence.clickIds, []);
  t.same(state?.evidence.coupons, [{ codeId: changed?.codeId }]);
  const again = factsOf('one-time', { id: 's2', couponCode: 'SARAH10' }).find((fact) => fact.type === 'coupon.changed');
  t.equal(again?.codeId, changed?.codeId, 'one code is one promotion code however often a story is told');
});

t.test('C2: a trial is a lead and no money', async (t) => {
  const readings = tell('trial');
  const facts = readings.flatMap(({ facts }) => facts);
  t.same(
    facts.filter(({ type }) => type === 'payment.received'),
    [],
  );
  const leads = facts.filter((fact) => fact.type === 'lead.captured');
  t.ok(leads.length > 0);
  for (const lead of leads) {
    t.match(lead, { via: 'trial', customer: { processorId: 'cus_s1' }, evidence: { clickIds: ['click_1'] } });
  }
});

t.test('R1: in currencies of every scale, two parts give back the whole', async (t) => {
  for (const [currency, amount] of [
    ['JPY', 9999n],
    ['KWD', 10_010n],
    ['ISK', 777n],
    ['UGX', 3700n],
    ['MGA', 10_100n],
    ['EUR', 1n],
  ] as const) {
    const [state] = statesOf('refund-in-parts', { currency, amount });
    t.match(state, { currency, gross: amount, reversed: amount }, currency);
  }
});

t.test('A8: a click of the same second lies before the payment it led to', async (t) => {
  for (const fact of factsOf('one-time')) t.ok(fact.occurredAt >= now.toISOString(), `${fact.type} ${fact.occurredAt}`);
});

t.test('the SDK reads every body, and test mode says so', async (t) => {
  const { webhooks } = new Stripe('sk_test_unused');
  const told = stories['everything']?.deliveries({ ...input, live: false }) ?? [];
  const ids = new Set<string>();
  for (const { type, body } of told) {
    const header = adapter.simulator?.sign(body, secret, now)['stripe-signature'] ?? '';
    const event = webhooks.constructEvent(body, header, secret, 300, undefined, now.getTime());
    t.match(event, { object: 'event', type, livemode: false, api_version: '2026-10-28.endive' });
    ids.add(event.id);
  }
  t.equal(ids.size, told.length, 'every event has an id of its own');
});
