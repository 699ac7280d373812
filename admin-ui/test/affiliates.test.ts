import t from 'tap';
import { addAffiliate, addCampaign, ago } from './support/brand.ts';
import { openBrowser, overflow, phone, stands } from './support/browser.ts';
import { signIn } from './support/person.ts';
import { bothSchemes } from './support/schemes.ts';
import { openHouse } from './support/server.ts';

const house = await openHouse(t);
const browser = await openBrowser(t);
const campaign = await addCampaign(house);
const ids = [
  await addAffiliate(house, campaign, 'Sarah Lindqvist', 'sarah'),
  await addAffiliate(house, campaign, 'Jun Watanabe', 'jun'),
];
await house.call('POST', '/v1/sales', {
  externalEventId: 'o1',
  amount: 10_000,
  currency: 'USD',
  affiliateSlug: 'sarah',
  occurredAt: ago(2),
});
await fetch(`${house.url}/r/sarah`, {
  redirect: 'manual',
  headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36' },
});
const { page, troubles } = await browser.open();
await signIn(house, page);
const go = async (path: string): Promise<void> => {
  await page.goto(`${house.url}${path}`);
  await stands(page);
};
const dialog = () => page.getByRole('dialog');
const closed = () => dialog().waitFor({ state: 'detached' });
const rowOf = (name: string) => page.locator('.fl-table tbody tr').filter({ hasText: name });
const statusOf = async (id: string | undefined) =>
  (await house.call<{ status: string }>('GET', `/v1/enrollments/${id}`)).status;

t.test('F102: the list tells clicks, sales and earnings; it is ordered, and its columns are chosen', async (t) => {
  await go('/affiliates');
  await rowOf('Sarah').getByText('$20').waitFor();
  await rowOf('Jun').getByText('Approved').waitFor();
  t.match(await rowOf('Sarah').textContent(), /sarah.*Approved.*1.*1.*\$20\.00/);
  t.match(await rowOf('Jun').textContent(), /jun.*Approved.*0.*0.*–/);
  t.same(await bothSchemes(page), []);
  for (const width of [1280, 1360]) {
    await page.setViewportSize({ width, height: 900 });
    t.equal(await page.locator('.fl-table-frame').evaluate((at) => at.scrollWidth - at.clientWidth), 0, `${width}`);
  }
  await page.getByRole('combobox', { name: 'Order' }).click();
  await page.getByRole('option', { name: 'By name' }).click();
  await page.waitForURL(/sort=name/);
  t.match(await page.locator('.fl-table tbody tr').first().textContent(), /Jun/);
  await page.getByRole('combobox', { name: 'Order' }).click();
  await page.getByRole('option', { name: 'Most on hold' }).click();
  await page.waitForURL(/sort=-pending/);
  await page.getByRole('columnheader', { name: 'On hold' }).waitFor();
  await page.locator('.fl-table tbody tr').first().getByRole('link', { name: 'Sarah' }).waitFor();
  t.match(await rowOf('Sarah').textContent(), /\$20\.00.*\$20\.00/);
  t.same(await bothSchemes(page), []);
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export 2 as CSV' }).click();
  t.equal((await file).suggestedFilename(), 'affiliates.csv');
  await page.setViewportSize(phone.viewport ?? { width: 390, height: 844 });
  await page.locator('.fl-cards li').first().getByText('$20.00').waitFor();
  t.equal(await overflow(page), 0);
  await page.setViewportSize({ width: 1280, height: 900 });
});

t.test('F104: those who are picked are paused together, and one that cannot be is told of', async (t) => {
  await go('/affiliates');
  await page.getByRole('checkbox', { name: 'Pick all shown' }).check();
  await page.getByRole('region', { name: 'Picked affiliates' }).getByText('2 picked').waitFor();
  await page.getByRole('button', { name: 'Pause 2' }).click();
  await page.getByLabel('Reason').fill('Off season');
  t.same(await bothSchemes(page), []);
  // Somebody else removes one of them just then.
  await house.call('PATCH', `/v1/enrollments/${ids[1]}`, { status: 'removed' });
  await dialog().getByRole('button', { name: 'Pause 2' }).click();
  await dialog()
    .getByText(/is removed and cannot become paused/)
    .waitFor();
  t.same([await statusOf(ids[0]), await statusOf(ids[1])], ['paused', 'removed']);
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await closed();
  await page.getByRole('button', { name: 'Approve 1' }).click();
  await dialog().getByRole('button', { name: 'Approve 1' }).click();
  await closed();
  t.equal(await statusOf(ids[0]), 'approved');
});

t.test('F10: a link gets another slug and destination; the slug it had goes on', async (t) => {
  await go('/affiliates?sort=created');
  await rowOf('Sarah').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Edit link sarah' }).click();
  await dialog().getByLabel('Slug').fill('sarah-l');
  await dialog().getByText('sarah goes on leading here').waitFor();
  await dialog().getByLabel('Leads to').fill('https://example.com/shoes');
  t.same(await bothSchemes(page), []);
  await dialog().getByRole('button', { name: 'Save' }).click();
  await closed();
  await page.getByText('/r/sarah-l').waitFor();
  await page.getByText('also sarah').waitFor();
  for (const slug of ['sarah', 'sarah-l']) {
    let to = '';
    // Redirects learn of a changed link within a moment.
    for (let n = 0; n < 100 && !to.startsWith('https://example.com/shoes'); n++) {
      to = (await fetch(`${house.url}/r/${slug}`, { redirect: 'manual' })).headers.get('location') ?? '';
    }
    t.match(to, 'https://example.com/shoes', slug);
  }
});

t.test('C1: a group is made, gets terms, and an affiliate is put into it', async (t) => {
  await go(`/campaigns/${campaign}?tab=groups`);
  await page.getByRole('button', { name: 'Add a group' }).click();
  await dialog().getByLabel('Name').fill('Gold <b>partners</b>');
  await dialog().getByRole('button', { name: 'Add group' }).click();
  await closed();
  await page.getByRole('button', { name: 'Set terms of Gold <b>partners</b>' }).click();
  await dialog().getByRole('button', { name: 'Save as a new version' }).click();
  await closed();
  await page.getByText('0 affiliates').waitFor();
  t.same(await bothSchemes(page), []);
  const { affiliateId } = await house.call<{ affiliateId: string }>('GET', `/v1/enrollments/${ids[0]}`);
  await go(`/affiliates/${affiliateId}`);
  await page.getByRole('button', { name: 'Change group' }).click();
  await dialog().getByRole('combobox', { name: 'Group' }).click();
  await page.getByRole('option', { name: 'Gold <b>partners</b>' }).click();
  await dialog().getByRole('button', { name: 'Save' }).click();
  await closed();
  await page.getByText('Group Gold <b>partners</b>').waitFor();
  await go(`/campaigns/${campaign}?tab=groups`);
  await page.getByText('1 affiliate', { exact: true }).waitFor();
});

t.test('no script failed meanwhile', async (t) => t.same(troubles, []));
