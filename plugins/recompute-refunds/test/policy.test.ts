import { refundPolicyKit } from '@fairlead/core/testing';
import t from 'tap';
import { policy } from '../src/policy.ts';

t.test('kit', async (t) => refundPolicyKit(t, policy));

const refunded = (reversed: bigint, recompute?: (base: bigint) => bigint) => ({
  gross: 100_000n,
  base: 100_000n,
  reversed,
  reversedBase: { numerator: reversed, denominator: 1n },
  ...(recompute && { recompute }),
});
const capped = (base: bigint) => (base / 5n < 10_000n ? base / 5n : 10_000n);

t.test(
  'R12: 20% of 1,000.00, at most 100.00: refunds take nothing back until the rest earns less than the cap',
  async (t) => {
    t.equal(policy.reversed({ amount: 10_000n }, refunded(40_000n, capped)), 0n);
    t.equal(policy.reversed({ amount: 10_000n }, refunded(50_000n, capped)), 0n);
    t.equal(policy.reversed({ amount: 10_000n }, refunded(60_000n, capped)), 2_000n);
    t.equal(policy.reversed({ amount: 10_000n }, refunded(100_000n, capped)), 10_000n);
  },
);

t.test('R12: a line nobody can recompute is taken back in proportion', async (t) => {
  t.equal(policy.reversed({ amount: 10_000n }, refunded(40_000n)), 4_000n);
});

t.test('R3: reinstated money beyond what was taken is no gain', async (t) => {
  const state = { ...refunded(10n, capped), reversedBase: { numerator: -5n, denominator: 1n } };
  t.equal(policy.reversed({ amount: 10_000n }, state), 0n);
});
