import type { StoryDelivery } from '@fairlead/core/plugin';
import { paddle } from '@fairlead/paddle';
import { shopify } from '@fairlead/shopify';
import { stripe } from '@fairlead/stripe';
import t from 'tap';
import { paddleApiServer } from '../adapters/paddle/test/api/server.ts';
import { type Operation, shopifyApiServer } from '../adapters/shopify/test/api/server.ts';
import { shopHolding } from '../adapters/shopify/test/api/shop.ts';
import { heldOf } from '../adapters/stripe/test/api/held.ts';
import { stripeApiServer } from '../adapters/stripe/test/api/server.ts';
import { lossyServer, seed } from './fixtures/lossy-server.ts';

/** Deliveries are lost on purpose, and backfilled from the processor's API: the end is the one of all deliveries, and nothing doubles (Conformance 7). */
const api = await stripeApiServer(t, { key: 'rk_live_0123456789abcdef', pageSize: 7 });
const secret = 'whsec_fairlead_0123456789abcdef';
const stripeLosing = {
  adapter: 'stripe',
  plugin: stripe({ apiUrl: api.url }),
  credentials: { signingSecret: secret, apiKey: api.key },
  signingSecret: secret,
  stories: ['renewal', 'refund-in-parts', 'dispute-won', 'dispute-lost', 'coupon', 'trial'],
  hold: (told: readonly StoryDelivery[]) => {
    for (const list of Object.keys(api.held)) delete api.held[list];
    Object.assign(api.held, heldOf(told));
  },
};

const paddleHolds: string[] = [];
const paddleApi = await paddleApiServer(t, { events: paddleHolds }, { key: 'pdl_live_apikey_0123456789', pageSize: 4 });
const paddleSecret = 'pdl_ntfset_01fairlead_0123456789abcdef';
const paddleLosing = {
  adapter: 'paddle',
  plugin: paddle({ apiUrl: paddleApi.url }),
  credentials: { signingSecret: paddleSecret, apiKey: paddleApi.key },
  signingSecret: paddleSecret,
  stories: ['renewal', 'refund-in-parts', 'dispute-won', 'dispute-lost', 'coupon', 'trial-paid'],
  hold: (told: readonly StoryDelivery[]) =>
    void paddleHolds.splice(0, paddleHolds.length, ...told.map(({ body }) => body)),
};

for (const losing of [stripeLosing, paddleLosing])
  t.test(`${losing.adapter}: what webhooks missed is found, told, and taken in once (seed ${seed})`, async (t) => {
    const { tell, backfill, end } = await lossyServer(t, losing);
    const complete = await end(await tell(() => false));
    t.same(complete.differences, []);
    t.ok(complete.sales.length >= 7, 'what all deliveries lead to');

    const picks: Readonly<Record<string, (index: number) => boolean>> = {
      'every second': (index) => index % 2 === 0,
      'one of three': (index) => (index + seed) % 3 === 0,
      all: () => true,
    };
    for (const [name, lost] of Object.entries(picks)) {
      const told = await tell(lost);
      const looked = await backfill(told, true);
      t.match(looked.report, { found: told.told, missed: told.lost, byState: {}, postings: 0 }, `${name}: a dry run`);
      const { report, missed } = await backfill(told);
      t.match(report, { found: told.told, known: told.told - told.lost, missed: told.lost }, `${name}: the report`);
      t.same(
        missed.map(({ eventId }) => eventId).sort(),
        looked.missed.map(({ eventId }) => eventId).sort(),
        'the dry run told what the backfill took in',
      );
      t.same(await end(told), complete, `${name}: the end is that of all deliveries`);
      const again = await backfill(told);
      t.match(again.report, {
        found: told.told,
        known: told.told,
        missed: 0,
        payments: { added: 0, changed: 0 },
        postings: 0,
      });
      t.same(await end(told), complete, `${name}: and once more changes nothing`);
    }
  });

const operations: Record<string, Operation> = {};
const shop = await shopifyApiServer(t, operations);
const shopSecret = 'shpss_0123456789abcdef0123456789abcdef';

t.test(
  `shopify: what webhooks missed is read from orders and disputes, and what they told is known again (seed ${seed})`,
  async (t) => {
    const { tell, backfill, end } = await lossyServer(t, {
      adapter: 'shopify',
      plugin: shopify({ apiUrl: shop.url }),
      credentials: { clientSecret: shopSecret, accessToken: shop.token },
      signingSecret: shopSecret,
      account: 'larch.myshopify.com',
      stories: ['one-time', 'refund-in-parts', 'dispute-won', 'dispute-lost', 'coupon'],
      hold: (told) => void Object.assign(operations, shopHolding(told)),
    });
    const all = await tell(() => false);
    const complete = await end(all);
    t.equal(complete.sales.length, 5, 'what all deliveries lead to');
    const nothing = await backfill(all);
    t.match(
      nothing.report,
      { found: 7, known: 7, missed: 0, payments: { added: 0, changed: 0 }, postings: 0 },
      'told otherwise, and known',
    );
    t.same((await end(all)).sales, complete.sales);

    for (const lost of [(index: number) => (index + seed) % 2 === 0, () => true]) {
      const told = await tell(lost);
      const { report } = await backfill(told);
      t.ok(report.missed > 0);
      const after = await end(told);
      t.same(after.sales, complete.sales, 'the end is that of all deliveries');
      t.same(after.differences, []);
      t.match((await backfill(told)).report, { found: 7, missed: 0, postings: 0 });
    }
  },
);
