import t from 'tap';
import { noon, paid, refunded } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after } from '../../src/testing/time.ts';
import { house } from './house.ts';

const { scene } = await house(t);
const at = (minutes: number): string => after(noon, { minutes });
const assigned = (s: Scenario, name: string, minutes = 0) =>
  ({ type: 'credit.assigned', occurredAt: at(minutes), enrollmentId: s.enrollment(name) }) as const;

t.test('A11: an unattributed payment is assigned by a person, with the reason', async (t) => {
  const s = await scene();
  const { intake } = await s.sale('o1');
  const { outcome } = await s.decide(intake.paymentId, assigned(s, 'jane'), 'they called us');
  t.match(outcome, { standing: 'credited', decision: { method: 'manual', reason: 'assigned' } });
  t.match(outcome.state.assigned, { actor: 'user:test', reason: 'they called us' });
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
});

t.test('A11: a move reverses and credits anew, before closing and after, there and back', async (t) => {
  for (const days of [0, 31]) {
    const account = days === 0 ? 'pending' : 'payable';
    const s = await scene();
    const { intake } = await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
    await s.pass({ days });
    await s.deliver(refunded('none', 'other', 1n));
    await s.refund('r1', 'o1', 2_500n);
    await s.decide(intake.paymentId, assigned(s, 'bob', 1));
    t.same((await s.books()).balances, { [`bob.${account}`]: 1_500n });
    await s.refund('r2', 'o1', 2_500n);
    await s.decide(intake.paymentId, assigned(s, 'jane', 2));
    t.same((await s.books()).balances, { [`jane.${account}`]: 1_000n });
    await s.decide(intake.paymentId, assigned(s, 'bob', 3));
    t.same((await s.books()).balances, { [`bob.${account}`]: 1_000n });
    await s.pass({ days: 31 });
    t.same((await s.books()).balances, { 'bob.payable': 1_000n });
  }
});

t.test('A11: an assignment outranks evidence that comes later', async (t) => {
  const s = await scene();
  const { intake } = await s.sale('o1', { customer: { email: 'b@x.test' } });
  await s.decide(intake.paymentId, assigned(s, 'jane'));
  await s.sale('o1', { evidence: { slugs: [s.slug('bob')] } });
  await s.work();
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
});

t.test('R10: denied, nothing is earned whatever facts arrive; reinstated, what they say by then', async (t) => {
  for (const days of [0, 31]) {
    const account = days === 0 ? 'jane.pending' : 'jane.payable';
    const s = await scene();
    const [told] = await s.deliver(paid('in', { evidence: { slugs: [s.slug('jane')] } }));
    const payment = told?.intake.paymentId ?? '';
    await s.pass({ days });
    await s.decide(payment, { type: 'credit.denied', occurredAt: at(1) }, 'they clicked it themselves');
    t.match(await s.books(), { balances: {}, conversions: [{ status: 'denied' }] });
    await s.deliver(refunded('re', 'in', 5_000n));
    await s.deliver(refunded('re', 'in', 5_000n, { asOf: at(2), status: 'failed' }));
    await s.deliver(refunded('re2', 'in', 2_000n));
    t.same((await s.books()).balances, {});
    await s.decide(payment, { type: 'credit.reinstated', occurredAt: at(3) });
    t.same((await s.books()).balances, { [account]: 1_600n });
    await s.decide(payment, { type: 'credit.denied', occurredAt: at(4) });
    t.same((await s.books()).balances, {});
  }
});

t.test('R10: a denial holds through the end of the hold', async (t) => {
  const s = await scene();
  const { intake } = await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
  await s.decide(intake.paymentId, { type: 'credit.denied', occurredAt: at(1) });
  await s.pass({ days: 31 });
  t.match(await s.books(), { balances: {}, payments: [{ state: 'denied', closed: true }] });
  await s.decide(intake.paymentId, { type: 'credit.reinstated', occurredAt: at(2) });
  t.same((await s.books()).balances, { 'jane.payable': 2_000n });
});

t.test('A11: a denied payment that is moved stays denied until it is reinstated', async (t) => {
  const s = await scene();
  const { intake } = await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
  await s.decide(intake.paymentId, { type: 'credit.denied', occurredAt: at(1) });
  await s.decide(intake.paymentId, assigned(s, 'bob', 2));
  t.same((await s.books()).balances, {});
  await s.decide(intake.paymentId, { type: 'credit.reinstated', occurredAt: at(3) });
  t.same((await s.books()).balances, { 'bob.pending': 2_000n });
});
