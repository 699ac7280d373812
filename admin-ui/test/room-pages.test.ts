import t from 'tap';
import { addAffiliate, addCampaign } from './support/brand.ts';
import { openBrowser, overflow, phone, stands } from './support/browser.ts';
import { signIn } from './support/person.ts';
import { bothSchemes } from './support/schemes.ts';
import { openHouse } from './support/server.ts';

const house = await openHouse(t);
const browser = await openBrowser(t);
const campaign = await addCampaign(house);
const enrollmentId = await addAffiliate(house, campaign, 'Sarah <b>Lindqvist</b>', 'sarah');
const { id: parentCouponId } = await house.call<{ id: string }>('POST', '/v1/parent-coupons', {
  campaignId: campaign,
  name: 'Twenty off <b>everything</b>',
  percentOff: 200_000,
  maxRedemptions: 100,
});
await house.call('POST', '/v1/coupons', { enrollmentId, code: 'SARAH20', parentCouponId });
await house.call('POST', `/v1/enrollments/${enrollmentId}/terms`, { terms: { models: { cps: { rate: 250_000 } } } });
await house.call('POST', '/v1/sales', {
  externalEventId: 'o1',
  amount: 9_900,
  currency: 'USD',
  affiliateSlug: 'sarah',
  customer: { externalId: 'user_1', email: 'buyer@shop.test' },
});
await house.call('POST', '/v1/connections', { adapter: 'stripe', mode: 'live', credentials: {} });
const { affiliateId } = await house.call<{ affiliateId: string }>('GET', `/v1/enrollments/${enrollmentId}`);

const { page, troubles } = await browser.open();
await signIn(house, page);

const paths = [
  '/affiliates',
  `/affiliates/${affiliateId}`,
  `/affiliates/${affiliateId}?tab=sales`,
  `/affiliates/${affiliateId}?tab=coupons`,
  `/affiliates/${affiliateId}?tab=terms`,
  `/affiliates/${affiliateId}?tab=history`,
  '/campaigns',
  `/campaigns/${campaign}`,
  `/campaigns/${campaign}?tab=versions`,
  `/campaigns/${campaign}?tab=settings`,
  `/campaigns/${campaign}?tab=coupons`,
  '/coupons',
  '/coupons?tab=parents',
  '/connections',
  '/inbox',
  '/plugins',
  '/api-keys',
  '/team',
  '/customers',
  '/customers?q=user_1',
  '/audit',
  '/settings',
  '/account',
];
for (const path of paths) {
  t.test(`${path}: nothing for axe to say in light and dark, and nothing wider than a phone`, async (t) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${house.url}${path}`);
    await stands(page);
    t.same(await bothSchemes(page), []);
    await page.setViewportSize(phone.viewport ?? { width: 390, height: 844 });
    t.equal(await overflow(page), 0);
  });
}

t.test('no script failed and nothing was refused by the policy meanwhile', async (t) => t.same(troubles, []));
