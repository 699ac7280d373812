import t from 'tap';
import type { Fact } from '../../src/contract/facts.ts';
import { disputed, linked, noon, paid, refunded } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after } from '../../src/testing/time.ts';
import { house } from './house.ts';
import { orders, random } from './in-any-order.ts';

const { scene } = await house(t);
const owed = async (s: Scenario) => (await s.books()).balances;
const at = (hours: number): string => after(noon, { hours });

/** A payment of 100.00 at 20% to jane, told to be `in`. */
const sold = (s: Scenario, told: Partial<Extract<Fact, { type: 'payment.received' }>> = {}): Fact =>
  paid('in', { evidence: { slugs: [s.slug('jane')] }, ...told });

t.test('R1: 100.00 at 20% refunded 33.00 and 67.00, in every order and doubled, leaves nothing', async (t) => {
  const steps = [0, 1, 2];
  for (const order of orders(steps, random(1))) {
    for (const twice of [false, true]) {
      const s = await scene();
      const tell = [sold(s), refunded('re1', 'in', 3_300n), refunded('re2', 'in', 6_700n, { occurredAt: at(1) })];
      for (const step of twice ? [...order, ...order.toReversed()] : order) await s.deliver(tell[step] as Fact);
      t.same(await owed(s), {}, `${order.join(' ')} ${twice ? 'doubled' : ''}`);
      t.match((await s.books()).conversions, [{ status: 'refunded', commission: 2_000n, reversed: 2_000n }]);
    }
  }
});

t.test('R1: any partition of the sum reverses exactly the commission, and each part in turn', async (t) => {
  const s = await scene();
  await s.deliver(sold(s, { amount: 10_007n }));
  const parts = [1n, 333n, 333n, 334n, 2_999n, 6_007n];
  let gone = 0n;
  for (const [index, part] of parts.entries()) {
    await s.deliver(refunded(`re${index}`, 'in', part));
    gone += part;
    const expected = 2_001n - (2_001n * gone * 2n + 10_007n) / (2n * 10_007n);
    t.same((await owed(s))['jane.pending'] ?? 0n, expected);
  }
  t.same(await owed(s), {});
});

t.test('R1: a refund that names its tax takes the rest from the base', async (t) => {
  const s = await scene();
  await s.deliver(sold(s, { amount: 12_000n, tax: 2_000n }));
  await s.deliver(refunded('re', 'in', 2_000n, { tax: 2_000n }));
  t.same(await owed(s), { 'jane.pending': 2_000n }, 'only tax went back');
  await s.deliver(refunded('re2', 'in', 5_000n));
  t.same(await owed(s), { 'jane.pending': 1_167n }, 'half_up(2 000 × (5 000 × 10 000 / 12 000) / 10 000) = 833');
  await s.deliver(refunded('re3', 'in', 5_000n));
  t.same(await owed(s), {}, 'all of it, since all was returned');
});

t.test(
  'R2: an object counts at its latest state by the processor’s time, then pending < succeeded < failed',
  async (t) => {
    const s = await scene();
    await s.deliver(sold(s));
    const tell = (status: 'pending' | 'succeeded' | 'failed', hours: number) =>
      s.deliver(refunded('re', 'in', 5_000n, { status, asOf: at(hours) }));
    await tell('pending', 1);
    t.same(await owed(s), { 'jane.pending': 2_000n });
    await tell('succeeded', 2);
    t.same(await owed(s), { 'jane.pending': 1_000n });
    await tell('pending', 1.5);
    t.same(await owed(s), { 'jane.pending': 1_000n }, 'an older state that comes late changes nothing');
    await tell('failed', 2);
    t.same(await owed(s), { 'jane.pending': 2_000n }, 'of the same time the further one');
    await tell('succeeded', 3);
    t.same(await owed(s), { 'jane.pending': 1_000n });
  },
);

t.test('R2: a server-to-server refund keeps the amount of its first statement', async (t) => {
  const s = await scene();
  await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
  await s.refund('r1', 'o1', 4_000n);
  t.match(await s.refund('r1', 'o1', 4_000n), { deduped: true });
  await t.rejects(s.refund('r1', 'o1', 5_000n), { code: 'refund_differs' });
  t.same(await owed(s), { 'jane.pending': 1_200n });
  await s.refund('r1', 'o1', undefined, { status: 'failed', occurredAt: at(1) });
  t.same(await owed(s), { 'jane.pending': 2_000n });
});

t.test('R2, R3: more than was paid never goes back', async (t) => {
  const s = await scene();
  await s.deliver(sold(s), refunded('re', 'in', 8_000n), disputed('dp', 'in', 8_000n));
  t.same(await owed(s), {});
  await s.deliver(refunded('re', 'in', 8_000n, { status: 'failed', asOf: at(1) }));
  t.same(await owed(s), { 'jane.pending': 400n });
});

