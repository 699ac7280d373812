import t from 'tap';
import { Type } from '@sinclair/typebox';
import {
  definePlugin,
  type CommissionModel,
  type DerivedModel,
  type RefundPolicy,
  type TermsModel,
  type AttributionStrategy,
} from '../../src/contract/index.ts';
import { defaultOrder } from '../../src/domain/terms.ts';
import { noon, paid, refunded } from '../../src/testing/facts.ts';
import { house } from './house.ts';

const { scene } = await house(t);

/** A plugin that does what `behaviour` says at the moment. */
const plugin = (name: string, extension: Parameters<typeof definePlugin>[0]['provides']) =>
  definePlugin({
    name,
    api: 1,
    version: '1.0.0',
    options: Type.Object({}, { additionalProperties: false }),
    ...(extension && { provides: extension }),
  })();

const earns = (amount: bigint) => ({ earns: true as const, amount, steps: [] });

const faults: Readonly<Record<string, (input: { readonly terms: object }) => ReturnType<CommissionModel['compute']>>> =
  {
    throws: () => {
      throw new Error('out of order');
    },
    'gives a negative amount': () => earns(-1n),
    'gives a float': () => earns(0.5 as never),
    'gives more than an amount can be': () => earns(2n ** 53n),
    'answers nothing': () => undefined as never,
    'leaves something in its terms for the next payment': ({ terms }) => {
      (terms as Record<string, unknown>)['left'] = true;
      return earns(1n);
    },
    'answers otherwise every time': () => earns(BigInt(Math.floor(Math.random() * 1e15))),
  };

for (const [fault, misbehave] of Object.entries(faults)) {
  t.test(
    `a commission model that ${fault} parks the payment with its name, posts nothing, and is asked again`,
    async (t) => {
      let compute: CommissionModel['compute'] = misbehave;
      const model: CommissionModel = {
        id: 'odd',
        lane: 'base',
        title: 'Odd',
        terms: Type.Object({}),
        accepts: () => true,
        compute: (input) => compute(input),
      };
      const s = await scene({ campaigns: [{ slug: 'main', commission: { models: { odd: {} } } }] }, [
        plugin('odd', () => [{ kind: 'commission-model', model }]),
      ]);
      const { outcome } = await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
      t.match(outcome, { standing: 'failed', reason: 'model_failed:odd', postings: [] });
      t.same((await s.books()).balances, {});
      t.equal(await s.pass({ minutes: 8 }), 0);
      t.ok((await s.pass({ minutes: 4 })) > 0, 'tried again after ten minutes, in vain');
      compute = () => earns(700n);
      await s.pass({ minutes: 12 });
      t.same((await s.books()).balances, { 'jane.pending': 700n }, 'mended, and credited');
    },
  );
}

const oddTiers: Readonly<Record<string, Partial<TermsModel>>> = {
  'throws when it is asked': {
    asks: () => {
      throw new Error('out of order');
    },
  },
  'asks for what nobody knows': { asks: () => ({ measure: 'volume', period: 'month', currency: null }) },
  'picks what it does not have': { pick: () => ({ change: 7, values: {} }) },
  'picks otherwise every time': { pick: () => ({ change: null, values: { now: Math.random() } }) },
  'changes a model that is not loaded': { pick: () => ({ change: 0, values: {} }) },
  'answers nothing': { pick: () => undefined as never },
};

for (const [fault, misbehaviour] of Object.entries(oddTiers)) {
  t.test(`a model of the terms lane that ${fault} parks the payment with a name, and posts nothing`, async (t) => {
    const model: TermsModel = {
      id: 'odd',
      lane: 'terms',
      title: 'Odd',
      terms: Type.Object({}),
      accepts: () => true,
      changes: () => [{ path: '', models: { absent: {} } }],
      asks: () => null,
      pick: () => ({ change: null, values: {} }),
      ...misbehaviour,
    };
    const cps = { kind: 'percent', rate: 200_000, renewals: 'first' };
    const s = await scene({ campaigns: [{ slug: 'main', commission: { models: { cps, odd: {} } } }] }, [
      plugin('odd', () => [{ kind: 'commission-model', model }]),
    ]);
    const { outcome } = await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
    t.match(outcome, { standing: 'failed', reason: /^model_failed:(odd|absent)$/, postings: [], newFacts: [] });
    t.same((await s.books()).balances, {});
  });
}

