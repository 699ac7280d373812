import t from 'tap';
import { makeOwnerLink } from '../../core/src/flows/sign-in/owner-link.ts';
import { axe, openBrowser, stands } from './support/browser.ts';
import { openHouse } from './support/server.ts';

const house = await openHouse(t);
const browser = await openBrowser(t);
const password = 'correct horse battery';

t.test('from the owner link to the first credited sale and its receipt, and back in by password', async (t) => {
  const link = await makeOwnerLink(house.server.desk, {
    organizationId: house.organization.organizationId,
    actor: 'cli',
  });
  const { page, troubles } = await browser.open({ timezoneId: 'Europe/Berlin' });

  await page.goto(link);
  await page.getByLabel('Your name').fill('Ada Lovell');
  await page.getByLabel('E-mail').fill('ada@loomwork.test');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Your brand').fill('Loomwork');
  t.same(await axe(page), [], 'the setup page');
  await page.getByRole('button', { name: 'Begin' }).click();

  await page.getByRole('heading', { name: 'Your first credited sale' }).waitFor();
  await page.getByLabel('Where links lead').fill('https://example.com/');
  t.same(await axe(page), [], 'the first step');
  await page.getByRole('button', { name: 'Set up the campaign' }).click();
  await page.getByRole('button', { name: 'Add the affiliate' }).click();

  await page.getByText('Listening for your first click').waitFor();
  t.same(await axe(page), [], 'while it listens');
  const url = (await page.locator('.fl-start-link code').textContent()) ?? '';
  const visit = await fetch(url, { redirect: 'manual', headers: { 'user-agent': visitor } });
  t.equal(visit.status, 302);
  await page.getByText('The first click arrived.').waitFor();

  await page.getByRole('button', { name: 'Send a test sale' }).click();
  await page.getByRole('link', { name: 'Open the receipt' }).click();
  await page.getByRole('heading', { level: 1, name: /Ada Lovell/ }).waitFor();
  t.match(await page.locator('.fl-explain').textContent(), /Who gets the credit.*Named by your server.*Credited/s);
  t.same(await axe(page), [], 'the receipt');

  await page.getByRole('button', { name: /Signed in as Ada Lovell/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goto(`${house.url}/sales`);
  await page.getByLabel('E-mail').fill('ada@loomwork.test');
  await page.getByLabel('Password', { exact: true }).fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${house.url}/sales`);
  await stands(page);

  await page.goto(link);
  await page.getByRole('heading', { name: 'This link works no longer' }).waitFor();
  t.same(await axe(page), [], 'a used link');
  t.same(troubles, []);
});

const visitor = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
