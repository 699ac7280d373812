import t from 'tap';
import type { PostedLine, Posting } from '../../src/domain/context.ts';
import { reducePayment, type PaymentState } from '../../src/domain/payment.ts';
import { demanded, FaultyPolicy, postedAfter, settle } from '../../src/domain/settle.ts';
import type { Decision, Line, StoredFact } from '../../src/domain/stored-fact.ts';
import { dispute, hour, lead, proportional, received, refund, stored } from './build.ts';

const line = (amount: bigint, given: Partial<Line> = {}): Line => ({
  key: 'anna/percent',
  enrollmentId: 'anna',
  affiliateId: 'affiliate-anna',
  campaignId: 'main',
  model: 'percent',
  role: 'base',
  amount,
  base: 10000n,
  baseKind: 'net',
  weight: 1_000_000,
  terms: [],
  steps: [],
  ...given,
});

const decision: Decision = {
  outcome: 'credited',
  reason: 'credited',
  method: 'link',
  strategy: 'click',
  shares: [],
  asked: [],
};

const taken = (lines: readonly Line[], state: PaymentState, denied = false, policy = proportional) =>
  demanded(state, decision, lines, policy, denied).map(({ reversed }) => reversed);

const post = (
  posted: readonly PostedLine[],
  lines: readonly (readonly [Line, bigint])[],
  rest: { closed?: boolean; survivor?: string } = {},
) =>
  settle({
    survivor: 'p1',
    currency: 'USD',
    closed: false,
    posted,
    lines: lines.map(([one, reversed]) => ({ line: one, reversed })),
    ...rest,
  });

const shown = (postings: readonly Posting[]): string[] =>
  postings.map(({ debit, credit, amount, reason }) => `${reason}: ${debit} → ${credit} ${amount}`);

/** Settles and books, returning what was posted and the sums after it. */
const book = (...given: Parameters<typeof post>): [string[], readonly PostedLine[]] => {
  const postings = post(...given);
  return [shown(postings), postedAfter(given[0], postings)];
};

t.test('R1: 100.00 at 20%, refunded 33.00 and 67.00 in every order, takes back 6.60 and 13.40', async (t) => {
  const paid = received({ amount: 10000n, tax: 0n });
  const parts = [refund({ key: 'a', amount: 3300n }), refund({ key: 'b', amount: 6700n })];
  const c = line(2000n);
  t.same(taken([c], reducePayment([paid])), [0n]);
  t.same(taken([c], reducePayment([paid, parts[0] as StoredFact])), [660n]);
  t.same(taken([c], reducePayment([paid, parts[1] as StoredFact])), [1340n]);
  for (const both of [parts, parts.toReversed()]) {
    let posted: readonly PostedLine[] = [];
    for (let arrived = 0; arrived <= 2; arrived++) {
      const [reversed] = taken([c], reducePayment([paid, ...both.slice(0, arrived)]));
      posted = postedAfter(posted, post(posted, [[c, reversed ?? 0n]]));
    }
    t.match(posted, [{ credited: 2000n, reversed: 2000n, pending: 0n, payable: 0n }]);
  }
});

t.test('R1: a failed refund or a won dispute gives back exactly what it took', async (t) => {
  const c = line(777n);
  const facts = [received(), refund({ amount: 3333n })];
  const before = taken([c], reducePayment(facts));
  t.same(before, [216n], '777 × 3333 / 12000 = 215.8');
  t.same(taken([c], reducePayment([...facts, dispute()])), [777n]);
  t.same(taken([c], reducePayment([...facts, dispute(), dispute({ reinstated: 12000n, asOf: hour(9) })])), before);
  t.same(taken([c], reducePayment([...facts, refund({ amount: 3333n, status: 'failed' })])), [0n]);
});

t.test(
  'R1: V = C when F = G, though the named taxes would say less; with a gross base the amount itself counts',
  async (t) => {
    const c = line(2000n);
    t.same(taken([c], reducePayment([received(), refund({ amount: 12000n, tax: 3000n })])), [2000n]);
    t.same(taken([c], reducePayment([received(), refund({ amount: 2000n, tax: 2000n })])), [0n], 'tax only');
    t.same(
      taken(
        [line(2400n, { base: 12000n, baseKind: 'gross' })],
        reducePayment([received(), refund({ amount: 2000n, tax: 2000n })]),
      ),
      [400n],
    );
  },
);

