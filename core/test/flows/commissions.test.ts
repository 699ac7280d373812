import t from 'tap';
import type { SaleInput } from '../../src/flows/record-sale.ts';
import { noon, paid } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from './house.ts';

const { scene } = await house(t);

/** What jane earns with one sale. */
async function earned(s: Scenario, key: string, told: Partial<SaleInput>): Promise<bigint | undefined> {
  const { outcome } = await s.sale(key, { ...told, evidence: { slugs: [s.slug('jane')] } });
  return outcome.lines[0]?.line.amount;
}

t.test('C2: the net base is what of the captured sum is neither tax nor shipping', async (t) => {
  const s = await scene();
  t.equal(await earned(s, 'o1', { amount: 12_000n, tax: 2_000n }), 2_000n);
  t.equal(await earned(s, 'o2', { amount: 12_000n, tax: 1_900n, shipping: 600n }), 1_900n);
  t.equal(await earned(s, 'o3', { amount: 500n, tax: 200n, shipping: 300n }), 0n, 'at least 0');
  const partly = paid('in', { amount: 6_000n, total: 12_000n, tax: 2_000n, evidence: { slugs: [s.slug('jane')] } });
  const [half] = await s.deliver(partly);
  t.equal(half?.outcome.lines[0]?.line.amount, 1_000n, 'captured in part');
});

t.test('C2: a gross base is all that was captured; unknown tax is 0 and marked', async (t) => {
  const s = await scene({ campaigns: [{ slug: 'main', commission: { base: 'gross' } }] });
  t.equal(await earned(s, 'o1', { amount: 12_000n, tax: 2_000n, shipping: 500n }), 2_400n);
  const { tax: _, ...unknown } = paid('in', { evidence: { slugs: [s.slug('jane')] } });
  const [told] = await s.deliver(unknown);
  t.equal(told?.outcome.lines[0]?.line.amount, 2_000n);
  t.same(told?.outcome.notes, ['tax_unknown']);
});

t.test('C2: nothing captured is no sale', async (t) => {
  const s = await scene();
  t.match(await s.sale('o1', { amount: 0n, evidence: { slugs: [s.slug('jane')] } }), {
    outcome: { standing: 'no_money' },
  });
  await s.sale('o2', { amount: 0n, customer: { externalId: 'u1' }, evidence: { slugs: [s.slug('jane')] } });
  const later = { occurredAt: after(noon, { days: 1 }), customer: { externalId: 'u1' } };
  t.match(await s.sale('o3', later), { outcome: { standing: 'uncredited' } }, 'and locks nobody');
});

t.test(
  'C3: one-time is one-off orders and the first payment above 0 of each subscription; every is all of them',
  async (t) => {
    for (const [renewals, expected] of [
      ['first', [2_000n, 0n, 2_000n, 2_000n]],
      ['every', [2_000n, 2_000n, 2_000n, 2_000n]],
    ] as const) {
      const s = await scene({
        campaigns: [{ slug: 'main', commission: { models: { cps: { kind: 'percent', rate: 200_000, renewals } } } }],
      });
      const evidence = { slugs: [s.slug('jane')] };
      await s.deliver(paid('trial', { amount: 0n, subscription: 'a', billing: 'first', evidence }));
      const told = (hours: number) => ({ occurredAt: after(noon, { hours }), evidence });
      const all = [
        await s.deliver(paid('a1', { ...told(1), subscription: 'a', billing: 'renewal' })),
        await s.deliver(paid('a2', { ...told(2), subscription: 'a', billing: 'renewal' })),
        await s.deliver(paid('b1', { ...told(3), subscription: 'b', billing: 'first' })),
        await s.deliver(paid('once', told(4))),
      ];
      t.same(
        all.map(([one]) => one?.outcome.lines[0]?.line.amount ?? 0n),
        expected,
        renewals,
      );
    }
  },
);

t.test('C3: a first payment told after its renewal is still the first, and one-time is earned once', async (t) => {
  const s = await scene();
  const evidence = { slugs: [s.slug('jane')] };
  await s.deliver(paid('in2', { subscription: 'sub', occurredAt: after(noon, { hours: 2 }), evidence }));
  await s.deliver(paid('in1', { subscription: 'sub', amount: 5_000n, evidence }));
  await s.work();
  t.same((await s.books()).balances, { 'jane.pending': 1_000n });
});