for (const [fault, misbehave] of Object.entries(faults)) {
  t.test(`a model of the derived lane that ${fault} parks the payment with its name, and posts nothing`, async (t) => {
    const model: DerivedModel = {
      id: 'odd',
      lane: 'derived',
      title: 'Odd',
      terms: Type.Object({}),
      accepts: () => true,
      derive: misbehave,
    };
    const cps = { kind: 'percent', rate: 200_000, renewals: 'first' };
    const affiliates = ['jane', { name: 'bob', recruiter: 'jane' }];
    const s = await scene({ campaigns: [{ slug: 'main', affiliates, commission: { models: { cps, odd: {} } } }] }, [
      plugin('odd', () => [{ kind: 'commission-model', model }]),
    ]);
    const { outcome } = await s.sale('o1', { evidence: { slugs: [s.slug('bob')] } });
    t.match(outcome, { standing: 'failed', reason: 'model_failed:odd', postings: [], newFacts: [] });
    t.same((await s.books()).balances, {});
  });
}

t.test('a refund policy that throws or takes back too much posts nothing until it is mended', async (t) => {
  let reversed: RefundPolicy['reversed'] = () => {
    throw new Error('out of order');
  };
  const policy: RefundPolicy = { id: 'odd', title: 'Odd', reversed: (...input) => reversed(...input) };
  const s = await scene({ campaigns: [{ slug: 'main', commission: { refundPolicy: 'odd' } }] }, [
    plugin('odd', () => [{ kind: 'refund-policy', policy }]),
  ]);
  await s.deliver(paid('in', { evidence: { slugs: [s.slug('jane')] } }));
  t.same((await s.books()).balances, { 'jane.pending': 2_000n }, 'nothing was refunded: it was not asked');
  const [refund] = await s.deliver(refunded('re', 'in', 5_000n));
  t.match(refund?.outcome, { standing: 'failed', reason: 'policy_failed:odd' });
  reversed = ({ amount }) => amount + 1n;
  await s.pass({ minutes: 12 });
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
  reversed = ({ amount }) => amount / 2n;
  await s.pass({ minutes: 12 });
  t.same((await s.books()).balances, { 'jane.pending': 1_000n });
});

t.test('a payment that fails when its hold ends is closed as soon as the plugin is mended', async (t) => {
  let broken = false;
  const model: CommissionModel = {
    id: 'odd',
    lane: 'base',
    title: 'Odd',
    terms: Type.Object({}),
    accepts: () => true,
    compute: () => earns(broken ? -1n : 700n),
  };
  const s = await scene({ campaigns: [{ slug: 'main', commission: { models: { odd: {} } } }] }, [
    plugin('odd', () => [{ kind: 'commission-model', model }]),
  ]);
  await s.deliver(paid('in', { evidence: { slugs: [s.slug('jane')] } }));
  broken = true;
  await s.pass({ days: 31 });
  t.match(await s.books(), { balances: { 'jane.pending': 700n }, payments: [{ state: 'failed' }] });
  broken = false;
  await s.pass({ minutes: 12 });
  t.match(await s.books(), { balances: { 'jane.payable': 700n }, payments: [{ state: 'credited', closed: true }] });
});

t.test('an attribution strategy that throws parks the payment with its name', async (t) => {
  let broken = true;
  const strategy: AttributionStrategy = {
    id: 'odd',
    method: 'odd',
    decide: () => {
      if (broken) throw new Error('out of order');
      return { outcome: 'pass', reason: 'nothing', values: {} };
    },
  };
  const s = await scene({ campaigns: [{ slug: 'main', attribution: { order: ['odd', ...defaultOrder] } }] }, [
    plugin('odd', () => [{ kind: 'attribution-strategy', strategy }]),
  ]);
  const { outcome } = await s.sale('o1', { occurredAt: noon, evidence: { slugs: [s.slug('jane')] } });
  t.match(outcome, { standing: 'failed', reason: 'strategy_failed:odd' });
  broken = false;
  await s.pass({ minutes: 12 });
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
});
