import t from 'tap';
import type { Fact, SubscriptionChanged } from '../../src/contract/facts.ts';
import { disputed, linked, noon, paid, refunded } from '../../src/testing/facts.ts';
import type { BrandOptions } from '../../src/testing/brand-options.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from './house.ts';
import { orders, random, seed, shuffled, type Telling, whatStands } from './in-any-order.ts';

const { scene } = await house(t);

/** Whatever order they are told in, and however often, the same stands in the end: `balances`. */
function alike(
  name: string,
  balances: Readonly<Record<string, bigint>>,
  tell: (s: Scenario) => Promise<readonly Telling[]>,
  options: BrandOptions = {},
): void {
  t.test(name, async (t) => {
    const chance = random(seed);
    let expected: object | undefined;
    const count = (await tell(await scene(options))).length;
    for (const order of orders([...Array(count).keys()], chance)) {
      const s = await scene(options);
      const tellings = await tell(s);
      const twice = shuffled([...order, ...order.filter(() => chance() < 0.3)], chance);
      for (const index of chance() < 0.5 ? order : [...order, ...twice]) {
        await tellings[index]?.();
        if (chance() < 0.5) await s.work();
      }
      await s.work();
      const stands = await whatStands(s);
      expected ??= stands;
      const how = `told in the order ${order.join(' ')}`;
      if (!t.same((await s.books()).balances, balances, how) || !t.same(stands, expected, how)) return;
    }
  });
}

const subscription = (state: SubscriptionChanged['state'], occurredAt: string): SubscriptionChanged => ({
  type: 'subscription.changed',
  key: 'sub',
  occurredAt,
  state,
  evidence: {},
});

const facts = (s: Scenario, ...list: readonly Fact[]): Telling[] => list.map((fact) => () => s.deliver(fact));

alike(
  'I2, R1: invoice and intent credited apart, joined, and refunded by the charge',
  { 'bob.pending': 1_340n },
  async (s) => {
    const [a, b] = [await s.click('jane', before(noon, { days: 2 })), await s.click('bob', before(noon, { days: 1 }))];
    return facts(
      s,
      paid('pi', { rank: 10, evidence: { clickIds: [a] } }),
      paid('in', { evidence: { clickIds: [b] } }),
      linked('in', 'pi'),
      linked('ch', 'pi'),
      refunded('re', 'ch', 3_300n),
    );
  },
);
alike(
  'I2: the believed statement says when, though another was earlier or later',
  { 'jane.pending': 2_000n },
  async (s) => {
    const id = await s.click('jane', before(noon, { days: 60 }));
    return facts(
      s,
      paid('in', { occurredAt: before(noon, { seconds: 1 }), evidence: { clickIds: [id] } }),
      paid('in2', { occurredAt: after(noon, { seconds: 1 }) }),
      paid('pi', { rank: 10, occurredAt: before(noon, { days: 1 }) }),
      linked('in', 'in2', 'pi'),
    );
  },
);
alike(
  'R7: a subscription that is cancelled while its second payment is in hold',
  { 'jane.pending': 2_000n },
  async (s) =>
    facts(
      s,
      paid('in1', {
        subscription: 'sub',
        billing: 'first',
        occurredAt: before(noon, { days: 29 }),
        evidence: { slugs: [s.slug('jane')] },
      }),
      paid('in2', { subscription: 'sub', billing: 'renewal' }),
      subscription('active', before(noon, { days: 29 })),
      subscription('ended', after(noon, { days: 2 })),
      refunded('re', 'in2', 3_300n),
    ),
  {
    campaigns: [
      {
        slug: 'main',
        commission: {
          cancelWithinHoldReverses: true,
          models: { cps: { kind: 'percent', rate: 200_000, renewals: 'every' } },
        },
      },
    ],
  },
);
alike(
  'A4: a renewal before the first payment of its subscription',
  { 'jane.pending': 6_000n },
  async (s) => [
    ...facts(
      s,
      paid('in1', { subscription: 'sub', billing: 'first', evidence: { slugs: [s.slug('jane')] } }),
      paid('in2', { subscription: 'sub', billing: 'renewal', occurredAt: after(noon, { days: 30 }) }),
      paid('in3', {
        subscription: 'sub',
        billing: 'renewal',
        occurredAt: after(noon, { days: 60 }),
        evidence: { slugs: [s.slug('bob')] },
      }),
    ),
  ],
  {
    campaigns: [
      { slug: 'main', commission: { models: { cps: { kind: 'percent', rate: 200_000, renewals: 'every' } } } },
    ],
  },
);
alike('A4: the customer lock, and a customer told late', { 'jane.pending': 4_000n }, async (s) =>
  facts(
    s,
    paid('pi1', { rank: 10, evidence: { slugs: [s.slug('jane')] } }),
    paid('in1', { occurredAt: after(noon, { hours: 1 }), customer: { processorId: 'cus' } }),
    linked('in1', 'pi1'),
    paid('in2', {
      occurredAt: after(noon, { days: 1 }),
      customer: { processorId: 'cus' },
      evidence: { slugs: [s.slug('bob')] },
    }),
  ),
);
alike('A8: a late lead whose click lies before the payment', { 'jane.pending': 2_000n }, async (s) => {
  const id = await s.click('jane', before(noon, { days: 1 }));
  return [
    () => s.deliver(paid('in', { customer: { email: 'buyer@x.test' } })),
    () => s.lead({ email: 'buyer@x.test' }, { occurredAt: after(noon, { hours: 1 }), evidence: { clickIds: [id] } }),
  ];
});
alike('A5: an e-mail joins an external id and a processor id', { 'jane.pending': 2_000n }, async (s) => [
  () =>
    s.lead({ email: 'Buyer@X.test' }, { occurredAt: before(noon, { days: 2 }), evidence: { slugs: [s.slug('jane')] } }),
  () => s.deliver(paid('in', { customer: { processorId: 'cus' } })),
  () =>
    s.deliver({
      type: 'customer.changed',
      occurredAt: before(noon, { days: 1 }),
      customer: { processorId: 'cus', email: 'buyer@x.test' },
      evidence: {},
    }),
]);
alike(
  'A5: a lead by external id, a sale by e-mail, and a call that knows both',
  { 'jane.pending': 4_000n },
  async (s) => [
    () =>
      s.lead({ externalId: 'u1' }, { occurredAt: before(noon, { days: 2 }), evidence: { slugs: [s.slug('jane')] } }),
    () => s.sale('o1', { customer: { email: 'buyer@x.test' } }),
    () =>
      s.sale('o2', { occurredAt: before(noon, { hours: 2 }), customer: { externalId: 'u1', email: 'buyer@x.test' } }),
  ],
);
alike('A7: an affiliate buys, and its e-mail is told late', { 'bob.pending': 2_000n }, async (s) =>
  facts(
    s,
    paid('in1', { customer: { processorId: 'cus' }, evidence: { slugs: [s.slug('jane')] } }),
    {
      type: 'customer.changed',
      occurredAt: before(noon, { days: 1 }),
      customer: { processorId: 'cus', email: 'jane@affiliates.test' },
      evidence: {},
    },
    paid('in2', {
      occurredAt: after(noon, { hours: 1 }),
      customer: { processorId: 'cus' },
      evidence: { slugs: [s.slug('bob')] },
    }),
  ),
);
alike('R2, R3: refunds and disputes, each in its states', { 'jane.pending': 1_340n }, async (s) =>
  facts(
    s,
    paid('in', { evidence: { slugs: [s.slug('jane')] } }),
    refunded('re1', 'in', 3_300n),
    refunded('re2', 'in', 1_700n, { status: 'pending' }),
    refunded('re2', 'in', 1_700n, { asOf: after(noon, { hours: 1 }), status: 'failed' }),
    disputed('dp', 'in', 5_000n),
    disputed('dp', 'in', 5_000n, { asOf: after(noon, { days: 3 }), reinstated: 5_000n, phase: 'won' }),
  ),
);