t.test('R3: a dispute counts by the money it moved: withdrawn, reinstated, lost for good, won on appeal', async (t) => {
  const s = await scene();
  await s.deliver(sold(s));
  const tell = (hours: number, withdrawn: bigint, reinstated: bigint, phase: 'warning' | 'opened' | 'won' | 'lost') =>
    s.deliver(disputed('dp', 'in', 6_000n, { asOf: at(hours), withdrawn, reinstated, phase }));
  await tell(1, 0n, 0n, 'warning');
  t.same(await owed(s), { 'jane.pending': 2_000n }, 'an inquiry takes nothing');
  await tell(2, 6_600n, 0n, 'opened');
  t.same(await owed(s), { 'jane.pending': 800n }, 'movements may be in another currency: only their ratio is used');
  await tell(3, 6_600n, 3_300n, 'won');
  t.same(await owed(s), { 'jane.pending': 1_400n }, 'half of it came back');
  await tell(4, 6_600n, 0n, 'lost');
  t.same(await owed(s), { 'jane.pending': 800n });
  await tell(5, 6_600n, 6_600n, 'won');
  t.same(await owed(s), { 'jane.pending': 2_000n }, 'lost is not always final');
});

t.test('R3: a return that is an object of its own counts negative', async (t) => {
  const s = await scene();
  await s.deliver(sold(s), disputed('adj1', 'in', 10_000n));
  t.same(await owed(s), {});
  await s.deliver(disputed('adj2', 'in', 10_000n, { counts: 'back', asOf: at(1), phase: 'won' }));
  t.same(await owed(s), { 'jane.pending': 2_000n });
});

t.test('R4: a running total is one object that grows', async (t) => {
  const s = await scene();
  await s.deliver(sold(s));
  for (const [hours, total] of [
    [1, 2_000n],
    [3, 9_000n],
    [2, 5_000n],
  ] as const) {
    await s.deliver(refunded('in', 'in', total, { model: 'total', asOf: at(hours) }));
  }
  t.same(await owed(s), { 'jane.pending': 200n });
});

t.test('R5: a refund before its payment waits, and counts when it comes', async (t) => {
  const s = await scene();
  const [waiting] = await s.deliver(refunded('re', 'ch', 2_500n));
  t.equal(waiting?.outcome.standing, 'waiting');
  t.same(await owed(s), {});
  await s.deliver(linked('ch', 'pi'));
  await s.deliver(paid('in', { refs: ['pi'], evidence: { slugs: [s.slug('jane')] } }));
  t.same(await owed(s), { 'jane.pending': 1_500n });
});

t.test('R5: a server-to-server refund of a sale not told yet waits when it states amount and currency', async (t) => {
  const s = await scene();
  await t.rejects(s.refund('r1', 'o1', 2_500n), { code: 'unknown_sale' });
  await t.rejects(s.refund('r1', 'o1', undefined, { currency: 'USD' }), { code: 'unknown_sale' });
  t.match(await s.refund('r1', 'o1', 2_500n, { currency: 'USD' }), { waiting: true });
  await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
  t.same(await owed(s), { 'jane.pending': 1_500n });
});

t.test('R6: a refund in another currency than its payment is set aside, and seen', async (t) => {
  const s = await scene();
  const [told] = await s.deliver(sold(s), refunded('re', 'in', 5_000n, { currency: 'EUR' }));
  t.same(told?.outcome.notes, ['reversal_in_other_currency']);
  t.match(told?.outcome.state.quarantined, [{ key: 're', currency: 'EUR' }]);
  t.same(await owed(s), { 'jane.pending': 2_000n });
  await s.sale('o1', { evidence: { slugs: [s.slug('bob')] } });
  await t.rejects(s.refund('r1', 'o1', 100n, { currency: 'EUR' }), { code: 'currency_differs' });
});

t.test('R13: a sale of the server’s own is refunded by any id; all that is left where no amount is told', async (t) => {
  const s = await scene();
  const { intake } = await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
  await s.refund('r1', 'o1', 2_500n);
  const { externalEventId: _, ...bySale } = { externalEventId: '', saleId: intake.paymentId };
  const rest = await s.refund('r2', 'unused', undefined, bySale);
  t.match(rest, { amount: 7_500n, currency: 'USD' });
  t.same(await owed(s), {});
  await t.rejects(s.refund('r3', 'o1'), { code: 'invalid_amount' });
  await t.rejects(s.refund('r3', 'o1', 10_001n), { code: 'invalid_amount' });
});

