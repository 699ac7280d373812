import t from 'tap';
import type { Evidence, SubscriptionChanged } from '../../src/contract/facts.ts';
import { noon, paid, refunded } from '../../src/testing/facts.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from './house.ts';

const { scene } = await house(t);
const buyer = { customer: { email: 'buyer@x.test' } };
const hour = after(noon, { hours: 1 });

t.test('A8: a late lead counts if its click lies before the payment', async (t) => {
  const s = await scene();
  const clickIds = [await s.click('jane', before(noon, { days: 1 }))];
  await s.sale('o1', buyer);
  await s.lead(buyer.customer, { occurredAt: hour, evidence: { clickIds } });
  t.ok((await s.work()) > 0);
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
  t.equal(await s.work(), 0, 'and the queue has come to rest');
});

t.test('A8: so it does when it is told in pieces, and stays when the customer buys again', async (t) => {
  const s = await scene();
  const clickIds = [await s.click('jane', before(noon, { days: 1 }))];
  await s.sale('o1', buyer);
  await s.lead(buyer.customer, { occurredAt: hour, evidence: { slugs: [s.slug('jane')] } });
  await s.work();
  t.same((await s.books()).balances, {}, 'bound after the payment');
  await s.lead(buyer.customer, { occurredAt: hour, evidence: { clickIds } });
  await s.work();
  await s.sale('o2', { ...buyer, occurredAt: after(noon, { days: 1 }) });
  await s.lead(buyer.customer, { occurredAt: hour });
  await s.work();
  t.same((await s.books()).balances, { 'jane.pending': 4_000n });
});

t.test('A8: a click or a binding of after the payment never counts', async (t) => {
  const s = await scene();
  const clickIds = [await s.click('jane', after(noon, { seconds: 1 }))];
  t.match(await s.sale('o1', { ...buyer, evidence: { clickIds } }), { outcome: { standing: 'uncredited' } });
  await s.lead(buyer.customer, { occurredAt: hour, evidence: { clickIds } });
  await s.work();
  t.same((await s.books()).balances, {});
  await s.lead({ email: 'else@x.test' }, { occurredAt: hour, evidence: { slugs: [s.slug('bob')] } });
  t.match(await s.sale('o2', { customer: { email: 'else@x.test' } }), { outcome: { standing: 'uncredited' } });
});

t.test('A8: a lead of another record with the same e-mail, told late, credits the payment that names it', async (t) => {
  const s = await scene();
  await s.sale('o1', { customer: { externalId: 'u1', email: 'office@x.test' } });
  const told = { occurredAt: before(noon, { hours: 1 }), evidence: { slugs: [s.slug('jane')] } };
  await s.lead({ externalId: 'u2', email: 'office@x.test' }, told);
  await s.work();
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
});

t.test('A8: while a credit is open everything follows the facts, and both decisions are explained', async (t) => {
  const s = await scene();
  await s.coupon('BOB10', 'bob');
  await s.deliver(paid('pi', { rank: 10, amount: 9_000n, evidence: { slugs: [s.slug('jane')] } }));
  t.same((await s.books()).balances, { 'jane.pending': 1_800n });
  await s.deliver({
    type: 'evidence.added',
    refs: ['pi'],
    occurredAt: noon,
    evidence: { coupons: [{ code: 'BOB10' }] },
  });
  t.same((await s.books()).balances, { 'bob.pending': 1_800n });
  const [settled] = await s.deliver(paid('in', { refs: ['pi'], tax: 2_000n }));
  t.same((await s.books()).balances, { 'bob.pending': 1_600n });
  t.match(settled?.outcome.decision, { strategy: 'coupon', method: 'coupon' });
});

t.test('A8: after closing only refunds move it, and contrary facts do not', async (t) => {
  const s = await scene();
  await s.coupon('BOB10', 'bob');
  await s.deliver(paid('pi', { rank: 10, evidence: { slugs: [s.slug('jane')] } }));
  await s.pass({ days: 31 });
  t.same((await s.books()).balances, { 'jane.payable': 2_000n });
  await s.deliver(paid('in', { refs: ['pi'], amount: 50_000n, evidence: { coupons: [{ code: 'BOB10' }] } }));
  await s.lead(buyer.customer, { occurredAt: before(noon, { days: 1 }), evidence: { slugs: [s.slug('bob')] } });
  await s.work();
  t.same((await s.books()).balances, { 'jane.payable': 2_000n });
  await s.deliver(refunded('re', 'pi', 5_000n));
  t.same((await s.books()).balances, { 'jane.payable': 1_000n }, 'measured by what was frozen');
});

t.test('A8: a payment still uncredited long after its hold may be credited, and closes at once', async (t) => {
  const s = await scene();
  const occurredAt = before(noon, { days: 100 });
  const clickIds = [await s.click('jane', before(noon, { days: 101 }), { windowDays: 365 })];
  await s.sale('o1', { ...buyer, occurredAt });
  await s.pass({ days: 40 });
  await s.lead(buyer.customer, { occurredAt: noon, evidence: { clickIds } });
  await s.work();
  t.same((await s.books()).balances, { 'jane.payable': 2_000n });
});

t.test('A8: a credit stays open for an hour after it was learned of, however old the payment is', async (t) => {
  const s = await scene();
  await s.sale('o1', { occurredAt: before(noon, { days: 100 }), evidence: { slugs: [s.slug('jane')] } });
  await s.pass({ minutes: 59 });
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
  await s.pass({ minutes: 2 });
  t.same((await s.books()).balances, { 'jane.payable': 2_000n });
});

t.test('A8: a code put on a subscription later credits later payments only, and moves no lock', async (t) => {
  const s = await scene();
  await s.coupon('BOB10', 'bob');
  const about = (days: number, evidence: Evidence): SubscriptionChanged => ({
    type: 'subscription.changed',
    key: 'sub',
    occurredAt: after(noon, { days }),
    state: 'active',
    evidence,
  });
  await s.deliver(about(0, {}));
  await s.deliver(paid('in1', { subscription: 'sub', evidence: { slugs: [s.slug('jane')] } }));
  await s.deliver(about(10, { coupons: [{ code: 'BOB10' }], slugs: [s.slug('bob')] }));
  await s.work();
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
  t.match((await s.deliver(paid('in2', { subscription: 'sub', occurredAt: after(noon, { days: 30 }) })))[0], {
    outcome: { decision: { strategy: 'subscription_lock', shares: [{ enrollmentId: s.enrollment('jane') }] } },
  });
});

t.test('A8: what is first told of a subscription, a moment after its payment, is how it began', async (t) => {
  const s = await scene();
  await s.deliver(paid('in1', { subscription: 'sub' }));
  t.same((await s.books()).balances, {});
  await s.deliver({
    type: 'subscription.changed',
    key: 'sub',
    occurredAt: after(noon, { seconds: 2 }),
    state: 'active',
    evidence: { slugs: [s.slug('jane')] },
  });
  await s.work();
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
});
