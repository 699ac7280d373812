import { randomInt } from 'node:crypto';
import t from 'tap';
import { startStories, tellStory } from '../../../test/fixtures/processor-stories.ts';
import { shuffled } from '../../../test/fixtures/shuffled.ts';
import { pennywhistle } from '../src/index.ts';

const seed = Number(process.env['FAIRLEAD_SEED'] ?? randomInt(2 ** 31));

/** Of 100.00 USD at 20%, first payments alone: what is earned in the end. */
const earned: Readonly<Record<string, number>> = {
  'one-time': 2000,
  subscription: 2000,
  renewal: 2000,
  'trial-paid': 2000,
  'partial-refund': 1340,
  'refund-in-parts': 0,
  'failed-refund': 2000,
  'chargeback-won': 2000,
  'chargeback-lost': 0,
  'lost-and-won': 2000,
  inquiry: 2000,
  coupon: 2000,
};

t.test(`R2, R3: sent to a server, every story ends alike in any order, doubled (seed ${seed})`, async (t) => {
  const server = await startStories(t, pennywhistle(), 'pennywhistle');
  t.same(Object.keys(server.simulator.stories), [...Object.keys(earned), 'everything']);
  for (const [name, pending] of Object.entries(earned)) {
    const inOrder = await tellStory(server, name);
    const [balance] = inOrder.balances as readonly { readonly amount: number }[];
    t.equal(balance?.amount ?? 0, pending, `${name}: what is earned`);
    t.same(inOrder.differences, [], `${name}: verified`);
    const again = await tellStory(server, name, { arrange: (list) => shuffled([...list, ...list], seed) });
    t.same(again.balances, inOrder.balances, `${name}: shuffled and doubled`);
    t.same(again.sales, inOrder.sales, `${name}: the same sales`);
  }
});
