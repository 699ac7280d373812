import type { ConversionPage, PaymentPage } from '@fairlead/core/api';
import type { Test } from 'tap';
import { addAffiliate, addCampaign, ago } from './brand.ts';
import { axe, openBrowser, overflow, stands } from './browser.ts';
import { openHouse } from './server.ts';

/** A brand with a little of everything that the first rooms show. */
export async function openShowcase(t: Test) {
  const house = await openHouse(t);
  const browser = await openBrowser(t);
  const campaign = await addCampaign(house);
  await addAffiliate(house, campaign, 'Sarah Lindqvist', 'sarah');
  await addAffiliate(house, campaign, 'Jun Watanabe', 'jun');
  for (const [n, currency] of ['USD', 'JPY', 'KWD'].entries()) {
    const sale = { externalEventId: `order_${n}`, amount: 12_000 + n, currency, tax: 1_000, occurredAt: ago(n + 1) };
    await house.call('POST', '/v1/sales', { ...sale, affiliateSlug: n === 1 ? 'jun' : 'sarah' });
  }
  await house.call('POST', '/v1/sales', { externalEventId: 'lost', amount: 5_000, currency: 'USD' });
  await house.call('POST', '/v1/sales', {
    externalEventId: 't',
    amount: 5,
    currency: 'USD',
    affiliateSlug: 'jun',
    test: true,
  });
  const refund = { externalRefundId: 're_0', externalEventId: 'order_0', amount: 1_234, currency: 'USD' };
  await house.call('POST', '/v1/refunds', refund);
  const sale = (await house.call<ConversionPage>('GET', '/v1/conversions?q=order_0')).data[0]?.id;
  const lost = (await house.call<PaymentPage>('GET', '/v1/payments?unattributed=true')).data[0]?.id;
  return { house, browser, sale, lost };
}

/** Every page of the first rooms: axe has nothing to say, and nothing is wider than a phone. */
export async function holdsUp(t: Test, colorScheme: 'light' | 'dark'): Promise<void> {
  const { house, browser, sale, lost } = await openShowcase(t);
  const paths = [
    '/',
    '/start',
    '/rules',
    '/sales',
    '/sales?status=paid',
    '/sales/not-credited',
    `/sales/${sale}`,
    `/payments/${lost}`,
    '/sign-in',
    '/sign-in/link?token=x',
    '/sign-in/code',
    '/invitation?token=x',
    '/setup?token=x',
    '/nowhere',
  ];
  const { page, troubles } = await browser.open({ colorScheme });
  await house.letIn(page);
  for (const path of paths) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${house.url}${path}`);
    await stands(page);
    t.same(await axe(page), [], path);
    await page.setViewportSize({ width: 390, height: 844 });
    t.equal(await overflow(page), 0, `${path} on a phone`);
    t.same(await axe(page), [], `${path} on a phone`);
    await page.setViewportSize({ width: 320, height: 640 });
    t.equal(await overflow(page), 0, `${path} on a small phone`);
  }
  t.same(troubles, []);
}
