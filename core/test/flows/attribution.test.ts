import t from 'tap';
import { after, before } from '../../src/testing/time.ts';
import { noon, paid } from '../../src/testing/facts.ts';
import { house } from './house.ts';

const { scene } = await house(t);

t.test('A1: the slug the server names credits the sale', async (t) => {
  const s = await scene();
  const { outcome } = await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
  t.equal(outcome.standing, 'credited');
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
});

t.test('A2: a click counts in [t, t + window), to the second', async (t) => {
  const s = await scene();
  const id = await s.click('jane', before(noon, { days: 60 }));
  const sold = (key: string, occurredAt: string) => s.deliver(paid(key, { occurredAt, evidence: { clickIds: [id] } }));
  const [late] = await sold('late', noon);
  const [last] = await sold('last', before(noon, { seconds: 1 }));
  t.equal(late?.outcome.standing, 'uncredited');
  t.equal(last?.outcome.standing, 'credited');
  t.ok(after);
});