t.test('R10: denied takes all back, whatever facts arrive; reinstated is V(F) again', async (t) => {
  const facts = [received(), refund({ amount: 6000n })];
  t.same(taken([line(2000n)], reducePayment(facts), true), [2000n]);
  t.same(taken([line(2000n)], reducePayment(facts), false), [1000n]);
  t.same(
    demanded(reducePayment(facts), { ...decision, outcome: 'denied' }, [line(2000n)], proportional, false)[0]?.reversed,
    2000n,
  );
});

t.test('A8: of a closed credit the stored G and base measure, whatever is learned after', async (t) => {
  const closed = stored({
    type: 'credit.closed',
    occurredAt: hour(720),
    decision,
    lines: [line(2000n)],
    gross: 12000n,
    refundPolicy: 'proportional',
  });
  const state = reducePayment([
    received(),
    closed,
    received({ rank: 40, amount: 24000n, tax: 0n }),
    refund({ amount: 6000n }),
  ]);
  t.equal(state.gross, 24000n);
  t.same(taken([line(2000n)], state), [1000n], 'half of 12000, not a quarter of 24000');
});

t.test('a lead has nothing to take back but by denial', async (t) => {
  const state = reducePayment([lead()]);
  t.same(taken([line(500n, { base: 0n })], state), [0n]);
  t.same(taken([line(500n, { base: 0n })], state, true), [500n]);
});

t.test('R12: a policy that breaks its contract is named; the ends hold whatever it says', async (t) => {
  const policy = (reversed: unknown) => ({ ...proportional, id: 'odd', reversed: () => reversed as bigint });
  const part = reducePayment([received(), refund({ amount: 6000n })]);
  for (const answer of [5, null, -1n, 2001n]) {
    t.throws(() => taken([line(2000n)], part, false, policy(answer)), FaultyPolicy, String(answer));
  }
  t.same(taken([line(2000n)], part, false, policy(2000n)), [2000n]);
  t.same(taken([line(2000n)], reducePayment([received()]), false, policy(5n)), [0n], 'V(0) = 0');
  t.same(
    taken([line(2000n)], reducePayment([received(), refund({ amount: 12000n })]), false, policy(5n)),
    [2000n],
    'V(G) = C',
  );
});

t.test('Ledger: credited, reversed and given back before maturity stand in pending', async (t) => {
  const c = line(2000n);
  const [credited, one] = book([], [[c, 0n]]);
  t.same(credited, ['credited: commission_expense → pending 2000']);
  const [reversed, two] = book(one, [[c, 660n]]);
  t.same(reversed, ['reversed: pending → commission_expense 660']);
  const [back, three] = book(two, [[c, 100n]]);
  t.same(back, ['given_back: commission_expense → pending 560']);
  t.match(three, [{ credited: 2000n, reversed: 100n, pending: 1900n, payable: 0n }]);
  t.same(book(three, [[c, 100n]])[0], [], 'nothing when it is as it should be');
});

t.test('Ledger: matured moves the net to payable; after it reversals come from there', async (t) => {
  const c = line(2000n);
  const [, open] = book([], [[c, 500n]]);
  const [matured, one] = book(open, [[c, 500n]], { closed: true });
  t.same(matured, ['matured: pending → payable 1500']);
  const [reversed, two] = book(one, [[c, 2000n]], { closed: true });
  t.same(reversed, ['reversed: payable → commission_expense 1500']);
  const [back, three] = book(two, [[c, 0n]], { closed: true });
  t.same(back, ['given_back: commission_expense → payable 2000'], 'though nothing is left in either account');
  t.match(three, [{ pending: 0n, payable: 2000n }]);
});

t.test('Ledger: differences come first, then what is left matures', async (t) => {
  const c = line(2000n);
  const [, open] = book([], [[c, 0n]]);
  t.same(book(open, [[c, 660n]], { closed: true })[0], [
    'reversed: pending → commission_expense 660',
    'matured: pending → payable 1340',
  ]);
  t.same(book([], [[c, 660n]], { closed: true })[0], [
    'credited: commission_expense → pending 2000',
    'reversed: pending → commission_expense 660',
    'matured: pending → payable 1340',
  ]);
  const [, denied] = book(open, [[c, 2000n]], { closed: true });
  t.same(book(denied, [[c, 0n]], { closed: true })[0], ['given_back: commission_expense → payable 2000']);
});

