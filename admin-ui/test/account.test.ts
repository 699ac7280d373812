import t from 'tap';
import { openBrowser, stands } from './support/browser.ts';
import { signIn } from './support/person.ts';
import { bothSchemes } from './support/schemes.ts';
import { openHouse } from './support/server.ts';
import { totp } from './support/totp.ts';

const house = await openHouse(t);
const browser = await openBrowser(t);
const { page, troubles } = await browser.open();
await signIn(house, page);
const password = 'correct horse battery';
const dialog = () => page.getByRole('dialog');
const panel = (name: string) => page.getByRole('region', { name });
const go = async (path: string): Promise<void> => {
  await page.goto(`${house.url}${path}`);
  await stands(page);
};
let codes: readonly string[] = [];

t.test('a name is changed, and stands in the corner at once', async () => {
  await go('/account');
  await page.getByLabel('Your name').fill('Ada <i>Lovell</i>');
  await page.getByRole('button', { name: 'Save name' }).click();
  await page.getByRole('button', { name: 'Signed in as Ada <i>Lovell</i>' }).waitFor();
});

t.test('a second factor is switched on by password, QR code and a code; backup codes are shown once', async (t) => {
  await panel('Second factor').getByRole('button', { name: 'Switch on' }).click();
  await dialog().getByLabel('Your password').fill('not this one at all');
  await dialog().getByRole('button', { name: 'Go on' }).click();
  await dialog().getByText('This is not your password.').waitFor();
  await dialog().getByLabel('Your password').fill(password);
  await dialog().getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('img', { name: 'QR code of your second factor' }).waitFor();
  t.same(await bothSchemes(page), [], 'the QR code');
  const secret = (await dialog().locator('.fl-id code').textContent()) ?? '';
  await dialog().getByLabel('Code', { exact: true }).fill('000000');
  await dialog().getByRole('button', { name: 'Switch on' }).click();
  await dialog().getByText('This is not the code of now.').waitFor();
  await dialog().getByLabel('Code', { exact: true }).fill(totp(secret));
  await dialog().getByRole('button', { name: 'Switch on' }).click();
  await page.getByRole('heading', { name: 'The second factor is on' }).waitFor();
  codes = await dialog().locator('.fl-codes code').allTextContents();
  t.equal(codes.length, 10);
  t.same(await bothSchemes(page), [], 'the backup codes');
  await dialog().getByRole('button', { name: 'I have kept them' }).click();
  await panel('Second factor').getByText('On', { exact: true }).waitFor();
});

t.test('new backup codes end those before; one of them signs in; then the factor is switched off', async (t) => {
  await panel('Second factor').getByRole('button', { name: 'Make new backup codes' }).click();
  await dialog().getByLabel('Your password').fill(password);
  await dialog().getByRole('button', { name: 'Make new codes' }).click();
  await page.getByRole('heading', { name: 'New backup codes', exact: true }).waitFor();
  const before = codes;
  codes = await dialog().locator('.fl-codes code').allTextContents();
  t.notOk(codes.some((code) => before.includes(code)));
  await dialog().getByRole('button', { name: 'I have kept them' }).click();

  const other = await browser.open();
  await other.page.goto(`${house.url}/sign-in`);
  await other.page.getByLabel('E-mail').fill('ada@loomwork.test');
  await other.page.getByLabel('Password', { exact: true }).fill(password);
  await other.page.getByRole('button', { name: 'Sign in' }).click();
  await other.page.getByRole('heading', { name: 'Your second factor' }).waitFor();
  await other.page.getByLabel('Code').fill(before[0] ?? '');
  await other.page.getByRole('button', { name: 'Continue' }).click();
  await other.page.getByRole('alert').waitFor();
  await other.page.getByLabel('Code').fill(codes[0] ?? '');
  await other.page.getByRole('button', { name: 'Continue' }).click();
  await other.page.getByRole('button', { name: /Signed in as/ }).waitFor();

  await go('/account');
  await page.getByRole('button', { name: /^Sign out Chrome on/ }).click();
  await page.getByRole('button', { name: /^Sign out Chrome on/ }).waitFor({ state: 'detached' });
  await other.page.goto(`${house.url}/sales`);
  await other.page.getByRole('heading', { name: 'Sign in' }).waitFor();

  await panel('Second factor').getByRole('button', { name: 'Switch off' }).click();
  await dialog().getByLabel('Your password').fill(password);
  await dialog().getByRole('button', { name: 'Switch off' }).click();
  await panel('Second factor').getByRole('button', { name: 'Switch on' }).waitFor();
});

t.test('the settings of the organization are changed; the tracking domain is told', async (t) => {
  await go('/settings');
  await page.getByText(`${house.url}/t.js`).waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Loom & Work');
  await page.getByLabel('Grace days').fill('5');
  await page.getByRole('combobox', { name: 'Time zone' }).click();
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Tokyo');
  await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  await page.locator('.fl-side .fl-brand').getByText('Loom & Work').waitFor();
  t.match(await house.call('GET', '/v1/organization'), {
    name: 'Loom & Work',
    graceDays: 5,
    timeZone: 'Asia/Tokyo',
    homeCurrency: 'USD',
  });
});

t.test('settings changed meanwhile: both versions are shown, and theirs or mine is kept', async (t) => {
  await go('/settings');
  await page.getByLabel('Name', { exact: true }).fill('Mine');
  await house.call('PATCH', '/v1/organization', { name: 'Theirs' });
  await page.getByRole('button', { name: 'Save' }).click();
  const both = page.getByRole('region', { name: 'Changed meanwhile' });
  t.match(await both.textContent(), /Name.*now Theirs, yours Mine/);
  t.same(await bothSchemes(page), []);
  await both.getByRole('button', { name: 'Take theirs' }).click();
  t.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Theirs');
  await page.getByLabel('Name', { exact: true }).fill('Loomwork');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
});

t.test('a new password signs the others out; signing out everywhere ends this one too', async (t) => {
  await go('/account');
  await page.getByLabel('Present password').fill('not this one');
  await page.getByLabel('New password').fill('quite another phrase');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('This is not your present password.').waitFor();
  await page.getByLabel('Present password').fill(password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Changed', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  t.same(await bothSchemes(page), []);
  await dialog().getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByLabel('E-mail').fill('ada@loomwork.test');
  await page.getByLabel('Password', { exact: true }).fill('quite another phrase');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /Signed in as/ }).waitFor();
  t.same(troubles, []);
});
