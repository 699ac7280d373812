import type { LeadPage, LeadSummary } from '@fairlead/core/api';
import t from 'tap';
import { addAffiliate, ago } from './support/brand.ts';
import { openBrowser, overflow, phone, stands } from './support/browser.ts';
import { signIn } from './support/person.ts';
import { bothSchemes } from './support/schemes.ts';
import { openHouse } from './support/server.ts';

const house = await openHouse(t);
const browser = await openBrowser(t);
const { id: campaign } = await house.call<{ id: string }>('POST', '/v1/campaigns', {
  name: 'Sign-ups',
  slug: 'sign-ups',
  state: 'active',
  validFrom: ago(100),
  destinationUrl: 'https://example.com/',
  terms: { commission: { models: { cpl: { amount: { unit: 2_500_000, currency: 'USD' }, validation: true } } } },
});
await addAffiliate(house, campaign, 'Sarah Lindqvist', 'sarah');
for (const n of [1, 2, 3, 4]) {
  const lead = { customer: { externalId: `user_${n}` }, affiliateSlug: 'sarah', occurredAt: ago(n) };
  await house.call('POST', '/v1/leads', lead);
}
const { page, troubles } = await browser.open();
await signIn(house, page);
const dialog = () => page.getByRole('dialog');
const closed = () => dialog().waitFor({ state: 'detached' });
const go = async (path: string): Promise<void> => {
  await page.goto(`${house.url}${path}`);
  await stands(page);
};
const stateOf = async (n: number) =>
  (await house.call<LeadPage>('GET', `/v1/leads?q=user_${n}`)).data.map(({ state }) => state);

t.test('C3: the overview tells who waits, and leads to them', async (t) => {
  await go('/');
  await page.getByRole('link', { name: '4 leads wait for your word' }).click();
  await page.waitForURL(/\/sales\/leads\?state=awaiting/);
  await page.getByText('user_1').waitFor();
  await page.getByRole('button', { name: 'Waits for you 4' }).waitFor();
  t.same(await bothSchemes(page), []);
  await page.setViewportSize(phone.viewport ?? { width: 390, height: 844 });
  t.equal(await overflow(page), 0);
  await page.setViewportSize({ width: 1280, height: 900 });
  await go('/sales');
  await page.getByRole('link', { name: '4 wait for you' }).waitFor();
});

t.test('C3: one is judged by keyboard alone', async (t) => {
  await go('/sales/leads?state=awaiting');
  await page.getByRole('button', { name: 'Validate user_1' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Reason').waitFor();
  t.same(await bothSchemes(page), []);
  await page.keyboard.type('Spoke to them');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await closed();
  await page.getByText('user_1').waitFor({ state: 'detached' });
  t.same(await stateOf(1), ['validated']);
});

t.test('C3: several are judged together, and one that cannot be is told of', async (t) => {
  await go('/sales/leads?state=awaiting');
  await page.getByRole('checkbox', { name: 'Pick user_2' }).check();
  await page.getByRole('checkbox', { name: 'Pick user_3' }).check();
  await page.getByRole('region', { name: 'Picked leads' }).getByText('2 picked').waitFor();
  await page.getByRole('button', { name: 'Reject 2' }).click();
  await page.getByLabel('Reason').fill('Nobody there');
  // Somebody else rejects one of them just then.
  const [other] = (await house.call<LeadPage>('GET', '/v1/leads?q=user_3')).data;
  await house.call('POST', `/v1/leads/${other?.id}/reject`, { reason: 'first' });
  await dialog().getByRole('button', { name: 'Reject 2' }).click();
  await dialog()
    .getByText(/nothing to reject/)
    .waitFor();
  t.same([await stateOf(2), await stateOf(3)], [['rejected'], ['rejected']]);
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await closed();
  await go('/sales/leads');
  await page.getByText('$2.50').waitFor();
  t.match(await house.call<LeadSummary>('GET', '/v1/leads/summary'), {
    count: 4,
    byState: { awaiting: 1, validated: 1, rejected: 2, none: 0 },
  });
  t.same(await bothSchemes(page), []);
});

t.test('no script failed and nothing was refused by the policy meanwhile', async (t) => t.same(troubles, []));
