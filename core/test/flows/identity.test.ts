import t from 'tap';
import { linked, noon, paid, refunded } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from './house.ts';

const { scene } = await house(t);

/** What stands of a brand: payments that were not merged into another. */
const standing = async (s: Scenario) => (await s.books()).payments.filter(({ merged }) => !merged);

t.test('I1: the same id again is the first sale, and names what differs', async (t) => {
  const s = await scene();
  const told = { evidence: { slugs: [s.slug('jane')] }, customer: { externalId: 'u1' } };
  const first = await s.sale('o1', told);
  t.match(first, { deduped: false, differs: [] });
  t.match(await s.sale('o1', told), { deduped: true, differs: [] });
  const other = await s.sale('o1', {
    amount: 9_000n,
    currency: 'EUR',
    tax: 100n,
    occurredAt: after(noon, { seconds: 1 }),
    customer: { externalId: 'u2' },
    evidence: { slugs: [s.slug('bob')] },
  });
  t.same([...other.differs].sort(), ['affiliateSlug', 'amount', 'currency', 'customer', 'occurredAt', 'tax']);
  t.equal(other.intake.paymentId, first.intake.paymentId);
  t.same((await s.books()).balances, { 'jane.pending': 2_000n }, 'and nothing moved');
});

t.test('I1: evidence the first call lacked counts while nobody is credited, and not after', async (t) => {
  const s = await scene();
  t.equal((await s.sale('o1')).outcome.standing, 'uncredited');
  const late = await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
  t.match(late, { deduped: true, outcome: { standing: 'credited' } });
  await s.sale('o1', { evidence: { slugs: [s.slug('bob')], coupons: [{ code: 'BOB' }] } });
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
});

t.test('I1: an unknown slug is refused, and the id stays free', async (t) => {
  const s = await scene();
  await t.rejects(s.sale('o1', { evidence: { slugs: ['nobody'] } }), { code: 'unknown_affiliate' });
  await t.rejects(s.sale('o1', { evidence: { campaign: 'nowhere' } }), { code: 'unknown_campaign' });
  await t.rejects(s.sale('o1', { tax: 10_001n }), { code: 'invalid_amount' });
  t.same((await s.books()).payments, []);
  t.match(await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } }), { deduped: false });
});

t.test('I1: an unknown slug in a repetition is refused too, and changes nothing', async (t) => {
  const s = await scene();
  await s.sale('o1');
  await t.rejects(s.sale('o1', { evidence: { slugs: ['nobody'] } }), { code: 'unknown_affiliate' });
  t.equal((await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } })).outcome.standing, 'credited');
});

t.test('I1: an unknown click id or code is kept uncredited, with a reason', async (t) => {
  const s = await scene();
  const evidence = { clickIds: ['01a1f8b9-eb6f-7cd2-92fa-9d89829e8192'], coupons: [{ code: 'NOBODYS' }] };
  const { outcome } = await s.sale('o1', { evidence });
  t.equal(outcome.standing, 'uncredited');
  t.match(outcome.reason, /unknown/);
});

t.test('I1: one id told by many at once is one sale', async (t) => {
  const s = await scene();
  const told = { evidence: { slugs: [s.slug('jane')] }, customer: { externalId: 'u1', email: 'b@x.test' } };
  const all = await Promise.all(Array.from({ length: 12 }, () => s.sale('o1', told)));
  t.equal(all.filter(({ deduped }) => !deduped).length, 1);
  t.equal(new Set(all.map(({ intake }) => intake.paymentId)).size, 1);
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
});

t.test('I2: invoice and intent credited apart become the older one; the other is reversed by difference', async (t) => {
  const s = await scene();
  const [older] = await s.deliver(paid('pi', { rank: 10, amount: 5_000n, evidence: { slugs: [s.slug('jane')] } }));
  const [newer] = await s.deliver(paid('in', { evidence: { slugs: [s.slug('bob')] } }));
  t.same((await s.books()).balances, { 'jane.pending': 1_000n, 'bob.pending': 2_000n });
  await s.deliver(linked('in', 'pi'));
  const { payments, conversions, balances } = await s.books();
  t.equal(older?.intake.paymentId, payments.find(({ merged }) => !merged)?.id);
  t.match(
    payments.find(({ id }) => id === newer?.intake.paymentId),
    { state: 'merged', merged: true },
  );
  t.same(balances, { 'bob.pending': 2_000n }, 'the invoice is believed');
  t.same(conversions.map((one) => [one.affiliate, one.status, one.withdrawn, one.commission].join(' ')).sort(), [
    'bob merged true 0',
    'bob pending false 2000',
    'jane pending true 0',
  ]);
});