alike('A4: a stranger begins a subscription whose renewal was told before', { 'jane.pending': 2_000n }, async (s) =>
  facts(
    s,
    paid('in1', { subscription: 'sub', customer: { processorId: 'cus' }, evidence: { slugs: [s.slug('jane')] } }),
    paid('in2', { subscription: 'sub', billing: 'renewal', occurredAt: after(noon, { days: 30 }) }),
  ),
);
alike('A4: a payment that turns out to be later than one it locked', { 'bob.pending': 4_000n }, async (s) =>
  facts(
    s,
    paid('pi1', { rank: 10, customer: { processorId: 'cus' }, evidence: { slugs: [s.slug('jane')] } }),
    paid('in2', {
      occurredAt: after(noon, { hours: 1 }),
      customer: { processorId: 'cus' },
      evidence: { slugs: [s.slug('bob')] },
    }),
    paid('in1', { occurredAt: after(noon, { hours: 2 }) }),
    linked('in1', 'pi1'),
  ),
);
alike(
  'A5: an e-mail of two external ids means the one seen before',
  { 'jane.pending': 2_000n, 'bob.pending': 2_000n },
  async (s) => [
    () =>
      s.lead(
        { externalId: 'u1', email: 'office@x.test' },
        { occurredAt: before(noon, { days: 3 }), evidence: { slugs: [s.slug('jane')] } },
      ),
    () =>
      s.lead(
        { externalId: 'u2', email: 'office@x.test' },
        { occurredAt: before(noon, { days: 1 }), evidence: { slugs: [s.slug('bob')] } },
      ),
    () =>
      s.sale('o2', { occurredAt: before(noon, { days: 2 }), customer: { externalId: 'u3', email: 'office@x.test' } }),
    () => s.sale('o3', { customer: { externalId: 'u4', email: 'office@x.test' } }),
  ],
);
