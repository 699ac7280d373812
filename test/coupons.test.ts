import { randomBytes } from 'node:crypto';
import { paddle } from '@fairlead/paddle';
import { shopify } from '@fairlead/shopify';
import { stripe } from '@fairlead/stripe';
import t, { type Test } from 'tap';
import type { FairleadPlugin } from '../core/src/contract/plugin.ts';
import { changeConnection } from '../core/src/flows/manage/change-connection.ts';
import { changeCoupon } from '../core/src/flows/manage/change-coupon.ts';
import { createCoupon } from '../core/src/flows/manage/create-coupon.ts';
import { createParentCoupon } from '../core/src/flows/manage/create-parent-coupon.ts';
import { readCoupon } from '../core/src/flows/manage/read-coupons.ts';
import { inSnapshot } from '../core/src/store/session.ts';
import { paddleMint } from '../adapters/paddle/test/api/mint.ts';
import { shopifyMint } from '../adapters/shopify/test/api/mint.ts';
import { stripeMint } from '../adapters/stripe/test/api/mint.ts';
import { connected, outcome, startStories } from './fixtures/processor-stories.ts';

/**
 * A code of an affiliate, from the mint to the commission, at each processor that mints: made there by its API, redeemed in a really signed delivery
 * that tells what that processor tells of a code, credited without any click, and counted (F70, R11).
 */

interface At {
  readonly processor: string;
  readonly plugin: FairleadPlugin;
  readonly credentials: Record<string, string>;
  readonly account?: string;
  /** What the processor holds of a code. */
  readonly isActive: (code: string) => boolean;
  /** The id a story gives a code, where payments tell ids: the minted one takes its place. */
  readonly toldAs?: (code: string) => string;
  /** Stories of one order that is kept and of one refunded in full; and of a subscription with a renewal. */
  readonly kept: readonly string[];
  readonly refunded: string;
}

const hex = (code: string): string => Buffer.from(code).toString('hex');

async function atStripe(t: Test): Promise<At> {
  const key = 'rk_live_0123456789abcdef';
  const api = await stripeMint(t, { key });
  return {
    processor: 'stripe',
    plugin: stripe({ apiUrl: api.url }),
    credentials: { apiKey: key, signingSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
    isActive: (code) => api.codes().some((one) => one['code'] === code && one['active'] === true),
    toldAs: (code) => `promo_${hex(code)}`,
    kept: ['coupon', 'renewal'],
    refunded: 'full-refund',
  };
}

async function atPaddle(t: Test): Promise<At> {
  const key = 'pdl_live_apikey_0123456789';
  const api = await paddleMint(t, { key });
  return {
    processor: 'paddle',
    plugin: paddle({ apiUrl: api.url }),
    credentials: { apiKey: key },
    isActive: (code) => api.discounts.some((one) => one['code'] === code && one['status'] === 'active'),
    toldAs: (code) => `dsc_${hex(code)}`,
    kept: ['coupon', 'renewal'],
    refunded: 'full-refund',
  };
}

async function atShopify(t: Test): Promise<At> {
  const api = await shopifyMint(t);
  return {
    processor: 'shopify',
    plugin: shopify({ apiUrl: api.url }),
    credentials: { accessToken: api.token },
    account: 'larch.myshopify.com',
    isActive: (code) => api.discounts.some((one) => one.code === code && one.status === 'ACTIVE'),
    kept: ['coupon'],
    refunded: 'full-refund',
  };
}

/** Which code an id stands for is told by these; here nobody tells it but the mint. */
const tellsCodes = /^(promotion_code|discount)\./;

for (const at of [atStripe, atPaddle, atShopify]) {
  t.test(`${at.name}: minted, redeemed without a click, credited and counted`, async (t) => {
    const { processor, plugin, credentials, account, isActive, toldAs, kept, refunded } = await at(t);
    const server = await startStories(t, plugin, processor);
    const { desk, app, engine, simulator } = server;
    const {
      acme,
      id: connectionId,
      secret: simulated,
    } = await connected(server, account === undefined ? {} : { account });
    const { scope } = acme;
    const secret = credentials['signingSecret'] ?? simulated;
    await changeConnection(desk, scope, connectionId, { credentials });
    const discount = { percentOff: 200_000, duration: 'months', months: 3 } as const;
    const given = { campaignId: acme.campaign(), name: 'Autumn', connectionId, ...discount };
    const { id: parentCouponId } = await createParentCoupon(desk, scope, given);
    const code = 'ALICE30';
    const coupon = await createCoupon(desk, scope, { enrollmentId: acme.enrollment('alice'), parentCouponId, code });
    t.match(coupon, { active: true, redemptions: 0, processor: { state: 'active', problem: null } });
    t.ok(isActive(code));
    const codeId = coupon.processor?.codeId ?? '';

    const rows = (name: string, text: string) =>
      inSnapshot(engine.store, scope, (session) => session.query<Record<string, unknown>>({ name, text }, []));
    const redeem = async (story: string): Promise<void> => {
      const id = randomBytes(5).toString('hex');
      const buyer = { id, email: `${id}@example.com`, couponCode: code, now: new Date(), live: true };
      const money = { amount: 10_000n, currency: 'USD', ...(account !== undefined && { account }) };
      const told = simulator.stories[story]?.deliveries({ ...buyer, ...money }) ?? [];
      t.ok(told.length > 0, story);
      for (const { type, body, headers: beside } of told.filter((one) => !tellsCodes.test(one.type))) {
        const payload = toldAs === undefined ? body : body.replaceAll(toldAs(code), codeId);
        const headers = {
          'content-type': 'application/json',
          ...beside,
          ...simulator.sign(payload, secret, new Date()),
        };
        const { statusCode } = await app.inject({ method: 'POST', url: `/hooks/${connectionId}`, headers, payload });
        t.equal(statusCode, 200, type);
      }
      t.same((await outcome(engine, acme.organizationId)).differences, [], `${story}: verified`);
    };

    for (const [before, story] of kept.entries()) {
      await redeem(story);
      t.equal((await readCoupon(desk, scope, coupon.id)).redemptions, before + 1, `${story}: one redemption`);
    }
    const first = await rows(
      'credited',
      `select method, coupon_code, type from conversion where not withdrawn and not merged and type <> 'lead' order by occurred_at, id`,
    );
    t.ok(first.length >= kept.length);
    t.ok(
      first
        .filter(({ type }) => type === 'sale')
        .every(({ method, coupon_code }) => method === 'coupon' && coupon_code === code),
      'credited by the code',
    );
    await redeem(refunded);
    t.equal(
      (await readCoupon(desk, scope, coupon.id)).redemptions,
      kept.length,
      'R11: refunded in full, it is taken back',
    );

    t.match(await changeCoupon(desk, scope, coupon.id, { active: false }), { processor: { state: 'deactivated' } });
    t.notOk(isActive(code));
  });
}
