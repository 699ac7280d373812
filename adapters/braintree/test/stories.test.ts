import assert from 'node:assert/strict';
import type { Fact, StoryInput } from '@fairlead/core/plugin';
import { paymentsOf } from '@fairlead/core/testing';
import t from 'tap';
import { braintreeAdapter } from '../src/index.ts';

const adapter = braintreeAdapter();
const stories = adapter.simulator?.stories ?? {};
const secret = 'publickey0000001|privatekey1';
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

function factsOf(name: string, told: Partial<StoryInput> = {}): readonly Fact[] {
  const story = stories[name];
  assert.ok(story, `there is no story '${name}'`);
  return story.deliveries({ ...input, ...told }).flatMap(({ type, body }) => {
    const bytes = Buffer.from(adapter.simulator?.seal?.(body, secret, now) ?? '');
    const verification = adapter.verify({ headers: {}, body: bytes }, [secret], now);
    assert.ok(verification.ok, type);
    return adapter.facts({ ...verification, body: bytes }, settings).facts;
  });
}

const statesOf = (name: string, told?: Partial<StoryInput>) =>
  paymentsOf(factsOf(name, told)).map(({ state }) => state);

t.test('each story ends as it says', async (t) => {
  const outcomes: Readonly<Record<string, readonly object[]>> = {
    subscription: [{ gross: 10_000n, reversed: 0n, billing: 'first', subscription: 'subs1' }],
    renewal: [
      { gross: 10_000n, billing: 'first', subscription: 'subs1' },
      { gross: 10_000n, billing: 'renewal', subscription: 'subs1' },
    ],
    cancellation: [{ gross: 10_000n, reversed: 0n, billing: 'first' }],
    'bank-debit': [{ gross: 10_000n, reversed: 0n, billing: 'one_time', subscription: null }],
    'bank-debit-declined': [{ gross: 10_000n, reversed: 10_000n }],
    'dispute-won': [{ gross: 10_000n, reversed: 0n, reversals: [{ kind: 'dispute', status: 'won' }] }],
    'dispute-lost': [{ gross: 10_000n, reversed: 10_000n, reversals: [{ kind: 'dispute', status: 'lost' }] }],
    retrieval: [{ gross: 10_000n, reversed: 0n, reversals: [{ kind: 'dispute' }] }],
  };
  t.same(Object.keys(stories).sort(), [...Object.keys(outcomes), 'everything'].sort());
  for (const [name, expected] of Object.entries(outcomes)) {
    const states = statesOf(name);
    t.equal(states.length, expected.length, `${name}: payments`);
    t.match(states, expected, name);
  }
  t.equal(statesOf('everything').length, Object.values(outcomes).flat().length);
});

t.test('evidence stands where Braintree carries it, and reaches the payment', async (t) => {
  const [state] = statesOf('bank-debit');
  t.same(state?.evidence.clickIds, ['click_1']);
  t.equal(state?.customer?.externalId, 'user_1');
});

t.test('currencies of every scale', async (t) => {
  for (const [currency, amount] of [
    ['JPY', 9999n],
    ['KWD', 10_010n],
    ['MGA', 10_101n],
  ] as const) {
    t.match(statesOf('bank-debit-declined', { currency, amount }), [{ currency, gross: amount, reversed: amount }]);
  }
});