t.test('C3, M5: a flat amount in another currency than the sale waits for a rate, and guesses none', async (t) => {
  const flat = { unit: 5_000_000, currency: 'USD' };
  const s = await scene({ campaigns: [{ slug: 'main', commission: { models: { cps: { kind: 'flat', flat } } } }] });
  t.equal(await earned(s, 'o1', {}), 500n);
  const { outcome } = await s.sale('o2', { currency: 'EUR', evidence: { slugs: [s.slug('jane')] } });
  t.match(outcome, { standing: 'no_rate', postings: [] });
  t.same((await s.books()).balances, { 'jane.pending': 500n });
});

t.test('M4, X1: balances are apart by currency, each in the payment’s own', async (t) => {
  const s = await scene();
  await earned(s, 'o1', {});
  await earned(s, 'o2', { currency: 'JPY', amount: 555n });
  await earned(s, 'o3', { currency: 'KWD', amount: 12_345n });
  t.same((await s.books()).balances, {
    'jane.pending': 2_000n,
    'jane.pending.JPY': 111n,
    'jane.pending.KWD': 2_469n,
  });
});

t.test('M5: when the believed statement is in another currency, the first is taken back in its own', async (t) => {
  const s = await scene();
  const evidence = { slugs: [s.slug('jane')] };
  await s.deliver(paid('pi', { rank: 10, currency: 'EUR', amount: 9_000n, evidence }));
  t.same((await s.books()).balances, { 'jane.pending.EUR': 1_800n });
  await s.deliver(paid('in', { refs: ['pi'], evidence }));
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
});

t.test('C9: a test runs the whole line and moves nothing', async (t) => {
  const s = await scene();
  const customer = { externalId: 'u1', email: 'b@x.test' };
  const test = { mode: 'test', customer, evidence: { slugs: [s.slug('jane')] } } as const;
  const { outcome } = await s.sale('o1', test);
  t.match(outcome, { standing: 'credited', lines: [{ line: { amount: 2_000n } }], postings: [] });
  await s.refund('r1', 'o1', 3_300n, { mode: 'test' });
  await s.lead({ email: 'else@x.test' }, { evidence: { slugs: [s.slug('bob')] } }, 'test');
  await s.pass({ days: 31 });
  const { balances, postings, conversions } = await s.books();
  t.same([balances, postings], [{}, 0]);
  t.match(conversions[0], { commission: 2_000n, reversed: 660n });
});

t.test('C9: tests have ids, customers, slots and locks of their own', async (t) => {
  const s = await scene();
  const test = s.connection('test');
  const customer = { externalId: 'u1', email: 'b@x.test' };
  const told = { customer, evidence: { slugs: [s.slug('jane')] } };
  await s.sale('o1', { ...told, mode: 'test', occurredAt: before(noon, { days: 1 }) });
  await test(paid('in1', { ...told, subscription: 'sub', occurredAt: before(noon, { days: 1 }) }));
  await s.lead(customer, { occurredAt: before(noon, { days: 1 }), evidence: told.evidence }, 'test');
  const live = await s.sale('o1', { customer, evidence: { slugs: [s.slug('bob')] } });
  t.match(live, { deduped: false, outcome: { standing: 'credited' } });
  t.match(await s.sale('o1', { customer }), { deduped: true });
  t.match(await s.sale('o2', { customer: { email: 'b@x.test' }, occurredAt: before(noon, { hours: 1 }) }), {
    outcome: { standing: 'uncredited', reason: 'no_evidence' },
  });
  t.match(await s.sale('o1', { ...told, mode: 'test' }), { deduped: true });
  await t.rejects(s.refund('r1', 'o3', undefined), { code: 'unknown_sale' });
  await s.sale('o3', { ...told, mode: 'test' });
  await t.rejects(s.refund('r1', 'o3', undefined), { code: 'unknown_sale' }, 'a test is no sale');
  t.same((await s.books()).balances, { 'bob.pending': 2_000n });
});

t.test('C9: a click of a test credits tests only', async (t) => {
  const s = await scene();
  const evidence = { clickIds: [await s.click('jane', before(noon, { days: 1 }), { mode: 'test' })] };
  t.match(await s.sale('o1', { evidence }), { outcome: { standing: 'uncredited' } });
  t.match(await s.sale('o1', { evidence, mode: 'test' }), { outcome: { standing: 'credited' } });
});
