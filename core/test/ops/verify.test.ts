import t from 'tap';
import { type Difference, verifyOrganization } from '../../src/flows/verify/index.ts';
import { openShop, type Shop } from './shop.ts';

async function verify({ engine, scope }: Shop) {
  const differences: Difference[] = [];
  const summary = await verifyOrganization(engine, scope.organizationId, {
    onDifference: (difference) => differences.push(difference),
    onProgress: () => {},
  });
  return { differences, summary };
}

void t.test('a ledger that was only written by flows has no difference', async (t) => {
  const shop = await openShop(t);
  await shop.sale('one');
  await shop.sale('two', { slug: 'bob', customer: { externalId: 'c1', email: 'a@example.com' } });
  await shop.sale('three', { customer: { externalId: 'c1' } });
  await shop.sale('tested', { mode: 'test' });
  await shop.sale('nobody', { evidence: {} });
  await shop.refund('r1', 'one', 3_300n);
  await shop.refund('r2', 'one', 6_700n);
  await shop.refund('r3', 'unheard-of', 6_700n);
  const first = await verify(shop);
  t.same(first.differences, []);
  t.match(first.summary, { payments: 6 });

  await t.test('also when holds have passed and nobody looked yet, and after somebody did', async (t) => {
    shop.clock.now = new Date(Date.now() + 31 * 86_400_000);
    t.same((await verify(shop)).differences, []);
    await shop.breaking(`update revisit set due_at = now()`);
    await shop.work();
    t.same((await verify(shop)).differences, []);
  });
});
