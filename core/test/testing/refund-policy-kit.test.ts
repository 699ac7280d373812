import t from 'tap';
import type { RefundPolicy } from '../../src/contract/refund-policy.ts';
import { refundPolicyKit } from '../../src/testing/refund-policy-kit.ts';
import { broken } from './recorder.ts';

const policy = (reversed: RefundPolicy['reversed']): RefundPolicy => ({ id: 'sample', title: 'Sample', reversed });
const brokenBy = async (reversed: RefundPolicy['reversed']) =>
  [...(await broken((t) => refundPolicyKit(t, policy(reversed)))).keys()].join('\n');

t.test('R12: taking back all on a full refund only is sound', async (t) => {
  t.equal(await brokenBy(({ amount }, { reversed, gross }) => (reversed === gross ? amount : 0n)), '');
});

t.test('R12: recomputing on the reduced base is sound', async (t) => {
  const recompute = policy(({ amount }, state) => {
    const { reversed, gross, base, reversedBase } = state;
    if (reversed === 0n) return 0n;
    if (reversed === gross) return amount;
    const taken = reversedBase.numerator / reversedBase.denominator;
    const left = state.recompute?.(taken < 0n ? base : taken > base ? 0n : base - taken) ?? amount;
    return left > amount ? 0n : amount - left;
  });
  t.same(await broken((t) => refundPolicyKit(t, recompute)), new Map());
});

t.test('the kit finds a policy that keeps something of a full refund', async (t) => {
  t.match(await brokenBy(({ amount }, { reversed, gross }) => (amount * reversed) / (gross + 1n)), /V\(G\) = C/);
});

t.test('the kit finds a policy that takes something for nothing', async (t) => {
  t.match(await brokenBy(({ amount }) => amount), /V\(0\) = 0/);
});

t.test('the kit finds a policy that gives back as more is returned', async (t) => {
  const falling = await brokenBy(({ amount }, { reversed, gross }) =>
    reversed === gross ? amount : reversed === 0n ? 0n : (amount * (gross - reversed)) / gross,
  );
  t.match(falling, /R1: any partition/);
});

t.test('the kit finds a policy that leaves [0, C]', async (t) => {
  const beyond = await brokenBy(({ amount }, { reversed, gross, reversedBase: { numerator, denominator } }) =>
    reversed === gross ? amount : reversed === 0n ? 0n : numerator / denominator,
  );
  t.match(beyond, /R3/);
});
