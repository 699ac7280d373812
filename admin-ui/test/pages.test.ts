import type { ConversionPage, PaymentPage } from '@fairlead/core/api';
import t from 'tap';
import { addAffiliate, addCampaign, ago } from './support/brand.ts';
import { axe, openBrowser, overflow, stands } from './support/browser.ts';
import { openHouse } from './support/server.ts';

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

for (const colorScheme of ['light', 'dark'] as const) {
  t.test(`in ${colorScheme}: nothing for axe to say on any page, and nothing wider than a phone`, async (t) => {
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
  });
}

t.test('R1: the receipt prints a working that a calculator follows', async (t) => {
  const { page } = await browser.open();
  await house.letIn(page);
  await page.goto(`${house.url}/sales/${sale}`);
  await page.getByRole('heading', { level: 1, name: 'Sarah Lindqvist earns $19.74 on this sale' }).waitFor();
  const text = (await page.locator('.fl-explain').textContent()) ?? '';
  // (120.00 − 10.00) × 20% = 22.00; 22.00 × 12.34 ÷ 120.00 = 2.262333…, so 2.26 goes back.
  t.match(text, '22.00 × 12.34 ÷ 120.00 = 2.262333…; rounded: 2.26');
  t.match(text, '22.00 − 2.26 =');
});

t.test('A11: a payment without credit is assigned, with a reason, and is gone from the list', async (t) => {
  const { page, troubles } = await browser.open();
  await house.letIn(page);
  await page.goto(`${house.url}/sales/not-credited`);
  await page.getByRole('button', { name: 'Assign lost' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'Affiliate' }).click();
  await page.getByRole('option', { name: 'jun' }).click();
  await page.getByLabel('Reason').fill('Jun wrote to us');
  t.same(await axe(page), [], 'the dialog');
  await page.getByRole('dialog').getByRole('button', { name: 'Assign' }).click();
  await page.getByRole('heading', { name: /Every payment was credited/ }).waitFor();
  t.same(troubles, []);
});

t.test('filters stand in the address, as sentences, and are taken away at a press', async (t) => {
  const { page, troubles } = await browser.open();
  await house.letIn(page);
  await page.goto(`${house.url}/sales`);
  await stands(page);
  await page.keyboard.press('f');
  await page.getByRole('button', { name: 'Source' }).click();
  await page.getByLabel('Coupon').check();
  await page.getByRole('heading', { name: 'No sale matches these filters' }).waitFor();
  t.equal(new URL(page.url()).searchParams.get('method'), 'coupon');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Source is Coupon. Remove this filter' }).click();
  await page.getByRole('cell', { name: 'Jun Watanabe' }).first().waitFor();
  t.same(troubles, []);
});

t.test('a sale that comes in waits above the list, which does not move', async (t) => {
  const { page } = await browser.open();
  await house.letIn(page);
  await page.goto(`${house.url}/sales`);
  await stands(page);
  const rows = page.locator('.fl-table tbody tr');
  const before = await rows.count();
  await house.call('POST', '/v1/sales', { externalEventId: 'new', amount: 700, currency: 'USD', affiliateSlug: 'jun' });
  await page.getByRole('button', { name: '1 new sale' }).waitFor();
  t.equal(await rows.count(), before);
  await page.getByRole('button', { name: '1 new sale' }).click();
  await rows.filter({ hasText: '$7.00' }).waitFor();
  t.equal(await rows.count(), before + 1);
});

t.test('a server that goes away is told of, and what was loaded stays', async (t) => {
  const { page } = await browser.open();
  await house.letIn(page);
  await page.goto(`${house.url}/sales`);
  await stands(page);
  await page.route('**/v1/**', (route) => route.abort());
  await page
    .getByRole('button', { name: /^Lead|^Sale/ })
    .first()
    .click();
  await page.getByText('The server cannot be reached').first().waitFor();
  await page.unroute('**/v1/**');
  await house.letIn(page);
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByText('The server cannot be reached').first().waitFor({ state: 'detached' });
  t.pass('it recovers');
});
