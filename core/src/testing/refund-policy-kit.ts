import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { RefundPolicy, RefundState } from '../contract/refund-policy.ts';
import { halfUp } from '../domain/rounding.ts';
import { type KitTest, promise } from './kit-test.ts';
import { answered, runPurely } from './purity.ts';
import { assertId } from './told.ts';

/**
 * What any refund policy must keep (R12), over random payments refunded in random parts: V(0) = 0, V(G) = C, V never falls as more is
 * returned, and any partition takes back exactly C. A failing run prints its seed.
 *
 * @example
 * t.test('kit', async (t) => refundPolicyKit(t, policy));
 */
export async function refundPolicyKit(t: KitTest, policy: RefundPolicy): Promise<void> {
  const numRuns = 1000;
  const V = (amount: bigint, state: RefundState): bigint =>
    answered('reversed', () =>
      runPurely((input) => policy.reversed(input.line, input.state), { line: { amount }, state }),
    );

  await promise(t, 'it has an id and a title', () => {
    assertId(policy.id);
    assert.ok(policy.title.trim() !== '', 'the title is empty');
  });

  await promise(t, 'R12: V(0) = 0', () => {
    fc.assert(
      fc.property(history, ({ amount, gross, base }) => {
        const taken = V(amount, stateOf({ amount, gross, base }, []));
        assert.equal(taken, 0n, `R12: nothing is returned, and ${taken} of ${amount} is taken back: V(0) is 0`);
      }),
      { numRuns },
    );
  });

  await promise(t, 'R12: V(G) = C, whatever the reversals said of their tax', () => {
    fc.assert(
      fc.property(history, ({ refunds, ...payment }) => {
        const taken = V(payment.amount, stateOf(payment, refunds));
        const all = `R12: all is returned, and ${taken} of ${payment.amount} is taken back`;
        assert.equal(taken, payment.amount, `${all}: where reversed is gross, it is the whole line, by no arithmetic`);
      }),
      { numRuns },
    );
  });

  await promise(t, 'R1: any partition of G takes back exactly C, and no refund gives something back', () => {
    fc.assert(
      fc.property(history, ({ refunds, ...payment }) => {
        const reversed = refunds.map((_, index) => V(payment.amount, stateOf(payment, refunds.slice(0, index + 1))));
        const posted = reversed.map((now, index) => now - (reversed[index - 1] ?? 0n));
        assert.ok(
          posted.every((part) => part >= 0n),
          `R12: V falls as more is returned: ${reversed.join(', ')}: work from the sum of what is returned, never from one refund`,
        );
        const sum = posted.reduce((parts, part) => parts + part, 0n);
        assert.equal(
          sum,
          payment.amount,
          `R1: refunded in parts until nothing is left, ${sum} of ${payment.amount} is taken back`,
        );
      }),
      { numRuns },
    );
  });

  await promise(t, 'R3: what was given back counts negative and never takes V out of [0, C]', () => {
    fc.assert(
      fc.property(history, fc.bigInt(-(10n ** 14n), 10n ** 14n), ({ refunds, ...payment }, given) => {
        const state = stateOf(payment, refunds.slice(1));
        const reversedBase = { numerator: given, denominator: state.reversedBase.denominator };
        const reversed = V(payment.amount, { ...state, reversedBase });
        assert.ok(
          reversed >= 0n && reversed <= payment.amount,
          `R3: V is ${reversed} of ${payment.amount}: keep it within 0 and the line`,
        );
      }),
      { numRuns },
    );
  });
}

interface Payment {
  /** C */
  readonly amount: bigint;
  /** G */
  readonly gross: bigint;
  /** B */
  readonly base: bigint;
}

interface Refund {
  readonly amount: bigint;
  /** bᵢ where the refund named its tax and shipping. */
  readonly named: bigint | null;
}

/** A payment and a partition of its G into refunds. Small amounts are frequent: there the rounding bites. */
const history: fc.Arbitrary<Payment & { readonly refunds: readonly Refund[] }> = fc
  .oneof(fc.bigInt(1n, 40n), fc.bigInt(1n, 10n ** 12n))
  .chain((gross) =>
    fc.record({
      gross: fc.constant(gross),
      base: fc.bigInt(0n, gross),
      amount: fc.oneof(fc.bigInt(0n, gross), fc.bigInt(0n, gross * 2n)),
      cuts: fc.uniqueArray(fc.bigInt(1n, gross), { maxLength: 7 }),
      namedParts: fc.array(fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null }), { minLength: 8, maxLength: 8 }),
    }),
  )
  .map(({ cuts, namedParts, ...payment }) => {
    const ends = [...new Set([...cuts, payment.gross])].sort((a, b) => (a < b ? -1 : 1));
    const refunds = ends.map((end, index) => {
      const amount = end - (ends[index - 1] ?? 0n);
      const part = namedParts[index] ?? null;
      return { amount, named: part === null ? null : (amount * BigInt(part)) / 1000n };
    });
    return { ...payment, refunds };
  });

/** What settling would hand to the policy after these refunds (R1): bᵢ as named, else amount × B / G. */
function stateOf({ amount, gross, base }: Payment, refunds: readonly Refund[]): RefundState {
  const numerator = refunds.reduce((sum, refund) => sum + (refund.named ?? 0n) * gross, 0n);
  const unnamed = refunds.reduce((sum, refund) => sum + (refund.named === null ? refund.amount * base : 0n), 0n);
  return {
    gross,
    base,
    reversed: refunds.reduce((sum, refund) => sum + refund.amount, 0n),
    reversedBase: { numerator: numerator + unnamed, denominator: gross },
    recompute: (reduced) => (base === 0n ? amount : halfUp(amount * reduced, base)),
  };
}
