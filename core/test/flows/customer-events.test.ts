import t from 'tap';
import { noon } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from './house.ts';
import { orders, random, seed, shuffled, type Telling, whatStands } from './in-any-order.ts';

const { scene } = await house(t, 20);
const usd = (major: number) => ({ unit: major * 1_000_000, currency: 'USD' });
const events = [
  { event: 'trial', amount: usd(3) },
  { event: 'plan', amount: usd(10) },
];
const cpa = { campaigns: [{ slug: 'main', commission: { models: { cpa: { events } } } }] };
const sarah = { externalId: 'u1', email: 'sarah@x.test' };
const byJane = (s: Scenario) => ({ evidence: { slugs: [s.slug('jane')] } });

t.test('C3, F38: a named event earns once per customer and name', async (t) => {
  const s = await scene(cpa);
  const first = await s.event('trial', sarah, byJane(s));
  t.match(first, { deduped: false, outcome: { standing: 'credited', lines: [{ line: { amount: 300n } }] } });
  t.match(await s.event('trial', { externalId: 'u1' }, byJane(s)), { deduped: true });
  t.match(await s.event('trial', { email: 'Sarah@x.test' }, byJane(s)), { deduped: true });
  t.match(await s.event('plan', sarah, byJane(s)), { deduped: false });
  await s.event('trial', { externalId: 'u2' }, byJane(s));
  await s.work();
  const { balances, conversions } = await s.books();
  t.same(balances, { 'jane.pending': 300n + 1_000n + 300n });
  t.match(conversions, [{ type: 'event' }, { type: 'event' }, { type: 'event' }]);
});

t.test('C3: an event that nobody agreed on earns nothing and says so', async (t) => {
  const s = await scene(cpa);
  t.match((await s.event('login', sarah, byJane(s))).outcome, {
    standing: 'credited',
    lines: [],
    unearned: [{ model: 'cpa', reason: 'event_not_paid_for' }],
  });
  const none = await scene();
  t.match((await none.event('trial', sarah, byJane(none))).outcome, { standing: 'uncredited', reason: 'not_paid_for' });
});

t.test('A1, A4: events are credited by the evidence of the customer, and lock nobody', async (t) => {
  const s = await scene(cpa);
  const click = await s.click('jane', before(noon, { days: 1 }));
  t.match(await s.event('trial', sarah, { evidence: { clickIds: [click] } }), {
    outcome: { decision: { method: 'link' } },
  });
  t.match(await s.event('plan', sarah), { outcome: { standing: 'uncredited', reason: 'no_evidence' } });
  await s.lead(sarah, { evidence: { slugs: [s.slug('bob')] } });
  await s.work();
  t.same(
    (await s.books()).balances,
    { 'bob.pending': 1_000n, 'jane.pending': 300n },
    'the lead tells of the later one',
  );
});

t.test('C3: who turns out to be one customer did it once', async (t) => {
  const s = await scene(cpa);
  await s.event('trial', { externalId: 'u1' }, byJane(s));
  await s.event('trial', { email: 'sarah@x.test' }, { ...byJane(s), occurredAt: after(noon, { hours: 1 }) });
  t.same((await s.books()).balances, { 'jane.pending': 600n }, 'two, as far as anybody knows');
  await s.sale('o1', { amount: 0n, customer: sarah, occurredAt: after(noon, { hours: 2 }) });
  await s.work();
  t.same((await s.books()).balances, { 'jane.pending': 300n });
});

t.test('C7, C9, R10: events mature and are denied as any credit; of a test nothing is posted', async (t) => {
  const s = await scene(cpa);
  const { intake } = await s.event('trial', sarah, byJane(s));
  await s.event('plan', sarah, byJane(s), 'test');
  await s.pass({ days: 31 });
  t.same((await s.books()).balances, { 'jane.payable': 300n });
  await s.decide(intake.paymentId, { type: 'credit.denied', occurredAt: s.engine.now().toISOString() });
  t.same((await s.books()).balances, {});
});

t.test('C3: events, leads and payments converge in any order and repetition', async (t) => {
  const chance = random(seed);
  const at = (hours: number) => ({ occurredAt: after(noon, { hours }) });
  const tell = (s: Scenario): readonly Telling[] => [
    () => s.event('trial', sarah, { ...byJane(s), ...at(1) }),
    () => s.event('trial', { email: 'sarah@x.test' }, { ...byJane(s), ...at(1) }),
    () => s.event('plan', { externalId: 'u1' }, at(2)),
    () => s.lead({ externalId: 'u1' }, { evidence: { slugs: [s.slug('bob')] } }),
    () => s.sale('o1', { customer: sarah, evidence: { slugs: [s.slug('jane')] }, ...at(-1) }),
  ];
  const count = tell(await scene(cpa)).length;
  let expected: object | undefined;
  for (const order of orders([...Array(count).keys()], chance)) {
    const s = await scene(cpa);
    const tellings = tell(s);
    for (const index of [...order, ...shuffled(order, chance)]) {
      await tellings[index]?.();
      if (chance() < 0.3) await s.work();
    }
    await s.work();
    const { balances } = await whatStands(s);
    expected ??= balances;
    if (!t.same(balances, expected, `told in the order ${order.join(' ')}`)) return;
  }
});

t.test('C3: told many times at once, a customer did it once', async (t) => {
  const s = await scene(cpa);
  const keys = [sarah, { email: 'sarah@x.test' }, { externalId: 'u1' }];
  await Promise.all(Array.from({ length: 12 }, (_, i) => s.event('trial', keys[i % 3] ?? sarah, byJane(s))));
  await s.work();
  t.same((await s.books()).balances, { 'jane.pending': 300n });
});
