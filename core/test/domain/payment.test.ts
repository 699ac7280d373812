import t, { type Test } from 'tap';
import { baseOf, type PaymentState, reducePayment, refundStateOf } from '../../src/domain/payment.ts';
import type { Decision, StoredFact } from '../../src/domain/stored-fact.ts';
import { dispute, hour, lead, received, refund, stored } from './build.ts';

/** All orders of a few things. */
const orders = <V>(values: readonly V[]): V[][] =>
  values.length < 2
    ? [[...values]]
    : values.flatMap((value, i) => orders(values.toSpliced(i, 1)).map((rest) => [value, ...rest]));

/** The one state that all orders of the facts, and all of them doubled, come to. */
function stateOf(t: Test, ...facts: StoredFact[]): PaymentState {
  const state = reducePayment(facts);
  for (const order of orders(facts)) t.strictSame(reducePayment([...order, ...order.slice(0, 2)]), state);
  return state;
}

t.test('C2: the net base leaves tax and shipping out; unknown tax is 0 and marked', async (t) => {
  const state = stateOf(t, received({ amount: 12000n, tax: 2000n, shipping: 500n }));
  t.match(state, { kind: 'payment', gross: 12000n, total: 12000n, taxUnknown: false });
  t.equal(baseOf(state, 'net'), 9500n);
  t.equal(baseOf(state, 'gross'), 12000n);

  const { tax: _, ...untaxed } = received({ amount: 12000n }).fact as Extract<
    StoredFact['fact'],
    { type: 'payment.received' }
  >;
  const unknown = reducePayment([stored(untaxed)]);
  t.match(unknown, { tax: 0n, taxUnknown: true });
  t.equal(baseOf(unknown, 'net'), 12000n);
});

t.test('C2: of a total partly captured the base is the captured part, half up, at least 0', async (t) => {
  const half = reducePayment([received({ amount: 6000n, total: 12000n, tax: 2001n })]);
  t.equal(baseOf(half, 'net'), 5000n, '9999 × 6000 / 12000 = 4999.5');
  t.equal(baseOf(half, 'gross'), 6000n);
  t.equal(baseOf(reducePayment([received({ amount: 100n, tax: 80n, shipping: 30n })]), 'net'), 0n);
  t.equal(baseOf(reducePayment([received({ amount: 0n, tax: 0n })]), 'net'), 0n);
});

t.test('the highest rank is believed, and what it does not know comes from the others', async (t) => {
  const { tax: _, ...bare } = received({
    key: 'in_1',
    rank: 30,
    billing: 'unknown',
    occurredAt: hour(1),
    currency: 'USD',
  }).fact as Extract<StoredFact['fact'], { type: 'payment.received' }>;
  const state = stateOf(
    t,
    stored(bare, { id: 'invoice' }),
    received({
      key: 'cs_1',
      rank: 20,
      tax: 2000n,
      billing: 'first',
      subscription: 'sub_1',
      items: [{ quantity: 1, amount: 10000n }],
    }),
    received({ key: 'pi_1', rank: 10, tax: 1n, customer: { id: 'cu_1' }, tentative: true, metadata: { note: 'x' } }),
  );
  t.match(state, {
    believed: { factId: 'invoice', key: 'in_1', rank: 30 },
    occurredAt: hour(1),
    gross: 12000n,
    tax: 2000n,
    taxUnknown: false,
    billing: 'first',
    subscription: 'sub_1',
    customer: { id: 'cu_1' },
    metadata: { note: 'x' },
    tentative: false,
  });
  t.equal(state.items.length, 1);
});

t.test('the tax of another total is not this one’s', async (t) => {
  const { tax: _, ...bare } = received({ rank: 30 }).fact as Extract<StoredFact['fact'], { type: 'payment.received' }>;
  t.match(stateOf(t, stored(bare), received({ rank: 5, amount: 10000n, tax: 1600n })), { tax: 0n, taxUnknown: true });
  t.match(stateOf(t, stored(bare), received({ rank: 5, currency: 'EUR', tax: 1600n })), { tax: 0n, taxUnknown: true });
});

t.test('statements of one rank: the earliest, then the smallest key, whatever came first', async (t) => {
  t.match(stateOf(t, received({ key: 'a', occurredAt: hour(2) }), received({ key: 'b', occurredAt: hour(1) })), {
    believed: { key: 'b' },
  });
  t.match(stateOf(t, received({ key: 'b' }), received({ key: 'a' })), { believed: { key: 'a' } });
  t.match(stateOf(t, received({ amount: 500n }), received({ amount: 400n })), { gross: 400n });
});

