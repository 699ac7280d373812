import { randomInt } from 'node:crypto';
import { braintree } from '@fairlead/braintree';
import { paddle } from '@fairlead/paddle';
import { shopify } from '@fairlead/shopify';
import { stripe } from '@fairlead/stripe';
import t from 'tap';
import { startStories, tellStory } from './fixtures/processor-stories.ts';
import { shuffled } from './fixtures/shuffled.ts';

/**
 * R7 with the adapters' own deliveries, really signed: a subscription is paid once and cancelled. Whatever the order and however often each comes,
 * its commission is taken back where the campaign says so, and stays where it does not.
 */
const seed = Number(process.env['FAIRLEAD_SEED'] ?? randomInt(2 ** 31));
const models = { cps: { kind: 'percent', rate: 200_000, renewals: 'first' } };

/** Of 100.00 USD at 20%. An order at Shopify is no subscription: cancelling it is a matter of its refund. */
const processors = [
  { id: 'stripe', plugin: stripe(), left: 0 },
  { id: 'paddle', plugin: paddle(), left: 0 },
  { id: 'braintree', plugin: braintree(), left: 0 },
  { id: 'shopify', plugin: shopify(), left: 2000, account: 'brand.myshopify.com' },
];

for (const { id, plugin, left, account } of processors) {
  t.test(`R7: cancelled at ${id} (seed ${seed})`, async (t) => {
    const server = await startStories(t, plugin, id);
    const shop = account === undefined ? {} : { account };
    const worth = async (cancelWithinHoldReverses: boolean, turn: number) => {
      const arrange = <T>(list: readonly T[]) => (turn === 0 ? list : shuffled([...list, ...list], seed + turn));
      const told = await tellStory(server, 'cancellation', {
        ...shop,
        arrange,
        commission: { models, cancelWithinHoldReverses },
      });
      t.same(told.differences, [], 'verified');
      const [balance] = told.balances as readonly { amount: number }[];
      return balance?.amount ?? 0;
    };
    t.equal(await worth(false, 0), 2000, 'left out: nothing is taken back');
    for (const turn of [0, 1, 2]) t.equal(await worth(true, turn), left, `turn ${turn}`);
  });
}
