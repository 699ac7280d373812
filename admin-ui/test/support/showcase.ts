import type { ConversionPage, PaymentPage } from '@fairlead/core/api';
import type { Test } from 'tap';
import { addAffiliate, addCampaign, ago } from './brand.ts';
import { openBrowser } from './browser.ts';
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
