import t from 'tap';
import type { Fact } from '../../src/contract/facts.ts';
import { inSnapshot } from '../../src/store/session.ts';
import { disputed, linked, paid, refunded } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { house } from './house.ts';
import { orders, random } from './in-any-order.ts';

const here = await house(t);
const scene = () =>
  here.scene({ campaigns: [{ slug: 'main', affiliates: [{ name: 'jane', coupons: ['JANE20'] }, { name: 'bob' }] }] });

async function redeemed(s: Scenario, code = 'JANE20'): Promise<number> {
  const text = 'select redeemed from redemptions_of($1, array[$2])';
  const [row] = await inSnapshot(here.store, s.scope, (session) =>
    session.query<{ redeemed: number }>({ name: 'redeemed', text }, [s.organizationId, code]),
  );
  return row?.redeemed ?? 0;
}

const withCode = { evidence: { coupons: [{ code: 'jane20' }] } };
const known: Fact = {
  type: 'coupon.changed',
  occurredAt: '2026-01-01T00:00:00.000Z',
  code: 'JANE20',
  codeId: 'promo_1',
  active: true,
};
const month = (number: number, told: object = {}): Fact =>
  paid(`in${number}`, {
    occurredAt: `2026-0${number}-15T12:00:00.000Z`,
    subscription: 'sub',
    billing: number === 1 ? 'first' : 'renewal',
    evidence: { coupons: [{ codeId: 'promo_1' }] },
    ...told,
  });

t.test('R11: one per order with the code, in any case, whoever is credited in the end', async (t) => {
  const s = await scene();
  t.equal(await redeemed(s), 0);
  await s.deliver(paid('in1', withCode));
  t.equal(await redeemed(s), 1);
  await s.deliver(paid('in1', withCode));
  t.equal(await redeemed(s), 1, 'told twice');
  await s.deliver(paid('in2', { evidence: { ...withCode.evidence, slugs: [s.slug('bob')] } }));
  await s.deliver(paid('in3', { evidence: { coupons: [{ code: 'OTHER' }] } }));
  await s.deliver(paid('in4', { ...withCode, amount: 0n }));
  t.equal(await redeemed(s), 2, 'an order over nothing, or with another code, is none');
  t.equal(await redeemed(s, 'OTHER'), 1);
});

t.test('R11: taken back by a full refund or a lost dispute, and given back with them; a part leaves it', async (t) => {
  const s = await scene();
  await s.deliver(paid('in1', withCode));
  await s.deliver(refunded('re1', 'in1', 4_000n));
  t.equal(await redeemed(s), 1);
  await s.deliver(refunded('re2', 'in1', 6_000n));
  t.equal(await redeemed(s), 0);
  await s.deliver(refunded('re2', 'in1', 6_000n, { status: 'failed' }));
  t.equal(await redeemed(s), 1);
  await s.deliver(disputed('dp', 'in1', 6_000n));
  t.equal(await redeemed(s), 0);
  await s.deliver(
    disputed('dp', 'in1', 6_000n, { reinstated: 6_000n, phase: 'won', asOf: '2099-01-01T00:00:00.000Z' }),
  );
  t.equal(await redeemed(s), 1);
});

t.test('R11: of a subscription its first payment with the code, told in any order', async (t) => {
  const facts = [month(1), month(2), month(3), refunded('re', 'in2', 10_000n), known];
  for (const order of orders([0, 1, 2, 3, 4], random(7)).slice(0, 8)) {
    const s = await scene();
    for (const index of order) await s.deliver(facts[index] as Fact);
    await s.work();
    t.equal(await redeemed(s), 1, order.join(' '));
    await s.deliver(refunded('first', 'in1', 10_000n));
    t.equal(await redeemed(s), 0, 'its first payment was refunded');
  }
});

t.test('R11: a code that the subscription carries is its payments’; two ids of one payment are one', async (t) => {
  const s = await scene();
  await s.deliver(known);
  await s.deliver({
    type: 'subscription.changed',
    key: 'sub',
    occurredAt: '2026-01-15T12:00:01.000Z',
    state: 'active',
    evidence: { coupons: [{ codeId: 'promo_1' }] },
  });
  t.equal(await redeemed(s), 0, 'nothing is paid yet');
  for (const number of [1, 2]) await s.deliver(month(number, { evidence: {} }));
  t.equal(await redeemed(s), 1);

  await s.deliver(paid('cs1', { ...withCode, refs: ['cs1'] }));
  await s.deliver(paid('pi1', { ...withCode, refs: ['pi1'], rank: 10 }));
  t.equal(await redeemed(s), 3);
  await s.deliver(linked('cs1', 'pi1'));
  t.equal(await redeemed(s), 2, 'found to be one');
});

t.test('C9, F141: tests take no counter, and another brand’s redemptions are none of ours', async (t) => {
  const [s, other] = [await scene(), await scene()];
  await s.connection('test')(paid('in0', withCode));
  t.equal(await redeemed(s), 0);
  await s.deliver(paid('in1', withCode));
  t.equal(await redeemed(s), 1);
  t.equal(await redeemed(other), 0);
  const text = 'select count(*)::int as n from code_given';
  const [row] = await inSnapshot(here.store, other.scope, (session) =>
    session.query<{ n: number }>({ name: 'n', text }, []),
  );
  t.equal(row?.n, 0);
});
