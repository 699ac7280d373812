import type { ConversionPage, Enrollment } from '@fairlead/core/api';
import t from 'tap';
import { addAffiliate, ago } from './support/brand.ts';
import { axe, openBrowser, overflow, phone, stands } from './support/browser.ts';
import { signIn } from './support/person.ts';
import { bothSchemes } from './support/schemes.ts';
import { openHouse } from './support/server.ts';

const house = await openHouse(t);
const browser = await openBrowser(t);
const { id: campaign } = await house.call<{ id: string }>('POST', '/v1/campaigns', {
  name: 'Creators',
  slug: 'creators',
  state: 'active',
  validFrom: ago(100),
  destinationUrl: 'https://example.com/',
  terms: {
    commission: {
      models: {
        cps: { kind: 'percent', rate: 200_000 },
        bonuses: { milestones: [{ name: 'talk', amount: { unit: 100_000_000, currency: 'USD' } }] },
      },
    },
  },
});
const ids = [
  await addAffiliate(house, campaign, 'Sarah Lindqvist', 'sarah'),
  await addAffiliate(house, campaign, 'Jun Watanabe', 'jun'),
];
const enrollment = (id: string | undefined) => house.call<Enrollment>('GET', `/v1/enrollments/${id}`);
const personOf = async (n: number) => `/affiliates/${(await enrollment(ids[n])).affiliateId}`;
const { page, troubles } = await browser.open();
await signIn(house, page);
const dialog = () => page.getByRole('dialog');
const closed = () => dialog().waitFor({ state: 'detached' });
const go = async (path: string): Promise<void> => {
  await page.goto(`${house.url}${path}`);
  await stands(page);
};

t.test('C8: recruiting links are switched on, and somebody applies by one', async (t) => {
  await go(`/campaigns/${campaign}?tab=settings`);
  await page.getByRole('switch', { name: 'Affiliates recruit others by a link' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  await go(await personOf(0));
  await page.getByText('/join/sarah').waitFor();
  t.same(await bothSchemes(page), []);
  const { page: theirs, troubles: wrong } = await browser.open(phone);
  await theirs.goto(`${house.url}/join/sarah`);
  t.equal(await overflow(theirs), 0);
  t.same(await axe(theirs), []);
  await theirs.getByLabel('Your name').fill('Zoe Laurent');
  await theirs.getByLabel('E-mail').fill('zoe@@');
  await theirs.locator('form').evaluate((at) => ((at as unknown as { noValidate: boolean }).noValidate = true));
  await theirs.getByRole('button', { name: 'Apply' }).click();
  await theirs.getByText('That is no e-mail address.').waitFor();
  t.same(await axe(theirs), []);
  await theirs.getByLabel('E-mail').fill('zoe@example.com');
  await theirs.getByRole('button', { name: 'Apply' }).click();
  await theirs.getByText('Thank you, your application is in').waitFor();
  t.same(await axe(theirs), []);
  t.same(wrong, [], 'its policy lets its own style in, and refuses nothing');
  await go('/');
  await page.getByRole('link', { name: '1 application to answer' }).click();
  await page.getByRole('link', { name: 'Zoe Laurent' }).click();
  await page.getByText('Recruited by Sarah Lindqvist').waitFor();
});

t.test('C8: another recruiter is named from now on, and never in a circle', async (t) => {
  await go(await personOf(1));
  await page.getByRole('button', { name: 'Change who recruited Jun Watanabe' }).click();
  await dialog().getByRole('combobox', { name: 'Recruited by' }).fill('Sarah');
  await page.getByRole('option', { name: /Sarah Lindqvist/ }).click();
  await dialog().getByLabel('Reason').fill('She brought him');
  t.same(await bothSchemes(page), []);
  await dialog().getByRole('button', { name: 'Change, from now on' }).click();
  await closed();
  await page.getByText('Recruited by Sarah Lindqvist').waitFor();
  t.equal((await enrollment(ids[1])).recruiterId, ids[0]);
  await go(await personOf(0));
  await page.getByRole('button', { name: 'Change who recruited Sarah Lindqvist' }).click();
  await dialog().getByRole('combobox', { name: 'Recruited by' }).fill('Jun');
  await page.getByRole('option', { name: /Jun Watanabe/ }).click();
  await dialog().getByRole('button', { name: 'Change, from now on' }).click();
  await dialog()
    .getByText(/circle/)
    .first()
    .waitFor();
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await closed();
  t.equal((await enrollment(ids[0])).recruiterId, null);
});

t.test('F64: a bonus is given by hand, once, and stands among their sales', async (t) => {
  await go(await personOf(0));
  await page.getByRole('button', { name: 'Give a bonus' }).click();
  const campaign = dialog().getByRole('combobox', { name: 'Campaign' });
  const chosen = await campaign.inputValue();
  await campaign.click();
  await page.getByRole('option', { selected: true }).click();
  t.equal(await campaign.inputValue(), chosen, 'what is chosen again stays chosen');
  await dialog().getByRole('combobox', { name: 'For' }).click();
  await page.getByRole('option', { name: 'talk: $100.00' }).click();
  await dialog().getByLabel('Reason').fill('Spoke at our conference');
  t.same(await bothSchemes(page), []);
  await page.setViewportSize(phone.viewport ?? { width: 390, height: 844 });
  t.equal(await overflow(page), 0);
  await page.setViewportSize({ width: 1280, height: 900 });
  await dialog().getByRole('button', { name: 'Give $100.00' }).click();
  await closed();
  await page.getByRole('tab', { name: 'Sales' }).click();
  await page.locator('.fl-table tbody tr').filter({ hasText: 'Bonus' }).getByText('talk').waitFor();
  await page.getByRole('button', { name: 'Give a bonus' }).click();
  await dialog().getByRole('combobox', { name: 'For' }).click();
  await page.getByRole('option', { name: 'talk: $100.00' }).click();
  await dialog().getByLabel('Reason').fill('again');
  await dialog().getByRole('button', { name: 'Give $100.00' }).click();
  await dialog().getByText('They were given this bonus before').waitFor();
  await dialog().getByRole('combobox', { name: 'For' }).click();
  await page.getByRole('option', { name: 'an amount of your own' }).click();
  await dialog().getByLabel('Amount in USD').fill('12.505');
  await dialog().getByText('An amount such as 5.00').waitFor();
  await dialog().getByLabel('Amount in USD').fill('12.50');
  t.same(await bothSchemes(page), []);
  await dialog().getByRole('button', { name: 'Give $12.50' }).click();
  await closed();
  await page.locator('.fl-table tbody tr').filter({ hasText: '$12.50' }).waitFor();
  t.match(
    (await house.call<ConversionPage>('GET', '/v1/conversions?type=bonus')).data.map(({ commission }) => commission),
    [1_250, 10_000],
  );
});

t.test('no script failed and nothing was refused by the policy meanwhile', async (t) => t.same(troubles, []));
