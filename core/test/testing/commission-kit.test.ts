import { Type } from '@sinclair/typebox';
import t from 'tap';
import { type CommissionInput, type Computed, defineModel } from '../../src/contract/commission.ts';
import { operand } from '../../src/contract/reasons.ts';
import { percentOf } from '../../src/domain/money.ts';
import { type CommissionExamples, commissionModelKit } from '../../src/testing/commission-kit.ts';
import { broken } from './recorder.ts';

const Terms = Type.Object(
  { rate: Type.Integer({ minimum: 0, maximum: 1_000_000, title: 'Rate', description: 'Parts per million.' }) },
  { additionalProperties: false },
);

const sound = defineModel({
  id: 'part',
  lane: 'base',
  title: 'Part',
  terms: Terms,
  accepts: (kind) => kind === 'sale',
  compute: ({ base, terms }): Computed => {
    const amount = percentOf(base, terms.rate);
    return { earns: true, amount, steps: [{ op: 'rate', values: { result: operand(amount) } }] };
  },
});

const examples: CommissionExamples = {
  terms: [{ rate: 200_000 }],
  refused: [{ terms: { rate: -1 }, path: '/rate', code: 'out_of_range' }],
};

type Sale = CommissionInput<{ rate: number }>;
const brokenBy = (changed: Partial<typeof sound>, given = examples) =>
  broken((t) => commissionModelKit(t, { ...sound, ...changed }, given));
const computing = (compute: (sale: Sale) => Computed) => ({ compute });
const steps = (result: number) => [{ op: 'rate', values: { result } }];

t.test('a sound model keeps every promise', async (t) => {
  t.same(await brokenBy({}), new Map());
});

const faults: readonly (readonly [string, Partial<typeof sound>, RegExp])[] = [
  ['an id that cannot be stored', { id: 'a/b' }, /it has an id/],
  ['no kind of event', { accepts: () => false }, /accepts at least one/],
  ['open terms', { terms: Type.Object(Terms.properties) }, /C1/],
  [
    'a field without a label',
    { terms: Type.Object({ rate: Type.Integer({ description: 'x' }) }, { additionalProperties: false }) },
    /C1/,
  ],
  ['an amount below 0', computing(() => ({ earns: true, amount: -1n, steps: steps(-1) })), /M2/],
  ['an amount that is no bigint', computing(() => ({ earns: true, amount: 1 as never, steps: steps(1) })), /M2/],
  ['chance', computing(() => ({ earns: true, amount: BigInt(Math.floor(Math.random() * 9)), steps: steps(1) })), /M2/],
  ['an amount without working', computing(() => ({ earns: true, amount: 1n, steps: [] })), /every answer/],
  ['working that ends elsewhere', computing(() => ({ earns: true, amount: 1n, steps: steps(2) })), /every answer/],
  ['a sentence for a reason', computing(() => ({ earns: false, reason: 'Nothing today', values: {} })), /every answer/],
  [
    'a guessed rate',
    computing((sale) => {
      const amount = sale.convert({ unit: 5_000_000n, currency: 'EUR' })?.amount ?? 500n;
      return { earns: true, amount, steps: steps(Number(amount)) };
    }),
    /M5/,
  ],
  [
    'a check that refuses what should be taken',
    { check: () => [{ path: '', code: 'no', message: 'no' }] },
    /example terms/,
  ],
];

for (const [fault, changed, promise] of faults) {
  t.test(`the kit finds ${fault}`, async (t) => {
    t.match([...(await brokenBy(changed)).keys()].join('\n'), promise);
  });
}

t.test('the kit finds terms that should have been refused', async (t) => {
  const given = { ...examples, refused: [{ terms: { rate: 5 }, path: '/rate', code: 'out_of_range' }] };
  t.match([...(await brokenBy({}, given)).keys()].join('\n'), /refused at their place/);
});
