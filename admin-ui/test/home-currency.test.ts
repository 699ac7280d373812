import t from 'tap';
import { fx } from '../../plugins/fx/src/index.ts';
import { recordRates } from '../../core/src/store/exchange-rates.ts';
import { addAffiliate, addCampaign, ago } from './support/brand.ts';
import { openBrowser, overflow, phone, stands } from './support/browser.ts';
import { bothSchemes } from './support/schemes.ts';
import { openHouse } from './support/server.ts';

const house = await openHouse(t, [fx()]);
const browser = await openBrowser(t);
const campaign = await addCampaign(house);
const enrollment = await addAffiliate(house, campaign, 'Sarah Lindqvist', 'sarah');
const { affiliateId } = await house.call<{ affiliateId: string }>('GET', `/v1/enrollments/${enrollment}`);
const occurredAt = ago(1);
const { rateSources, store } = house.server.engine;
const published = [...rateSources.values()][0]?.lastBefore(occurredAt.slice(0, 10)) ?? '';
await recordRates(store, 'ecb', [{ day: published, rates: { USD: '1.2', GBP: '0.8' } }]);
for (const [externalEventId, currency] of [
  ['usd', 'USD'],
  ['gbp', 'GBP'],
  ['ves', 'VES'],
]) {
  const sale = { externalEventId, amount: 10_000, currency, occurredAt, affiliateSlug: 'sarah' };
  await house.call('POST', '/v1/sales', sale);
}
const { page, troubles } = await browser.open();
await house.letIn(page);
const shots = process.env['FAIRLEAD_SHOTS'];
const shoot = async (name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
};
const figure = (name: string) => page.locator('.fl-sums > div', { hasText: name }).first();

for (const [path, name, inHome, both] of [
  ['/sales', 'Sales in USD', '$250.00', /\$100\.00.*£100\.00/],
  ['/', 'Captured in USD', '$250.00', /\$100\.00.*£100\.00/],
  [`/affiliates/${affiliateId}`, 'On hold', '$50.00', /£20\.00.*\$20\.00/],
] as const) {
  t.test(`${path} shows amounts as paid or in the home currency, and tells what has no rate`, async (t) => {
    await page.goto(`${house.url}${path}`);
    await stands(page);
    const before = name.replace(' in USD', '');
    t.match((await figure(before).innerText()).replace(/\s+/g, ' '), both);
    await page.getByRole('group', { name: 'Amounts' }).getByRole('button', { name: 'In USD' }).click();
    await page.getByText('without a rate into USD').waitFor();
    t.match((await figure(name).innerText()).replace(/\s+/g, ' '), inHome);
    t.match(page.url(), /in=home/);
    t.same(await bothSchemes(page), []);
    await shoot(`home-${path.split('/')[1]}`);
    await page.setViewportSize(phone.viewport ?? { width: 390, height: 844 });
    t.equal(await overflow(page), 0);
    await page.setViewportSize({ width: 1280, height: 900 });
  });
}

t.test('a row without a rate says so, and no script failed', async (t) => {
  await page.goto(`${house.url}/sales?in=home`);
  await stands(page);
  t.ok(await page.getByText('unavailable').count());
  t.same(troubles, []);
});