t.test(
  'R13: of a mirrored sale only the processor’s own refund id is taken, as one object with the mirror',
  async (t) => {
    const s = await scene();
    await s.deliver(sold(s), refunded('re_1', 'in', 2_500n));
    await t.rejects(s.refund('mine', 'in', 2_500n), { code: 'refund_is_mirrored' });
    t.match(await s.refund('re_1', 'in', 2_500n), { deduped: true, amount: 2_500n });
    t.match(await s.refund('re_1', 'in'), { deduped: true, amount: 2_500n });
    await t.rejects(s.refund('re_1', 'in', 2_600n), {
      code: 'refund_differs',
      message: /2600, .*2500, as its processor/,
    });
    t.same(await owed(s), { 'jane.pending': 1_500n });
  },
);

t.test('R3: a chargeback told server to server, and its reversal', async (t) => {
  const s = await scene();
  await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
  await t.rejects(s.refund('dp', 'o1', 4_000n, { type: 'chargeback_reversal' }), { code: 'unknown_refund' });
  await s.refund('dp', 'o1', 4_000n, { type: 'chargeback' });
  t.same(await owed(s), { 'jane.pending': 1_200n });
  await s.refund('dp', 'o1', 1_000n, { type: 'chargeback_reversal', occurredAt: at(1) });
  t.same(await owed(s), { 'jane.pending': 1_400n }, 'a part of it');
  await s.refund('dp', 'o1', undefined, { type: 'chargeback_reversal', occurredAt: at(2) });
  t.same(await owed(s), { 'jane.pending': 2_000n });
});

t.test('R12: a policy between full and proportional holds at both ends', async (t) => {
  const s = await scene();
  await s.deliver(sold(s), refunded('re1', 'in', 9_999n));
  t.same(await owed(s), {}, 'half_up(2 000 × 9 999 / 10 000) is all of it already');
  await s.deliver(refunded('re2', 'in', 1n));
  t.same(await owed(s), {});
  await s.deliver(refunded('re1', 'in', 9_999n, { status: 'failed', asOf: at(1) }));
  t.same(await owed(s), { 'jane.pending': 2_000n }, 'half_up(2 000 / 10 000) is nothing');
});

t.test(
  'R12: what each policy leaves of 20%, at most 100.00, of 1,000.00 as it is refunded, in every order',
  async (t) => {
    const cap = { unit: 100_000_000, currency: 'USD' };
    const commission = { models: { cps: { rate: 200_000, cap } } };
    const policies = {
      proportional: [10_000n, 6_000n, 3_000n, 0n],
      recompute: [10_000n, 10_000n, 6_000n, 0n],
      full_refund_only: [10_000n, 10_000n, 10_000n, 0n],
    };
    for (const [refundPolicy, left] of Object.entries(policies)) {
      const campaigns = [{ slug: 'main', commission: { ...commission, refundPolicy } }];
      const tell = (s: Scenario) => [
        refunded('re1', 'in', 40_000n),
        refunded('re2', 'in', 30_000n, { occurredAt: at(1) }),
        refunded('re3', 'in', 30_000n, { occurredAt: at(2) }),
        sold(s, { amount: 100_000n }),
      ];
      const s = await scene({ campaigns });
      const [first, second, third, sale] = tell(s) as [Fact, Fact, Fact, Fact];
      const seen: bigint[] = [];
      for (const fact of [sale, first, second, third]) {
        await s.deliver(fact);
        seen.push((await owed(s))['jane.pending'] ?? 0n);
      }
      t.same(seen, left, refundPolicy);
      for (const order of orders([0, 1, 2, 3], random(1))) {
        const other = await scene({ campaigns });
        const facts = tell(other);
        for (const step of order) if (step !== 2) await other.deliver(facts[step] as Fact);
        t.equal((await owed(other))['jane.pending'] ?? 0n, left[2], `${refundPolicy} ${order.join(' ')}`);
      }
    }
  },
);

t.test('R12: recompute holds after the hold too, from the stored line', async (t) => {
  const commission = {
    refundPolicy: 'recompute',
    models: { cps: { kind: 'flat', flat: { unit: 5_000_000, currency: 'USD' } } },
  };
  const s = await scene({ campaigns: [{ slug: 'main', commission }] });
  await s.deliver(sold(s));
  await s.pass({ days: 31 });
  await s.deliver(refunded('re1', 'in', 9_999n, { occurredAt: after(noon, { days: 32 }) }));
  t.same(await owed(s), { 'jane.payable': 500n });
  await s.deliver(refunded('re2', 'in', 1n, { occurredAt: after(noon, { days: 33 }) }));
  t.same(await owed(s), {});
});
