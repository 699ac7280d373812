import assert from 'node:assert/strict';
import t from 'tap';
import { commission } from '../../src/domain/commission.ts';
import type { PostedLine } from '../../src/domain/context.ts';
import { halfUp } from '../../src/domain/money.ts';
import { baseOf, reducePayment } from '../../src/domain/payment.ts';
import { demanded, postedAfter, settle } from '../../src/domain/settle.ts';
import type { Line, StoredFact } from '../../src/domain/stored-fact.ts';
import { decide } from './books.ts';
import { enrollment, hour, models, proportional, received, refund } from './build.ts';
import { history } from './histories.ts';
import { histories } from './property.ts';
import type { Random } from './random.ts';

/** A credited payment with one line of any amount on its net or gross base. */
function credited(r: Random): { readonly payment: StoredFact; readonly gross: bigint; readonly line: Line } {
  const gross = 1n + r.upTo(r.chance(20) ? 20n : 30_000n);
  const payment = received({ amount: gross, tax: r.chance(60) ? r.upTo(gross) : 0n });
  const baseKind = r.chance(30) ? 'gross' : 'net';
  const line: Line = {
    key: 'e1/percent',
    enrollmentId: 'e1',
    affiliateId: 'a1',
    campaignId: 'main',
    model: 'percent',
    role: 'base',
    amount: r.upTo(gross),
    base: baseOf(reducePayment([payment]), baseKind),
    baseKind,
    weight: 1_000_000,
    terms: [],
    steps: [],
  };
  return { payment, gross, line };
}

function reversedBy(facts: readonly StoredFact[], line: Line): bigint {
  const decision = {
    outcome: 'credited',
    reason: 'credited',
    method: null,
    strategy: null,
    shares: [],
    asked: [],
  } as const;
  return demanded(reducePayment(facts), decision, [line], proportional, false)[0]?.reversed ?? -1n;
}

/** `gross` in random parts, each above 0. */
function partition(r: Random, gross: bigint): StoredFact[] {
  const parts: StoredFact[] = [];
  for (let left = gross; left > 0n; ) {
    const amount = r.chance(15) || parts.length > 12 ? left : 1n + r.upTo(left - 1n);
    parts.push(refund({ key: `r${parts.length}`, amount }));
    left -= amount;
  }
  return parts;
}

t.test('R1: any partition of G takes back exactly C, in any order, never less than before', async (t) => {
  histories(t, 20_000, (r) => {
    const { payment, gross, line } = credited(r);
    const facts: StoredFact[] = [payment];
    let posted: readonly PostedLine[] = [];
    let sum = 0n;
    for (const part of [null, ...r.shuffled(partition(r, gross))]) {
      if (part !== null) facts.push(part);
      const reversed = reversedBy(facts, line);
      const postings = settle({
        survivor: 'p1',
        currency: 'USD',
        lines: [{ line, reversed }],
        closed: r.chance(20),
        posted,
      });
      assert.ok(
        postings.every(({ reason }) => reason !== 'given_back'),
        'V never falls while F grows',
      );
      sum += postings.reduce((all, { reason, amount }) => (reason === 'reversed' ? all + amount : all), 0n);
      posted = postedAfter(posted, postings);
      assert.equal(sum, reversed, 'what was posted is V(F)');
    }
    assert.equal(sum, line.amount, 'at F = G all of C is back');
  });
});

t.test('R1: what fails gives back exactly what it took', async (t) => {
  histories(t, 10_000, (r) => {
    const { payment, gross, line } = credited(r);
    const parts = partition(r, gross);
    const kept = parts.filter(() => r.chance(50));
    const failed = parts.map((part) => (kept.includes(part) ? part : fail(part)));
    assert.equal(reversedBy(r.shuffled([payment, ...parts, ...failed]), line), reversedBy([payment, ...kept], line));
  });
});

const fail = ({ fact, ...about }: StoredFact): StoredFact =>
  fact.type === 'refund.changed'
    ? { ...about, id: `${about.id}-failed`, fact: { ...fact, status: 'failed', asOf: hour(50) } }
    : { ...about, fact };

t.test('R1: V grows with F, whatever else happened to the payment', async (t) => {
  histories(t, 10_000, (r) => {
    const { facts, enrollments, gross } = history(r);
    let before = decide(facts, enrollments);
    const more: StoredFact[] = [];
    for (let i = 0; i < 3; i++) {
      more.push(
        refund({ key: `more${i}`, amount: 1n + r.upTo(gross), ...(r.chance(30) && { tax: 0n, shipping: 0n }) }),
      );
      const after = decide([...facts, ...more], enrollments);
      assert.ok(after.state.reversed >= before.state.reversed);
      for (const [index, { reversed }] of after.lines.entries())
        assert.ok(reversed >= (before.lines[index]?.reversed ?? 0n));
      before = after;
    }
  });
});

t.test('C2, M2: the net base is the untaxed part of what was captured, rounded half up once', async (t) => {
  histories(t, 10_000, (r) => {
    const total = 1n + r.upTo(100_000n);
    const [amount, tax, shipping] = [r.upTo(total), r.upTo(total), r.chance(50) ? r.upTo(total) : 0n];
    const base = baseOf(reducePayment([received({ amount, total, tax, shipping })]), 'net');
    const net = total - tax - shipping;
    if (net <= 0n) assert.equal(base, 0n);
    else assert.ok(-total < 2n * (base * total - net * amount) && 2n * (base * total - net * amount) <= total);
  });
});

t.test('M3: shared lines come to half_up(Σ wᵢCᵢ), each within a unit of its own part', async (t) => {
  histories(t, 10_000, (r) => {
    const enrollments = Array.from({ length: 1 + r.below(5) }, (_, i) =>
      enrollment(`e${i}`, { commission: { models: { percent: { rate: r.below(1_000_000) } } } }),
    );
    const cuts = enrollments
      .slice(1)
      .map(() => r.below(1_000_001))
      .sort((a, b) => a - b);
    const shares = enrollments.map(({ id }, i) => ({
      enrollmentId: id,
      weight: (cuts[i] ?? 1_000_000) - (cuts[i - 1] ?? 0),
    }));
    const state = reducePayment([received({ amount: 1n + r.upTo(5_000n), tax: 0n })]);
    const decision = {
      outcome: 'credited',
      reason: 'credited',
      method: null,
      strategy: null,
      shares,
      asked: [],
    } as const;
    const known = new Map(enrollments.map((one) => [one.id, one]));
    const { lines } = commission({
      state,
      decision,
      enrollments: known,
      models,
      slot: 1,
      anchor: state.occurredAt ?? '',
      kind: 'sale',
      convert: () => null,
    });
    const exact = enrollments.map((one, i) => {
      const { rate } = one.terms.campaign.terms.commission.models['percent'] as { rate: number };
      return BigInt(shares[i]?.weight ?? 0) * halfUp(state.gross * BigInt(rate), 1_000_000n);
    });
    assert.equal(
      lines.reduce((sum, { amount }) => sum + amount, 0n),
      halfUp(
        exact.reduce((a, b) => a + b, 0n),
        1_000_000n,
      ),
    );
    for (const [i, { amount }] of lines.entries()) {
      const off = amount * 1_000_000n - (exact[i] ?? 0n);
      assert.ok(off > -1_000_000n && off < 1_000_000n);
    }
  });
});