t.test('I2: a payment is tentative until something definite states it, or its hour has passed', async (t) => {
  const bare = received({ key: 'pi_1', rank: 10, tentative: true });
  t.match(stateOf(t, bare), { tentative: true });
  t.match(stateOf(t, bare, received({ key: 'pi_2', rank: 10, tentative: true })), { tentative: true });
  t.match(stateOf(t, bare, received({ key: 'ext', rank: 5 })), { tentative: false });
  t.match(stateOf(t, bare, stored({ type: 'payment.definite', occurredAt: hour(1) })), { tentative: false });
});

t.test('evidence is gathered from every fact that carries any, statements first by rank, each once', async (t) => {
  const state = stateOf(
    t,
    received({
      rank: 10,
      evidence: { clickIds: ['intent', 'both'], coupons: [{ code: 'Save' }] },
      customer: { id: 'cu_1' },
    }),
    received({
      rank: 30,
      evidence: { clickIds: ['both', 'invoice'], coupons: [{ codeId: 'promo_1' }, { code: 'SAVE' }] },
    }),
    stored({
      type: 'evidence.added',
      refs: [],
      occurredAt: hour(3),
      evidence: { slugs: ['Anna'], campaign: 'late' },
      customer: { id: 'cu_2' },
    }),
    stored({
      type: 'subscription.changed',
      key: 's',
      occurredAt: hour(2),
      state: 'active',
      evidence: { slugs: ['anna', 'bob'], campaign: 'spring' },
    }),
  );
  t.strictSame(state.evidence, {
    clickIds: ['both', 'invoice', 'intent'],
    slugs: ['anna', 'bob'],
    coupons: [{ codeId: 'promo_1' }, { code: 'SAVE' }],
    campaign: 'spring',
    customerIds: ['cu_1', 'cu_2'],
  });
  t.same(reducePayment([received(), lead({ customer: { id: 'cu_9' } })]).evidence.customerIds, ['cu_9']);
});

t.test('a lead is a lead until money is stated; its time is the earliest', async (t) => {
  const state = stateOf(t, lead({ occurredAt: hour(2) }), lead({ occurredAt: hour(1), customer: { id: 'cu_2' } }));
  t.match(state, {
    kind: 'lead',
    occurredAt: hour(1),
    customer: { id: 'cu_2' },
    gross: 0n,
    believed: null,
    currency: null,
  });
  t.match(stateOf(t, lead(), received({ occurredAt: hour(5) })), { kind: 'payment', occurredAt: hour(5) });
});

t.test('R5: a refund before its payment waits', async (t) => {
  const waiting = stateOf(t, refund({ amount: 1000n }));
  t.match(waiting, { kind: 'waiting', occurredAt: null, reversed: 0n });
  t.equal(waiting.reversals.length, 1);
  t.match(stateOf(t, refund({ amount: 1000n }), received()), { kind: 'payment', reversed: 1000n });
});

t.test('R2: objects by id at their latest state, never events', async (t) => {
  const at = (asOf: string, status: 'pending' | 'succeeded' | 'failed', key = 're_1') =>
    refund({ key, asOf, status, amount: 1000n });
  t.equal(stateOf(t, received(), at(hour(1), 'pending')).reversed, 0n, 'pending counts nothing');
  t.equal(stateOf(t, received(), at(hour(1), 'pending'), at(hour(2), 'succeeded')).reversed, 1000n);
  t.equal(stateOf(t, received(), at(hour(1), 'succeeded'), at(hour(2), 'failed')).reversed, 0n, 'failed gives back');
  t.equal(
    stateOf(t, received(), at(hour(1), 'pending'), at(hour(1), 'succeeded')).reversed,
    1000n,
    'one second: succeeded is later',
  );
  t.equal(
    stateOf(t, received(), at(hour(1), 'succeeded'), at(hour(1), 'failed')).reversed,
    0n,
    'one second: failed is last',
  );
  t.equal(stateOf(t, received(), at(hour(1), 'succeeded'), at(hour(1), 'succeeded', 're_2')).reversed, 2000n);
  t.equal(
    stateOf(t, received(), at('2026-03-01T01:00:00Z', 'failed'), at(hour(1), 'succeeded')).reversed,
    0n,
    'instants, not texts',
  );
});

