import t from 'tap';
import { stands } from './support/browser.ts';
import { focused, tabTo } from './support/keyboard.ts';
import { signIn } from './support/person.ts';
import { openShowcase } from './support/showcase.ts';

const { house, browser, sale } = await openShowcase(t);
await signIn(house, (await browser.open()).page);
const { page, troubles } = await browser.open();
const { keyboard } = page;
const seen: Awaited<ReturnType<typeof tabTo>>[number][] = [];
const tab = async (name: string | RegExp): Promise<void> => void seen.push(...(await tabTo(page, name)));
/** The address is there before the page is, which then begins at its content. */
async function arrives(path: string): Promise<void> {
  await page.waitForURL(house.url + path);
  await page.waitForFunction(() => document.activeElement?.id === 'main');
  await stands(page);
}

t.test('without a mouse: in by password', async () => {
  await page.goto(`${house.url}/sales`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await tab('E-mail');
  await keyboard.type('ada@loomwork.test');
  await tab('Password');
  await keyboard.type('correct horse battery');
  await keyboard.press('Enter');
  await page.waitForURL(`${house.url}/sales`);
  await stands(page);
});

t.test('the first stop leads past the navigation', async (t) => {
  await page.goto(house.url);
  await stands(page);
  await tab('Skip to content');
  await keyboard.press('Enter');
  t.equal(await page.evaluate(() => document.activeElement?.id), 'main');
});

t.test('the palette leads to sales, J and Enter to a receipt; back, the row has the focus', async (t) => {
  await keyboard.press('Control+k');
  await page.getByPlaceholder('Search or go to').waitFor();
  await keyboard.type('sales');
  await keyboard.press('Enter');
  await page.waitForURL(`${house.url}/sales`);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('cell', { name: 'Sarah Lindqvist' }).first().waitFor();
  for (let n = 0; n < 3; n++) await keyboard.press('j');
  const row = await focused(page);
  t.match(row, { role: 'a', ring: 2 });
  await keyboard.press('k');
  await keyboard.press('k');
  await keyboard.press('Enter');
  await arrives(`/sales/${sale}`);
  await tab('Sales');
  await page.goBack();
  await page.waitForURL(`${house.url}/sales`);
  await page.waitForFunction((id) => document.activeElement?.getAttribute('href') === `/sales/${id}`, sale);
});

t.test('F opens the filters, Esc closes them and gives the focus back', async (t) => {
  await keyboard.press('f');
  await page.getByRole('dialog').getByRole('button', { name: 'Source' }).waitFor();
  await keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  t.not(await page.evaluate(() => document.activeElement?.tagName), 'BODY');
});

t.test('a payment nobody is credited for is assigned', async () => {
  await page.evaluate(() => document.querySelector<HTMLElement>('#main')?.focus());
  await tab('1 payment');
  await keyboard.press('Enter');
  await arrives('/sales/not-credited');
  await tab('Assign lost');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tab('Affiliate');
  await keyboard.type('jun');
  await page.getByRole('option', { name: 'jun' }).waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await tab(/^Reason/);
  await keyboard.type('Jun wrote to us');
  await tab('Assign');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: /Every payment was credited/ }).waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await keyboard.press('g');
  await keyboard.press('s');
  await page.waitForURL(`${house.url}/sales`);
  await page.locator('.fl-table tbody tr').filter({ hasText: '$50.00' }).waitFor();
});

t.test('everywhere on the way the focus was seen, and hidden by nothing', async (t) => {
  t.same(
    seen.filter(({ ring, covered, role }) => (ring < 2 || covered) && role !== 'body'),
    [],
  );
  t.same(troubles, []);
});