for (const serverFirst of [true, false]) {
  t.test(
    `I2: a server-to-server id equal to a processor's is that payment, told ${serverFirst ? 'first' : 'last'}`,
    async (t) => {
      const s = await scene();
      const tell = [
        () => s.sale('in_1', { amount: 9_999n, evidence: { slugs: [s.slug('jane')] } }),
        () => s.deliver(paid('in_1', { refs: ['pi_1'] })),
      ];
      for (const telling of serverFirst ? tell : tell.toReversed()) await telling();
      t.equal((await standing(s)).length, 1);
      t.same((await s.books()).balances, { 'jane.pending': 2_000n }, "the processor's amount is believed");
    },
  );
  t.test(
    `I2: an id of two accounts joins neither to the other, the server's told ${serverFirst ? 'first' : 'last'}`,
    async (t) => {
      const s = await scene();
      const [one, two] = [s.connection(), s.connection()];
      if (serverFirst) await s.sale('1001', { evidence: { slugs: [s.slug('jane')] } });
      await one(paid('1001'));
      await two(paid('1001', { amount: 7_000n }));
      if (!serverFirst) await s.sale('1001', { evidence: { slugs: [s.slug('jane')] } });
      t.equal((await standing(s)).length, serverFirst ? 2 : 3);
    },
  );
}

t.test('I2: ids belong to their account', async (t) => {
  const s = await scene();
  const other = s.connection();
  await s.deliver(paid('in_1', { evidence: { slugs: [s.slug('jane')] } }));
  await other(refunded('re_1', 'in_1', 10_000n));
  t.same(
    (await standing(s)).map(({ state }) => state),
    ['credited', 'waiting'],
  );
});

t.test('I2: a bare charge is credited only when its hour has passed', async (t) => {
  const s = await scene();
  const bare = { rank: 10, tentative: true, evidence: { slugs: [s.slug('jane')] } };
  const [told] = await s.deliver(paid('pi', bare));
  t.equal(told?.outcome.standing, 'tentative');
  await s.pass({ minutes: 59 });
  t.same((await s.books()).balances, {});
  await s.pass({ minutes: 2 });
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
  await s.deliver(paid('pi', bare));
  t.same((await s.books()).balances, { 'jane.pending': 2_000n }, 'and stays so');
});

t.test('I2: a bare charge that an invoice joins within its hour is credited as the invoice says', async (t) => {
  const s = await scene();
  await s.deliver(paid('pi', { rank: 10, tentative: true, evidence: { slugs: [s.slug('jane')] } }));
  await s.deliver(paid('in', { refs: ['pi'], amount: 8_000n }));
  t.same((await s.books()).balances, { 'jane.pending': 1_600n });
  await s.pass({ hours: 2 });
  t.same((await s.books()).balances, { 'jane.pending': 1_600n });
});

t.test('I2: joined after both have matured, one stays payable and the other is taken back', async (t) => {
  const s = await scene();
  const evidence = { slugs: [s.slug('jane')] };
  await s.deliver(paid('pi', { rank: 10, occurredAt: before(noon, { days: 1 }), evidence }));
  await s.deliver(paid('in', { amount: 4_000n, evidence }));
  await s.pass({ days: 31 });
  t.same((await s.books()).balances, { 'jane.payable': 2_800n });
  await s.deliver(linked('pi', 'in'));
  const left = (await s.books()).balances['jane.payable'];
  t.ok(left === 2_000n || left === 800n, 'the lines of the earlier closing hold (A8)');
  t.equal((await standing(s)).length, 1);
});
