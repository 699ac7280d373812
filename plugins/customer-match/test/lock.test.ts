import type { LockView } from '@fairlead/core/plugin';
import { attributionKit, enrollmentOf, evidenceOf, secondsAfter } from '@fairlead/core/testing';
import t from 'tap';
import { customerLock, subscriptionLock } from '../src/lock.ts';

t.test('kit: subscription lock', async (t) => attributionKit(t, subscriptionLock));
t.test('kit: customer lock', async (t) => attributionKit(t, customerLock));

const first = '2026-01-01T10:00:00.000Z';
const enrollments = { anna: enrollmentOf('anna') };
const lock = (known: Partial<LockView> = {}): LockView => ({
  enrollmentId: 'anna',
  paymentId: 'first',
  at: first,
  ...known,
});
const days = (count: number) => secondsAfter(first, count * 86_400);

t.test('A4: a renewal stays with the enrollment of the first credited payment, without end', async (t) => {
  const decide = (occurredAt: string) =>
    subscriptionLock.decide(evidenceOf({ enrollments, billing: 'renewal', occurredAt, subscriptionLock: lock() }));
  t.same(decide(days(3650)), {
    outcome: 'claim',
    shares: [{ enrollmentId: 'anna', weight: 1_000_000 }],
    reason: 'subscription_locked',
    values: { paymentId: 'first', at: first, until: null },
    exclusive: true,
  });
  t.match(decide(days(-1)), { outcome: 'pass', reason: 'lock_not_begun' });
});

t.test('A4: a subscription lock has no end, even if one is told', async (t) => {
  const view = evidenceOf({ enrollments, occurredAt: days(400), subscriptionLock: lock({ until: days(30) }) });
  t.match(subscriptionLock.decide(view), { outcome: 'claim' });
});

t.test('A4: a customer lock of 90 days holds in [t, t + 90 days)', async (t) => {
  const decide = (occurredAt: string) =>
    customerLock.decide(evidenceOf({ enrollments, occurredAt, customerLock: lock({ until: days(90) }) }));
  t.match(decide(secondsAfter(first, -1)), { outcome: 'pass', reason: 'lock_not_begun' });
  t.match(decide(first), { outcome: 'claim', reason: 'customer_locked', exclusive: true });
  t.match(decide(secondsAfter(days(90), -1)), { outcome: 'claim' });
  t.match(decide(days(90)), { outcome: 'pass', reason: 'lock_ended', values: { until: days(90) } });
});

t.test('A4: a customer lock without end holds for good; of 0 days, never', async (t) => {
  t.match(customerLock.decide(evidenceOf({ occurredAt: days(3650), customerLock: lock() })), { outcome: 'claim' });
  t.match(customerLock.decide(evidenceOf({ occurredAt: first, customerLock: lock({ until: first }) })), {
    outcome: 'pass',
  });
});

t.test('A6: the locked enrollment is claimed though it cannot be credited, so that nobody else is', async (t) => {
  const paused = { anna: enrollmentOf('anna', { status: 'paused', creditable: false, reason: 'enrollment_paused' }) };
  const view = evidenceOf({ enrollments: paused, subscriptionLock: lock() });
  t.match(subscriptionLock.decide(view), { outcome: 'claim', exclusive: true });
});

t.test('A4: the locks are asked before what may not take a locked customer', async (t) => {
  t.equal(subscriptionLock.precedes, 'all');
  t.ok(['click', 'slug'].every((id) => customerLock.precedes?.includes(id)));
  t.notOk(customerLock.precedes?.includes('coupon'));
});
