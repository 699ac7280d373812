import t from 'tap';
import { house } from './house.ts';

const { scene } = await house(t);
const evidence = (s: Awaited<ReturnType<typeof scene>>) => ({ slugs: [s.slug('jane')] });

t.test('R1, R2: what a refund told of its parts holds, though a later state of it does not repeat them', async (t) => {
  const s = await scene();
  await s.sale('o1', { amount: 10_000n, tax: 1_600n, shipping: 400n, evidence: evidence(s) });
  await s.refund('r1', 'o1', 3_000n, { tax: 480n, shipping: 0n, status: 'pending' });
  t.same((await s.books()).balances, { 'jane.pending': 1_600n });
  await s.refund('r1', 'o1', 3_000n, { status: 'succeeded' });
  // 3 000 − 480 is 2 520 of the base of 8 000: 504 of 1 600. By share of the amount it would be 480.
  t.same((await s.books()).balances, { 'jane.pending': 1_096n });
});
