import t from 'tap';
import { noon, paid } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from './house.ts';

const rooms = await house(t);
const every = { cps: { kind: 'percent', rate: 200_000, renewals: 'every' } };
const affiliates = ['jane', { name: 'bob', coupons: ['BOB10'] }];
const scene = (attribution = {}): Promise<Scenario> =>
  rooms.scene({ campaigns: [{ slug: 'main', attribution, commission: { models: every }, affiliates }] });
const buyer = { customer: { externalId: 'u1' } };
const days = (count: number): { occurredAt: string } => ({ occurredAt: after(noon, { days: count }) });

/** Who is credited with each payment, in order of time. */
const credited = async (s: Scenario): Promise<readonly string[]> =>
  (await s.books()).conversions.filter(({ withdrawn }) => !withdrawn).map(({ affiliate }) => affiliate);

t.test(
  'A4: renewals stay with the enrollment of the first credited payment, whatever they carry, without end',
  async (t) => {
    const s = await scene({ lockDays: 10 });
    await s.deliver(paid('in1', { subscription: 'sub', evidence: { slugs: [s.slug('jane')] } }));
    const evidence = { slugs: [s.slug('bob')], coupons: [{ code: 'BOB10' }] };
    await s.deliver(paid('in2', { ...days(30), subscription: 'sub', billing: 'renewal', evidence }));
    await s.deliver(paid('in3', { ...days(900), subscription: 'sub', billing: 'change', evidence }));
    t.same(await credited(s), ['jane', 'jane', 'jane']);
    t.same(
      (await s.books()).conversions.map(({ type, method }) => [type, method]),
      [
        ['sale', 'server'],
        ['renewal', 'customer_match'],
        ['renewal', 'customer_match'],
      ],
    );
  },
);

t.test('A4: an uncredited first payment locks nothing; the first credited one does', async (t) => {
  const s = await scene();
  await s.deliver(paid('in1', { subscription: 'sub' }));
  await s.deliver(paid('in2', { ...days(30), subscription: 'sub', evidence: { slugs: [s.slug('bob')] } }));
  await s.deliver(paid('in3', { ...days(60), subscription: 'sub', evidence: { slugs: [s.slug('jane')] } }));
  t.same(await credited(s), ['bob', 'bob']);
});

t.test('A4: a customer’s other payments stay with the enrollment of the first credited one', async (t) => {
  const s = await scene();
  await s.sale('o1', { ...buyer, evidence: { slugs: [s.slug('jane')] } });
  await s.sale('o2', { ...buyer, ...days(1), evidence: { slugs: [s.slug('bob')] } });
  const clickIds = [await s.click('bob', after(noon, { days: 1 }))];
  await s.sale('o3', { ...buyer, ...days(2), evidence: { clickIds } });
  await s.sale('o4', { ...buyer, ...days(3) });
  t.same(await credited(s), ['jane', 'jane', 'jane', 'jane']);
});

t.test('A4: the lock of a customer ends after the campaign’s days, to the second', async (t) => {
  const s = await scene({ lockDays: 30 });
  await s.sale('o1', { ...buyer, evidence: { slugs: [s.slug('jane')] } });
  const slugs = [s.slug('bob')];
  await s.sale('o2', { ...buyer, occurredAt: before(after(noon, { days: 30 }), { seconds: 1 }), evidence: { slugs } });
  await s.sale('o3', { ...buyer, ...days(30), evidence: { slugs } });
  t.same(await credited(s), ['jane', 'jane', 'bob']);
});

t.test('A4: a lead alone does not lock', async (t) => {
  const s = await scene();
  await s.lead({ externalId: 'u1' }, { occurredAt: before(noon, { days: 1 }), evidence: { slugs: [s.slug('jane')] } });
  await s.sale('o1', { ...buyer, evidence: { slugs: [s.slug('bob')] } });
  await s.sale('o2', { ...buyer, ...days(1) });
  t.same(await credited(s), ['jane', 'bob', 'bob'], 'the lead, then who was credited with a payment');
});

t.test(
  'A4: another enrollment’s coupon takes the payment and the subscription it starts, and leaves the customer lock',
  async (t) => {
    const s = await scene();
    await s.sale('o1', { ...buyer, evidence: { slugs: [s.slug('jane')] } });
    const evidence = { coupons: [{ code: 'BOB10' }] };
    await s.deliver(paid('in1', { ...days(1), ...buyer, subscription: 'sub', evidence }));
    await s.deliver(paid('in2', { ...days(31), ...buyer, subscription: 'sub', billing: 'renewal' }));
    await s.sale('o2', { ...buyer, ...days(40) });
    t.same(await credited(s), ['jane', 'bob', 'bob', 'jane']);
  },
);

t.test('A4: with coupon-over-click off a coupon does not take a locked customer', async (t) => {
  const s = await scene({ couponOverClick: false });
  await s.sale('o1', { ...buyer, evidence: { slugs: [s.slug('jane')] } });
  await s.sale('o2', { ...buyer, ...days(1), evidence: { coupons: [{ code: 'BOB10' }] } });
  t.same(await credited(s), ['jane', 'jane']);
});

t.test('A4: only a manual move moves a lock; later payments follow it', async (t) => {
  const s = await scene();
  const first = await s.sale('o1', { ...buyer, evidence: { slugs: [s.slug('jane')] } });
  await s.sale('o2', { ...buyer, ...days(1) });
  t.same(await credited(s), ['jane', 'jane']);
  const { paymentId } = first.intake;
  await s.decide(paymentId, { type: 'credit.assigned', occurredAt: noon, enrollmentId: s.enrollment('bob') });
  await s.work();
  t.same(await credited(s), ['bob', 'bob']);
  t.same((await s.books()).balances, { 'bob.pending': 4_000n });
});

t.test('A4: a first payment told after its renewal locks the renewal that was credited to another', async (t) => {
  const s = await scene();
  await s.deliver(paid('in2', { ...days(30), subscription: 'sub', evidence: { slugs: [s.slug('bob')] } }));
  t.same(await credited(s), ['bob']);
  await s.deliver(paid('in1', { subscription: 'sub', evidence: { slugs: [s.slug('jane')] } }));
  await s.work();
  t.same(await credited(s), ['jane', 'jane']);
  t.same((await s.books()).balances, { 'jane.pending': 4_000n });
});

t.test('A4: a denied payment locks nobody, and frees whom it had locked', async (t) => {
  const s = await scene();
  const first = await s.sale('o1', { ...buyer, evidence: { slugs: [s.slug('jane')] } });
  await s.sale('o2', { ...buyer, ...days(1), evidence: { slugs: [s.slug('bob')] } });
  t.same(await credited(s), ['jane', 'jane']);
  await s.decide(first.intake.paymentId, { type: 'credit.denied', occurredAt: noon });
  await s.work();
  t.same((await s.books()).balances, { 'bob.pending': 2_000n });
});

t.test('A4: a lock that moves moves what follows it once, however many there are', async (t) => {
  const s = await scene();
  const first = await s.sale('o0', buyer);
  for (let day = 1; day <= 12; day++) await s.sale(`o${day}`, { ...buyer, ...days(day) });
  t.same(await credited(s), []);
  const enrollmentId = s.enrollment('jane');
  await s.decide(first.intake.paymentId, { type: 'credit.assigned', occurredAt: noon, enrollmentId });
  t.equal(await s.work(), 12);
  t.same(new Set(await credited(s)), new Set(['jane']));
});
