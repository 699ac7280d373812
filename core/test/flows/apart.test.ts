import t from 'tap';
import { linked, noon, paid, refunded } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { settlePayment } from '../../src/flows/settle-payment.ts';
import { deliverFacts } from '../../src/testing/deliver.ts';
import { newId } from '../../src/store/ids.ts';
import { house } from './house.ts';

const { scene } = await house(t);

t.test(
  'two organizations with the same ids, customers, codes and even the same connection id know nothing of each other',
  async (t) => {
    const connectionId = newId();
    const brands = [await scene(), await scene()] as const;
    const tell = async (s: Scenario, name: string, amount: bigint): Promise<void> => {
      const source = { organizationId: s.organizationId, connectionId, mode: 'live' } as const;
      const customer = { externalId: 'u1', processorId: 'cus', email: 'b@x.test' };
      await s.coupon('SAME', name);
      await s.lead(customer, { occurredAt: before(noon, { days: 1 }), evidence: { slugs: [s.slug(name)] } });
      await deliverFacts(s.engine, source, [refunded('re', 'ch', 1_000n)]);
      await deliverFacts(s.engine, source, [paid('pi', { rank: 10, amount, customer, subscription: 'sub' })]);
      await deliverFacts(s.engine, source, [paid('in', { amount, customer }), linked('in', 'pi', 'ch')]);
      const renewal = paid('in2', { amount, subscription: 'sub', occurredAt: after(noon, { hours: 1 }) });
      await deliverFacts(s.engine, source, [renewal]);
      await s.sale('o1', { amount, evidence: { coupons: [{ code: 'same' }] } });
    };
    await Promise.all([tell(brands[0], 'jane', 10_000n), tell(brands[1], 'bob', 20_000n)]);
    await brands[0].work();
    await brands[1].work();
    t.same((await brands[0].books()).balances, { 'jane.pending': 3_800n });
    t.same((await brands[1].books()).balances, { 'bob.pending': 7_800n });
  },
);

t.test('a click, slug or payment of another organization is nobody’s', async (t) => {
  const [one, other] = [await scene(), await scene()];
  const clickIds = [await other.click('jane', before(noon, { days: 1 }))];
  t.match(await one.sale('o1', { evidence: { clickIds } }), { outcome: { standing: 'uncredited' } });
  await t.rejects(one.sale('o2', { evidence: { slugs: [other.slug('jane')] } }), { code: 'unknown_affiliate' });
  const { intake } = await other.sale('o1', { evidence: { slugs: [other.slug('jane')] } });
  const { engine, scope } = one;
  t.equal(await settlePayment(engine, scope, intake.paymentId, [{ type: 'credit.denied', occurredAt: noon }]), null);
  await t.rejects(one.refund('r1', 'x', undefined, { saleId: intake.paymentId }), { code: 'unknown_sale' });
  t.same((await other.books()).balances, { 'jane.pending': 2_000n });
});
