import t from 'tap';
import type { Fact } from '../../src/contract/facts.ts';
import { paid, refunded } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { house } from './house.ts';
import { orders, random } from './in-any-order.ts';

const { scene } = await house(t);

/** One subscription of 100.00 a month from 31 January on, the first credited to jane. */
const payment = (s: Scenario, number: number, day: string, amount = 10_000n): Fact =>
  paid(`in${number}`, {
    occurredAt: `${day}T12:00:00.000Z`,
    amount,
    subscription: 'sub',
    billing: number === 1 ? 'first' : 'renewal',
    ...(number === 1 ? { evidence: { slugs: [s.slug('jane')] } } : {}),
  });
const campaigns = (recurring: Readonly<Record<string, unknown>>) => [
  {
    slug: 'main',
    commission: {
      models: { cps: { rate: 500_000, renewals: 'none' }, recurring: { counted: 'payments', delay: 0, ...recurring } },
    },
  },
];
const earned = async (s: Scenario) => (await s.books()).conversions.map(({ commission }) => commission);
const days = ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'];

t.test('C4: 40% for two months, then 20% of one more payment, told in any order', async (t) => {
  const recurring = {
    counted: 'months',
    schedule: [
      { lasts: 2, rate: 400_000 },
      { lasts: 1, rate: 200_000 },
    ],
  };
  for (const order of orders([0, 1, 2, 3], random(1)).slice(0, 8)) {
    const s = await scene({ campaigns: campaigns(recurring) });
    for (const index of order) await s.deliver(payment(s, index + 1, days[index] ?? ''));
    await s.work();
    t.same(await earned(s), [4_000n, 4_000n, 2_000n, 0n], order.join(' '));
  }
});

t.test('C4: only payments above 0 take a slot, and a refunded one keeps it', async (t) => {
  const s = await scene({ campaigns: campaigns({ delay: 1, schedule: [{ lasts: 1, rate: 400_000 }] }) });
  await s.deliver(payment(s, 1, '2026-01-31'));
  await s.deliver(payment(s, 2, '2026-02-15', 0n));
  await s.deliver(refunded('re', 'in1', 10_000n, { occurredAt: '2026-02-16T12:00:00.000Z' }));
  await s.deliver(payment(s, 3, '2026-02-28'));
  await s.deliver(payment(s, 4, '2026-03-31'));
  t.same(await earned(s), [0n, 4_000n, 0n]);
});

t.test(
  'C3, C4: with renewals at none, cps pays one-off orders and recurring subscriptions, and nothing twice',
  async (t) => {
    const s = await scene({ campaigns: campaigns({ schedule: [{ rate: 200_000 }] }) });
    await s.deliver(payment(s, 1, '2026-01-31'));
    await s.sale('order', { evidence: { slugs: [s.slug('jane')] } });
    t.same((await earned(s)).toSorted(), [2_000n, 5_000n]);
  },
);
