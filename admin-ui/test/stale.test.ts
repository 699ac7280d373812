import t from 'tap';
import { addAffiliate, addCampaign } from './support/brand.ts';
import { openBrowser, stands } from './support/browser.ts';
import { signIn } from './support/person.ts';
import { bothSchemes } from './support/schemes.ts';
import { openHouse } from './support/server.ts';

interface Made {
  readonly id: string;
}

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

t.test('a coupon: who switched it meanwhile is seen before it is switched again', async (t) => {
  const { id } = await house.call<Made>('POST', '/v1/coupons', { code: 'SARAH20', enrollmentId: enrollment });
  const path = `/v1/coupons/${id}`;
  await go('/coupons');
  await press('Switch off SARAH20');
  await house.call('PATCH', path, { active: false });
  await dialog().getByRole('button', { name: 'Switch off' }).click();
  await dialog().getByText('Somebody else changed this meanwhile').waitFor();
  t.match(await both().textContent(), /What stands there now reads as yours does/, 'they did the same');
  await takeTheirs();
  await closed();
  await press('Switch on SARAH20');
  await house.call('PATCH', path, { active: true });
  await house.call('PATCH', path, { active: false });
  await dialog().getByRole('button', { name: 'Switch on' }).click();
  t.match(await both().textContent(), /Status.*now Switched off, yours Active/);
  t.same(await bothSchemes(page), []);
  await keepMine();
  await closed();
  t.match(await read(path), { active: true });
});

t.test('a parent coupon', async (t) => {
  const parent = { campaignId: campaign, name: 'Spring', percentOff: 200_000, duration: 'once' };
  const { id } = await house.call<Made>('POST', '/v1/parent-coupons', parent);
  const path = `/v1/parent-coupons/${id}`;
  await go('/coupons?tab=parents');
  await press('Archive Spring');
  await house.call('PATCH', path, { name: 'Summer' });
  await dialog().getByRole('button', { name: 'Archive' }).click();
  t.match(await both().textContent(), /Name.*now Summer, yours Spring.*Status.*now Open, yours Archived/);
  await keepMine();
  await closed();
  t.match(await read(path), { name: 'Summer', archived: true });
});

t.test('a connection: its pause, and its secrets', async (t) => {
  const made = { adapter: 'stripe', name: 'Shop', mode: 'live', credentials: {} };
  const { id } = await house.call<Made>('POST', '/v1/connections', made);
  const path = `/v1/connections/${id}`;
  await go('/connections');
  await press('Pause');
  await house.call('PATCH', path, { name: 'Old shop' });
  await dialog().getByRole('button', { name: 'Pause' }).click();
  t.match(await both().textContent(), /now Old shop, yours Shop.*Deliveries.*now taken in, yours refused/);
  await takeTheirs();
  await closed();
  t.match(await read(path), { active: true, name: 'Old shop' });

  await press('Set secrets');
  await page.getByLabel('Signing secret', { exact: false }).fill('whsec_mine');
  await house.call('PATCH', path, { credentials: { apiKey: 'rk_live_theirs' } });
  await dialog().getByRole('button', { name: 'Keep these' }).click();
  t.match(await both().textContent(), /Secrets.*now apiKey, yours –/);
  t.same(await bothSchemes(page), []);
  await keepMine();
  await closed();
  t.same((await read<{ credentials: readonly string[] }>(path)).credentials.toSorted(), ['apiKey', 'signingSecret']);
});

t.test('no script failed meanwhile', async (t) => t.same(troubles, []));
