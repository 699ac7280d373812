import { refundPolicyKit } from '@fairlead/core/testing';
import t from 'tap';
import { policy } from '../src/policy.ts';

t.test('kit', async (t) => refundPolicyKit(t, policy));

t.test('R12: all but a cent returned takes nothing back; the last cent takes all', async (t) => {
  const state = (reversed: bigint) => ({
    gross: 10_000n,
    base: 10_000n,
    reversed,
    reversedBase: { numerator: reversed, denominator: 1n },
  });
  t.equal(policy.reversed({ amount: 2_000n }, state(9_999n)), 0n);
  t.equal(policy.reversed({ amount: 2_000n }, state(10_000n)), 2_000n);
});
