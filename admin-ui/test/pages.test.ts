import type { ConversionPage } from '@fairlead/core/api';
import t from 'tap';
import { axe, phone, stands } from './support/browser.ts';
import { openShowcase } from './support/showcase.ts';

const { house, browser, sale } = await openShowcase(t);

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
  await page.getByRole('dialog').getByRole('combobox', { name: 'Affiliate' }).waitFor();
  // The first field of the dialog has the focus; affiliates are found by their names.
  await page.keyboard.type('watanabe');
  await page.getByRole('option', { name: /^Jun Watanabe, .* \(jun\)$/ }).click();
  await page.getByLabel('Reason').fill('Jun wrote to us');
  t.same(await axe(page), [], 'the dialog');
  await page.getByRole('dialog').getByRole('button', { name: 'Assign' }).click();
  await page.getByRole('heading', { name: /Every payment was credited/ }).waitFor();
  t.same(troubles, []);
});

t.test('R10: all that was decided by hand stays beside the receipt, whatever still holds', async (t) => {
  const { data } = await house.call<ConversionPage>('GET', '/v1/conversions?q=order_2');
  const path = `/v1/conversions/${data[0]?.id}`;
  await house.call('POST', `${path}/deny`, { reason: 'found on a coupon site' });
  await house.call('POST', `${path}/reinstate`, { reason: 'it was their own site' });
  const { page } = await browser.open();
  await house.letIn(page);
  await page.goto(`${house.url}/sales/${data[0]?.id}`);
  const evidence = page.getByRole('complementary', { name: 'Evidence' });
  t.match(
    await evidence.textContent(),
    /By hand ?Denied .*: found on a coupon site ?Reinstated .*: it was their own site/,
  );
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
  await page.getByText('The server cannot be reached').first().waitFor({ state: 'detached' });
  t.pass('it recovers by itself');
});

t.test('a page that is first opened while the server is away says so, and comes once it is back', async (t) => {
  const { page } = await browser.open();
  await house.letIn(page);
  await page.goto(`${house.url}/sales`);
  await stands(page);
  const lost = (url: URL): boolean => url.origin === new URL(house.url).origin;
  await page.route(lost, (route) => route.abort());
  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByText('The server cannot be reached').waitFor();
  t.same(await axe(page), []);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('link', { name: 'Team' }).click();
  await page.getByText('The server cannot be reached').waitFor();
  t.match(page.url(), /\/team$/, 'no page of the browser took its place');
  await page.unroute(lost);
  await page.getByRole('heading', { level: 1, name: 'Team' }).waitFor();
});

t.test(
  'on a laptop all columns of sales are there without scrolling; others are chosen, and a view keeps them',
  async (t) => {
    const { page, troubles } = await browser.open();
    await house.letIn(page);
    for (const width of [1280, 1360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${house.url}/sales`);
      await stands(page);
      const frame = page.locator('.fl-table-frame');
      t.equal(await frame.evaluate((at) => at.scrollWidth - at.clientWidth), 0, `${width} px`);
    }
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Campaign' }).uncheck();
    await page.getByRole('checkbox', { name: 'Customer' }).check();
    t.same(await axe(page), [], 'the columns');
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Customer' }).waitFor();
    t.equal(await page.getByRole('columnheader', { name: 'Campaign' }).count(), 0);
    await page.getByRole('button', { name: 'All time' }).click();
    await page.getByRole('button', { name: 'Last 30 days' }).click();
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Mine & theirs');
    await page.getByLabel('For everybody here').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const view = page.getByRole('button', { name: /^Mine & theirs/ });
    await view.waitFor();
    t.match(await house.call('GET', '/v1/views?list=conversions'), {
      data: [
        { name: 'Mine & theirs', shared: true, filters: { range: '30d' }, columns: ['Date', 'Affiliate', 'Type'] },
      ],
    });
    await page.goto(`${house.url}/sales?status=paid`);
    await view.click();
    await page.getByRole('columnheader', { name: 'Customer' }).waitFor();
    await page.getByRole('button', { name: 'Last 30 days' }).waitFor();
    t.equal(await view.getAttribute('aria-pressed'), 'true');
    t.equal(new URL(page.url()).searchParams.get('status'), null);
    await page.getByRole('button', { name: 'Forget the view Mine & theirs' }).click();
    await view.waitFor({ state: 'detached' });
    t.same(troubles, []);
  },
);

t.test('on a phone the four figures stand within the window', async (t) => {
  const { page } = await browser.open(phone);
  await house.letIn(page);
  await page.goto(`${house.url}/sales`);
  await stands(page);
  const beyond = await page
    .locator('.fl-sums > div')
    .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth).length);
  t.equal(beyond, 0);
});

t.test('F93: a sale is added by hand; its receipt opens and says who decided, and why', async (t) => {
  const { page, troubles } = await browser.open();
  await house.letIn(page);
  await page.goto(`${house.url}/sales`);
  await stands(page);
  await page.getByRole('button', { name: 'Add sale' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Affiliate' }).fill('sarah');
  await page.getByRole('option', { name: /Sarah Lindqvist/ }).click();
  await form.getByLabel('Amount').fill('49,5x');
  await form.getByText('An amount such as 49 or 49.50').waitFor();
  await form.getByLabel('Amount').fill('49.50');
  await form.getByLabel('Reference').fill('order_0');
  await form.getByLabel('Reason').fill('Told by telephone');
  t.same(await axe(page), []);
  await form.getByRole('button', { name: 'Add sale of $49.50' }).click();
  await form.getByText('already_exists').waitFor();
  await form.getByLabel('Reference').fill('phone_1');
  await form.getByRole('button', { name: 'Add sale of $49.50' }).click();
  await page.getByRole('heading', { level: 1, name: /Sarah Lindqvist earns \$9\.90/ }).waitFor();
  await page.getByText('Told by telephone').first().waitFor();
  t.same(troubles, []);
});
