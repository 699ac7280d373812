import { refundPolicyKit } from '@fairlead/core/testing';
import t from 'tap';
import { policy } from '../src/policy.ts';

t.test('kit', async (t) => refundPolicyKit(t, policy));

interface Returned {
  readonly amount: bigint;
  readonly tax?: bigint;
}

/** What `settle` hands over for a payment with these refunds (R1). */
const state = (gross: bigint, base: bigint, refunds: readonly Returned[]) => ({
  gross,
  base,
  reversed: refunds.reduce((sum, { amount }) => sum + amount, 0n),
  reversedBase: {
    numerator: refunds.reduce(
      (sum, { amount, tax }) => sum + (tax === undefined ? amount * base : (amount - tax) * gross),
      0n,
    ),
    denominator: gross,
  },
});

t.test('R1: 100.00 at 20%, refunded 33.00 and 67.00, takes back 6.60 and 13.40 in either order', async (t) => {
  const line = { amount: 2000n };
  const [first, second] = [{ amount: 3300n }, { amount: 6700n }];
  t.equal(policy.reversed(line, state(10_000n, 10_000n, [first])), 660n);
  t.equal(policy.reversed(line, state(10_000n, 10_000n, [second])), 1340n);
  t.equal(policy.reversed(line, state(10_000n, 10_000n, [first, second])), 2000n);
});

t.test('R1: three thirds of 1.00 at 10% take back 3, 4 and 3 cents: 10, never 9', async (t) => {
  const line = { amount: 10n };
  const refunds = [{ amount: 33n }, { amount: 33n }, { amount: 34n }];
  const reversed = [1, 2, 3].map((count) => policy.reversed(line, state(100n, 100n, refunds.slice(0, count))));
  t.same(reversed, [3n, 7n, 10n]);
});

t.test('R1: half a cent is rounded up, once', async (t) => {
  t.equal(policy.reversed({ amount: 1n }, state(100n, 100n, [{ amount: 50n }])), 1n);
  t.equal(policy.reversed({ amount: 1n }, state(100n, 100n, [{ amount: 49n }])), 0n);
});

t.test(
  'R1: a refund that does not name its tax takes the part of the gross: 120.00 with 20.00 tax, 30.00 back',
  async (t) => {
    t.equal(policy.reversed({ amount: 2500n }, state(12_000n, 10_000n, [{ amount: 3000n }])), 625n);
  },
);

t.test('R1: a refund of tax alone takes nothing back', async (t) => {
  t.equal(policy.reversed({ amount: 2500n }, state(12_000n, 10_000n, [{ amount: 2000n, tax: 2000n }])), 0n);
});

t.test('R1: refunds that name less tax than was paid never take back more than the commission', async (t) => {
  t.equal(policy.reversed({ amount: 2500n }, state(12_000n, 10_000n, [{ amount: 11_000n, tax: 0n }])), 2500n);
});

t.test('R1: a flat commission on a base of nothing goes by the gross', async (t) => {
  t.equal(policy.reversed({ amount: 500n }, state(1000n, 0n, [{ amount: 400n }])), 200n);
  t.equal(policy.reversed({ amount: 500n }, state(1000n, 0n, [{ amount: 1000n }])), 500n);
});

t.test('R3: reinstated money beyond what was taken counts as nothing, not as a gain', async (t) => {
  const given = { ...state(1000n, 1000n, [{ amount: 10n }]), reversedBase: { numerator: -5n, denominator: 1n } };
  t.equal(policy.reversed({ amount: 500n }, given), 0n);
});
