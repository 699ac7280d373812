import t from 'tap';
import { addAffiliate, addCampaign } from './support/brand.ts';
import { openBrowser, stands } from './support/browser.ts';
import { signIn } from './support/person.ts';
import { bothSchemes } from './support/schemes.ts';
import { openHouse } from './support/server.ts';

// Every form, while somebody else changes the same: nothing of theirs is overwritten unseen.

const house = await openHouse(t);
const browser = await openBrowser(t);
const campaign = await addCampaign(house);
const enrollment = await addAffiliate(house, campaign, 'Sarah Lindqvist', 'sarah');
const { affiliateId } = await house.call<{ affiliateId: string }>('GET', `/v1/enrollments/${enrollment}`);
const { page, troubles } = await browser.open();
await signIn(house, page);

const go = async (path: string): Promise<void> => {
  await page.goto(`${house.url}${path}`);
  await stands(page);
};
const dialog = () => page.getByRole('dialog');
const closed = () => dialog().waitFor({ state: 'detached' });
const both = () => page.getByRole('region', { name: 'Changed meanwhile' });
const keepMine = () => both().getByRole('button', { name: 'Keep mine over theirs' }).click();
const takeTheirs = () => both().getByRole('button', { name: 'Take theirs' }).click();
const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
const read = <T>(path: string): Promise<T> => house.call<T>('GET', path);

t.test('an affiliate', async (t) => {
  await go(`/affiliates/${affiliateId}`);
  await press('Edit');
  await page.getByLabel('Name', { exact: true }).fill('Sarah L.');
  await house.call('PATCH', `/v1/affiliates/${affiliateId}`, { name: 'S. Lindqvist' });
  await dialog().getByRole('button', { name: 'Save' }).click();
  t.match(await both().textContent(), /now S\. Lindqvist, yours Sarah L\./);
  await keepMine();
  await closed();
  t.match(await read(`/v1/affiliates/${affiliateId}`), { name: 'Sarah L.' });
});

t.test('their status: the reason is kept while both are shown', async (t) => {
  await go(`/affiliates/${affiliateId}`);
  await press('Pause');
  await page.getByLabel('Reason').fill('Asked for it');
  await house.call('PATCH', `/v1/enrollments/${enrollment}`, { slug: 'sarah-l' });
  await dialog().getByRole('button', { name: 'Pause' }).click();
  t.match(await both().textContent(), /now Approved, yours Paused.*now sarah-l, yours sarah/);
  t.same(await bothSchemes(page), []);
  await keepMine();
  await closed();
  t.match(await read(`/v1/enrollments/${enrollment}`), { status: 'paused', slug: 'sarah-l' });
  t.match(await house.call('GET', `/v1/audit?entityId=${enrollment}`), { data: [{ reason: 'Asked for it' }] });
});

t.test('their own terms: who added a version meanwhile is read back', async (t) => {
  const path = `/v1/enrollments/${enrollment}/terms`;
  await go(`/affiliates/${affiliateId}?tab=terms`);
  await press('Set terms of their own');
  await dialog().getByRole('button', { name: 'Save as a new version' }).waitFor();
  await house.call('POST', path, { terms: { holdDays: 7 } });
  await dialog().getByRole('button', { name: 'Save as a new version' }).click();
  t.match(await both().textContent(), /Version 1, kept meanwhile.*7 days/);
  await takeTheirs();
  await closed();
  t.match(await read(path), { total: 1 });
  await page.getByText('7 days').first().waitFor();
});

t.test('the terms of a campaign', async (t) => {
  const path = `/v1/campaigns/${campaign}/terms`;
  const hold = page.getByRole('textbox', { name: 'Hold', exact: false }).first();
  await go(`/campaigns/${campaign}`);
  await page.getByRole('button', { name: 'Save as version 2' }).waitFor();
  const terms = { commission: { holdDays: 44, models: { cps: { kind: 'percent', rate: 300_000 } } } };
  await house.call('POST', path, { terms });
  await hold.fill('12');
  await page.getByRole('button', { name: /^Save as version/ }).click();
  t.match(await both().textContent(), /Version 2, kept meanwhile.*44 days/);
  t.same(await bothSchemes(page), []);
  await keepMine();
  await page.getByText('Version 3 is kept').waitFor();
  t.match(await read(`${path}?take=1`), { data: [{ number: 3, terms: { commission: { holdDays: 12 } } }] });

  await house.call('POST', path, { terms });
  await page.getByRole('button', { name: /^Save as version/ }).click();
  await takeTheirs();
  t.match(await hold.inputValue(), /44/);
  t.match(await read(path), { total: 4 });
});

t.test('name and links of a campaign, and its state', async (t) => {
  const path = `/v1/campaigns/${campaign}`;
  await go(`/campaigns/${campaign}?tab=settings`);
  await page.getByLabel('Name', { exact: true }).fill('Mine');
  await house.call('PATCH', path, { destinationUrl: 'https://theirs.example/' });
  await press('Save');
  t.match(await both().textContent(), /Name.*now Creators, yours Mine.*now https:\/\/theirs\.example\//);
  await takeTheirs();
  t.equal(await page.getByLabel('Links lead to').inputValue(), 'https://theirs.example/');
  await press('Close');
  await page.getByLabel('Reason').fill('Full');
  await house.call('PATCH', path, { name: 'Theirs' });
  await dialog().getByRole('button', { name: 'Close', exact: true }).last().click();
  t.match(await both().textContent(), /now Active, yours Closed/);
  await keepMine();
  await closed();
  t.match(await read(path), { state: 'closed', name: 'Theirs' });
});

t.test('no script failed meanwhile', async (t) => t.same(troubles, []));
