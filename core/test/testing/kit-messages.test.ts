import { Type } from '@sinclair/typebox';
import t from 'tap';
import type { AttributionStrategy, EvidenceView } from '../../src/contract/attribution.ts';
import { type CommissionInput, type Computed, defineModel } from '../../src/contract/commission.ts';
import { claim, operand, pass } from '../../src/contract/reasons.ts';
import type { RefundPolicy } from '../../src/contract/refund-policy.ts';
import { percentOf } from '../../src/domain/money.ts';
import { attributionKit } from '../../src/testing/attribution-kit.ts';
import { commissionModelKit } from '../../src/testing/commission-kit.ts';
import type { KitTest } from '../../src/testing/kit-test.ts';
import { refundPolicyKit } from '../../src/testing/refund-policy-kit.ts';
import { broken } from './recorder.ts';

/** Slips of somebody who writes a first plugin: each is found, and told with its rule and its mend. */
const said = async (kit: (t: KitTest) => Promise<void>): Promise<string> =>
  [...(await broken(kit)).values()].join('\n');

const model = defineModel({
  id: 'part',
  lane: 'base',
  title: 'Part',
  terms: Type.Object(
    { rate: Type.Integer({ minimum: 0, maximum: 1_000_000, title: 'Rate', description: 'Parts per million.' }) },
    { additionalProperties: false },
  ),
  accepts: (kind) => kind === 'sale',
  compute: ({ base, terms }): Computed => earned(percentOf(base, terms.rate)),
});
type Sale = CommissionInput<{ rate: number }>;
const earned = (amount: bigint): Computed => ({
  earns: true,
  amount,
  steps: [{ op: 'rate', values: { result: operand(amount) } }],
});
let asked = 0n;

const models: readonly (readonly [string, (sale: Sale) => Computed, RegExp])[] = [
  [
    'floats',
    ({ base }) => earned(BigInt(Number(base) * 0.175)),
    /compute threw RangeError.*: it answers with a reason and never throws/,
  ],
  [
    'an amount as a number',
    ({ base }) => ({ ...earned(base), amount: Number(base) as never }),
    /M2: the amount is a number: minor units are bigint/,
  ],
  [
    'a malus',
    () => ({ ...earned(0n), amount: -5n }),
    /M2: the amount is -5: earning nothing is earns: false with a reason/,
  ],
  [
    'throwing where nothing is earned',
    ({ base }) => (base === 0n ? raise() : earned(base)),
    /compute threw Error: nothing: it answers with a reason and never throws/,
  ],
  [
    'changing what it was given',
    (sale) => (((sale as { base: bigint }).base = 0n), earned(0n)),
    /compute threw TypeError.*; what it is given is frozen/,
  ],
  ['counting its calls', () => earned((asked += 1n)), /asked twice with the same input, it answered differently/],
  [
    'no working',
    ({ base }) => ({ earns: true, amount: base, steps: [] }),
    /an amount without steps: tell each operation with its operands and its result/,
  ],
  [
    'working that ends before the cap',
    ({ base }) => ({ ...earned(base), amount: base + 1n }),
    /the last step 'rate' has the result \d+, and the amount is \d+: each step tells its result/,
  ],
  [
    'a guess for a rate',
    ({ convert }) => earned(convert({ unit: 5_000_000n, currency: 'EUR' })?.amount ?? 500n),
    /M5: without a rate it answered earns: true: where convert answers null/,
  ],
  [
    'a sentence',
    () => ({ earns: false, reason: 'Too little.', values: {} }),
    /the reason 'Too little\.' is not a code such as/,
  ],
  [
    'a date as a value',
    () => ({ earns: false, reason: 'no', values: { at: new Date(0) as never } }),
    /the value 'at' of 'no' is object/,
  ],
];
for (const [slip, compute, message] of models) {
  t.test(`a model with ${slip}`, async (t) => {
    const examples = {
      terms: [{ rate: 200_000 }],
      refused: [{ terms: { rate: -1 }, path: '/rate', code: 'out_of_range' }],
    };
    t.match(await said((kit) => commissionModelKit(kit, { ...model, compute }, examples)), message);
  });
}

/** Sound: the first slug that is known. */
const decide = ({ slugs }: EvidenceView) => {
  const known = slugs.find(({ enrollmentId }) => enrollmentId !== null);
  return known?.enrollmentId ? claim(known.enrollmentId, 'named', {}) : pass('no_slug');
};
const weighing =
  (weights: readonly number[]): AttributionStrategy['decide'] =>
  (view) => {
    const found = decide(view);
    if (found.outcome === 'pass') return found;
    return { ...found, shares: weights.flatMap((weight) => found.shares.map((share) => ({ ...share, weight }))) };
  };
const strategies: readonly (readonly [string, AttributionStrategy['decide'], RegExp])[] = [
  [
    'a favourite',
    () => claim('anna', 'always', {}),
    /it claims a payment without any evidence: pass with a reason that begins with no_/,
  ],
  ['shares in percent', weighing([100]), /M3: the weights sum to 100, not to 1000000/],
  ['an enrollment twice', weighing([500_000, 500_000]), /M3: an enrollment is named twice, \S+ \S+: one share each/],
  [
    'somebody nobody named',
    (view) => (decide(view).outcome === 'claim' ? claim('nobody', 'x', {}) : pass('no')),
    /M3: the enrollment 'nobody' is claimed, and no evidence names it/,
  ],
  [
    'what came later',
    ({ leads }) => (leads[0] ? claim(leads[0].enrollmentId, 'lead', {}) : pass('no_lead')),
    /A8: with clicks, leads or codes of after the payment it claims otherwise/,
  ],
  [
    'a throw',
    ({ slugs }) => (slugs.length > 1 ? raise() : pass('no')),
    /decide threw Error: nothing: it answers with a reason and never throws/,
  ],
];
for (const [slip, decides, message] of strategies) {
  t.test(`a strategy with ${slip}`, async (t) => {
    const strategy: AttributionStrategy = { id: 'first_slug', method: 'server', decide: decides };
    t.match(await said((kit) => attributionKit(kit, strategy)), message);
  });
}

const policies: readonly (readonly [string, RefundPolicy['reversed'], RegExp])[] = [
  ['a fee', ({ amount }) => amount, /R12: nothing is returned, and \d+ of \d+ is taken back: V\(0\) is 0/],
  [
    'a rest',
    ({ amount }, { reversed, gross }) => (amount * reversed) / (gross + 1n),
    /R12: all is returned, and \d+ of \d+ is taken back: where reversed is gross, it is the whole line/,
  ],
  [
    'a division by nothing',
    ({ amount }, { reversed, base }) => (amount * reversed) / base,
    /reversed threw RangeError: Division by zero: it answers with a reason and never throws/,
  ],
];
for (const [slip, reversed, message] of policies) {
  t.test(`a refund policy with ${slip}`, async (t) => {
    t.match(await said((kit) => refundPolicyKit(kit, { id: 'sample', title: 'Sample', reversed })), message);
  });
}

function raise(): never {
  throw new Error('nothing');
}