t.test('R2: a server-to-server object keeps the amount of its first statement', async (t) => {
  const first = refund({ amount: 1000n, asOf: hour(1) }, { actor: 'key:k1', recordedAt: hour(1) });
  const again = refund({ amount: 9000n, asOf: hour(2) }, { actor: 'key:k1', recordedAt: hour(2) });
  const told: StoredFact = { ...received(), actor: 'key:k1' };
  t.equal(stateOf(t, told, first, again).reversed, 1000n);
});

t.test('R13: of a mirrored payment only what its processor says counts', async (t) => {
  const first = refund({ amount: 1000n, asOf: hour(1) }, { actor: 'key:k1', recordedAt: hour(1) });
  t.equal(stateOf(t, received(), first).reversed, 0n, 'a refund told beside the mirror');
  const mirrored = refund({ amount: 900n, asOf: hour(3) }, { actor: 'adapter:stripe', recordedAt: hour(3) });
  t.equal(stateOf(t, received(), first, mirrored).reversed, 900n, 'one object with the mirror');
});

t.test('R4: a total is one object whose amount grows', async (t) => {
  const total = (hours: number, amount: bigint) =>
    refund({ model: 'total', key: 'order_1', asOf: hour(hours), amount });
  t.equal(stateOf(t, received(), total(1, 3000n), total(2, 4500n)).reversed, 4500n);
  t.equal(stateOf(t, received(), total(1, 3000n), total(1, 4500n)).reversed, 4500n, 'one second: the larger is later');
});

t.test('R3: money moved counts, status alone does not', async (t) => {
  t.equal(
    stateOf(t, received(), dispute({ withdrawn: 0n, reinstated: 0n, phase: 'warning' })).reversed,
    0n,
    'an inquiry',
  );
  t.equal(stateOf(t, received(), dispute({ phase: 'won' })).reversed, 12000n, 'won, but nothing came back');
  t.equal(stateOf(t, received(), dispute({ reinstated: 12000n, phase: 'lost' })).reversed, 0n, 'lost is not final');
  t.equal(
    stateOf(t, received(), dispute({ amount: 5000n, withdrawn: 9000n, reinstated: 3000n })).reversed,
    3333n,
    '5000 × 6000 / 9000',
  );
  t.equal(
    stateOf(t, received(), dispute({ withdrawn: 9000n, reinstated: 9100n })).reversed,
    0n,
    'more came back than went',
  );
  t.equal(
    stateOf(t, received(), dispute({ reinstated: 0n }), dispute({ reinstated: 12000n })).reversed,
    0n,
    'one second: more moved is later',
  );
});

t.test('R3: a return that is an object of its own counts negative; together they stay in [0, G]', async (t) => {
  const back = dispute({ key: 'dp_back', counts: 'back', amount: 4000n, withdrawn: 4000n });
  t.equal(stateOf(t, received(), dispute(), back).reversed, 8000n);
  t.equal(stateOf(t, received(), back).reversed, 0n);
  t.equal(stateOf(t, received(), dispute(), refund({ amount: 5000n })).reversed, 12000n, 'never more than was paid');
});

t.test('R6: an object in another currency is quarantined, not counted', async (t) => {
  const state = stateOf(t, received(), refund({ currency: 'EUR' }), refund({ key: 're_2', amount: 500n }));
  t.equal(state.reversed, 500n);
  t.match(state.quarantined, [{ key: 're_1', currency: 'EUR' }]);
  t.match(state.reversals, [{ key: 're_2' }]);
});

t.test('R1: what a reversal takes from the base', async (t) => {
  const takes = (...facts: StoredFact[]) => {
    const state = stateOf(t, received(), ...facts);
    const base = baseOf(state, 'net');
    return {
      net: refundStateOf(state, { gross: 12000n, base, baseKind: 'net' }).reversedBase,
      gross: refundStateOf(state, { gross: 12000n, base: 12000n, baseKind: 'gross' }).reversedBase,
    };
  };
  t.strictSame(takes(refund({ amount: 1000n })).net, { numerator: 2500n, denominator: 3n }, '1000 × 10000 / 12000');
  t.strictSame(takes(refund({ amount: 1000n })).gross, { numerator: 1000n, denominator: 1n });
  t.strictSame(takes(refund({ amount: 1000n, tax: 166n })).net, { numerator: 834n, denominator: 1n }, 'named tax');
  t.strictSame(takes(refund({ amount: 166n, tax: 166n })).net, { numerator: 0n, denominator: 1n }, 'a tax-only refund');
  t.strictSame(
    takes(refund({ amount: 1000n, shipping: 100n })).net,
    { numerator: 2500n, denominator: 3n },
    'its tax is not told',
  );
  t.strictSame(takes(refund({ amount: 1000n, tax: 100n, status: 'pending' })).net, { numerator: 0n, denominator: 1n });
  t.strictSame(
    takes(
      refund({ amount: 1000n, tax: 166n }),
      refund({ key: 're_2', amount: 2000n }),
      dispute({ amount: 300n, withdrawn: 7n, reinstated: 3n }),
    ).net,
    { numerator: 55_514n, denominator: 21n },
    '834 + 2000 × 5/6 + 300 × 4/7 × 5/6',
  );
});