t.test('A8: decided otherwise while open: the difference, and lines no longer demanded are withdrawn', async (t) => {
  const [, posted] = book([], [[line(2000n), 500n]]);
  t.same(book(posted, [[line(1600n), 400n]])[0], [
    'given_back: commission_expense → pending 100',
    'credit_withdrawn: pending → commission_expense 400',
  ]);
  t.same(book(posted, [[line(2400n), 600n]])[0], [
    'credited: commission_expense → pending 400',
    'reversed: pending → commission_expense 100',
  ]);
  const bob = line(900n, { key: 'bob/percent', enrollmentId: 'bob', affiliateId: 'affiliate-bob' });
  const [moved, after] = book(posted, [[bob, 0n]]);
  t.same(moved, [
    'given_back: commission_expense → pending 500',
    'credit_withdrawn: pending → commission_expense 2000',
    'credited: commission_expense → pending 900',
  ]);
  t.match(after, [
    { key: 'anna/percent', credited: 0n, reversed: 0n, pending: 0n, payable: 0n },
    { key: 'bob/percent', affiliateId: 'affiliate-bob', credited: 900n, pending: 900n },
  ]);
  t.same(book(after, [[bob, 0n]])[0], []);
});

t.test('A11: a move after maturity withdraws from payable', async (t) => {
  const [, closed] = book([], [[line(2000n), 500n]], { closed: true });
  t.same(book(closed, [])[0], [
    'given_back: commission_expense → payable 500',
    'credit_withdrawn: payable → commission_expense 2000',
  ]);
  const [, reopened] = book(closed, [[line(2600n), 500n]]);
  t.match(reopened, [{ pending: 600n, payable: 1500n }], 'a credit opened again may stand in both accounts');
  t.same(book(reopened, [[line(2600n), 1300n]])[0], [
    'reversed: pending → commission_expense 600',
    'reversed: payable → commission_expense 200',
  ]);
  t.same(
    book(reopened, [[line(2600n), 100n]])[0],
    ['given_back: commission_expense → pending 400'],
    'it matures when it closes',
  );
  const [, gone] = book(reopened, []);
  t.match(gone, [{ credited: 0n, reversed: 0n, pending: 0n, payable: 0n }]);
});

t.test(
  'I2: what is posted under a merged payment is unwound from wherever it stands, to sums of nothing',
  async (t) => {
    for (const closed of [false, true]) {
      const account = closed ? 'payable' : 'pending';
      const [, posted] = book([], [[line(2000n), 500n]], { closed, survivor: 'p2' });
      const [unwound, after] = book(posted, [[line(2000n), 500n]], { closed });
      t.same(unwound.slice(0, 2), [
        `merged: commission_expense → ${account} 500`,
        `merged: ${account} → commission_expense 2000`,
      ]);
      t.match(after, [
        { paymentId: 'p2', credited: 0n, reversed: 0n, pending: 0n, payable: 0n },
        { paymentId: 'p1', credited: 2000n, reversed: 500n, [account]: 1500n },
      ]);
      t.same(book(after, [[line(2000n), 500n]], { closed })[0], []);
    }
  },
);

t.test('a line in another currency than before is withdrawn in the old and credited in the new', async (t) => {
  const [, posted] = book([], [[line(2000n), 0n]]);
  const postings = settle({
    survivor: 'p1',
    currency: 'EUR',
    lines: [{ line: line(1800n), reversed: 0n }],
    closed: false,
    posted,
  });
  t.same(
    postings.map(({ currency, reason, amount }) => [currency, reason, amount]),
    [
      ['USD', 'credit_withdrawn', 2000n],
      ['EUR', 'credited', 1800n],
    ],
  );
});

t.test('sums that do not add up stop everything', async (t) => {
  const [, [one]] = book([], [[line(2000n), 0n]]) as [string[], [PostedLine]];
  t.throws(() => post([{ ...one, pending: 1999n }], []), RangeError);
});