t.test('R1: tax alone is named in vain where shipping was paid too', async (t) => {
  const state = reducePayment([
    received({ shipping: 500n }),
    refund({ amount: 1200n, tax: 200n }),
    refund({ key: 're_2', amount: 1200n, tax: 200n, shipping: 50n }),
  ]);
  const taken = refundStateOf(state, { gross: 12000n, base: baseOf(state, 'net'), baseKind: 'net' });
  t.strictSame(taken.reversedBase, { numerator: 1900n, denominator: 1n }, '1200 × 9500 / 12000 + (1200 − 200 − 50)');
});

const closing = (enrollmentId: string, reason: string, about: Partial<StoredFact>): StoredFact => {
  const decision: Decision = {
    outcome: 'credited',
    reason,
    method: null,
    strategy: null,
    shares: [{ enrollmentId, weight: 1_000_000 }],
    asked: [],
  };
  return stored(
    { type: 'credit.closed', occurredAt: hour(720), decision, lines: [], gross: 12000n, refundPolicy: 'proportional' },
    about,
  );
};

t.test('A8: the earliest standing and the earliest closing hold', async (t) => {
  const standing = (slot: number, at: number, id: string) =>
    stored(
      { type: 'credit.standing', occurredAt: hour(at), slot, payableAt: hour(720), eligibleAt: hour(720) },
      { id },
    );
  const state = stateOf(
    t,
    received(),
    standing(2, 1, 'b'),
    standing(3, 1, 'c'),
    closing('e2', 'credited', { id: 'y' }),
    closing('e1', 'credited', { id: 'x' }),
  );
  t.equal(state.standing?.slot, 2);
  t.equal(state.closed?.decision.shares[0]?.enrollmentId, 'e1');
});

t.test('A11: the last assignment holds, and a closing from before it does not', async (t) => {
  const assign = (enrollmentId: string, at: number, id: string) =>
    stored({ type: 'credit.assigned', occurredAt: hour(at), enrollmentId }, { id, actor: 'user:u1', reason: 'asked' });
  const moved = stateOf(t, received(), closing('e1', 'credited', {}), assign('e3', 900, 'b'), assign('e2', 800, 'a'));
  t.match(moved.assigned, { enrollmentId: 'e3', actor: 'user:u1', reason: 'asked' });
  t.equal(moved.closed, null);
  const again = stateOf(
    t,
    received(),
    closing('e1', 'credited', {}),
    closing('e3', 'assigned', {}),
    assign('e3', 900, 'b'),
  );
  t.equal(again.closed?.decision.reason, 'assigned');
});

t.test('R10: of denials and reinstatements the last holds', async (t) => {
  const said = (type: 'credit.denied' | 'credit.reinstated', at: number, recorded: number, id: string) =>
    stored({ type, occurredAt: hour(at) }, { id, recordedAt: hour(recorded), actor: 'user:u1', reason: 'fraud' });
  t.match(stateOf(t, received(), said('credit.denied', 1, 1, 'a')).denial, { actor: 'user:u1', reason: 'fraud' });
  t.equal(stateOf(t, received(), said('credit.denied', 1, 1, 'a'), said('credit.reinstated', 2, 2, 'b')).denial, null);
  t.ok(
    stateOf(t, received(), said('credit.reinstated', 1, 1, 'z'), said('credit.denied', 1, 2, 'a')).denial,
    'then when it was learned of',
  );
  t.equal(
    stateOf(t, received(), said('credit.denied', 1, 1, 'a'), said('credit.reinstated', 1, 1, 'b')).denial,
    null,
    'then by id',
  );
});

t.test('facts are left as they are', async (t) => {
  const facts = Object.freeze(
    [received(), refund(), dispute()].map((one) => Object.freeze({ ...one, fact: Object.freeze(one.fact) })),
  );
  t.doesNotThrow(() => reducePayment(facts));
  t.throws(() => reducePayment([received(), refund({ asOf: 'yesterday' }), refund({ asOf: hour(1) })]), RangeError);
});
