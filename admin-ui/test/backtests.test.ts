import fs from 'node:fs/promises';
import t from 'tap';
import { addAffiliate, addCampaign, ago } from './support/brand.ts';
import { openBrowser, overflow, phone, stands } from './support/browser.ts';
import { bothSchemes } from './support/schemes.ts';
import { openHouse } from './support/server.ts';

const house = await openHouse(t);
const browser = await openBrowser(t);
const campaign = await addCampaign(house);
await addAffiliate(house, campaign, 'Sarah Lindqvist', 'sarah');
await addAffiliate(house, campaign, 'Jun Watanabe', 'jun');
for (const [n, [slug, amount, currency]] of (
  [
    ['sarah', 12_000, 'USD'],
    ['sarah', 30_000, 'USD'],
    ['jun', 5_000, 'USD'],
    ['jun', 90_000, 'JPY'],
  ] as const
).entries()) {
  const sale = { externalEventId: `order_${n}`, amount, currency, occurredAt: ago(n + 1) };
  await house.call('POST', '/v1/sales', { ...sale, affiliateSlug: slug });
}
const { page, troubles } = await browser.open();
await house.letIn(page);
const shots = process.env['FAIRLEAD_SHOTS'];
const shoot = async (name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
};

t.test('draft terms are tried from their form: progress, totals, the largest difference first, CSV', async (t) => {
  await page.goto(`${house.url}/campaigns/${campaign}`);
  await stands(page);
  await page.getByLabel('Rate', { exact: false }).first().fill('25');
  await page.getByRole('button', { name: 'Try on history' }).click();
  t.same(await bothSchemes(page), []);
  await shoot('dialog');
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'These terms would have paid' }).waitFor();
  t.equal(
    await page.getByRole('heading', { level: 1 }).innerText(),
    'These terms would have paid $23.50 more and ¥4,500 more',
  );
  await page.getByText('The published terms, run again, gave exactly what the ledger holds').waitFor();
  const changes = page.getByRole('list', { name: 'Changes to version 1' });
  t.match(await changes.innerText(), /A sale earns[^]*20%[^]*25%/);
  t.equal(await changes.getByRole('listitem').count(), 1, 'what stays as it is, is not named');
  const rows = page.getByRole('table', { name: 'Affiliates' }).locator('tbody tr');
  t.same(await rows.locator('td:first-child').allInnerTexts(), ['Jun Watanabe', 'Sarah Lindqvist', 'Jun Watanabe']);
  t.same(
    (await rows.locator('td:nth-child(4)').allInnerTexts()).map((text) => text.replace(/\s/g, '')),
    ['+¥4,500', '+$21.00', '+$2.50'],
  );
  t.equal(
    (await house.call<{ data: { pending: number }[] }>('GET', '/v1/balances?currency=USD')).data.reduce(
      (sum, { pending }) => sum + pending,
      0,
    ),
    9_400,
    'nothing was posted',
  );

  const fetched = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export 3 as CSV' }).click();
  const csv = await fs.readFile(await (await fetched).path(), 'utf8');
  t.match(csv, /affiliate_id,affiliate_name,currency,before,after,difference,payments_changed\r\n/);
  t.match(csv, /Sarah Lindqvist,USD,84\.00,105\.00,21\.00,2\r\n/);
});

t.test('its page holds up for axe in light and dark, and on a phone', async (t) => {
  t.same(await bothSchemes(page), []);
  await shoot('light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(phone.viewport ?? { width: 390, height: 844 });
  t.equal(await overflow(page), 0);
  t.same(await bothSchemes(page), []);
  await shoot('phone');
  await page.setViewportSize({ width: 1280, height: 900 });
});

t.test('a new version begins with what was tried, and past runs are listed', async (t) => {
  await page.getByRole('button', { name: 'Start a new version from these terms' }).click();
  await page.getByText('Nothing holds until they are saved').waitFor();
  t.equal(await page.getByLabel('Rate', { exact: false }).first().inputValue(), '25');
  await page.getByRole('tab', { name: 'Backtests' }).click();
  const row = page.getByRole('table', { name: 'Backtests' }).locator('tbody tr');
  t.match(await row.innerText(), /Done[^]*\$23\.50 more and ¥4,500 more/);
  t.same(await bothSchemes(page), []);
  await shoot('runs');
  await row.getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: 'These terms would have paid' }).waitFor();
});

t.test('one that runs shows how far it is, and is cancelled', async (t) => {
  const running = { state: 'running', done: 412, total: 1_000, startedAt: ago(0), finishedAt: null, totals: [] };
  const { data } = await house.call<{ data: { id: string }[] }>('GET', '/v1/backtests');
  const path = `/campaigns/${campaign}/backtests/${data[0]?.id}`;
  // One that is over before anybody looks would show nothing.
  await page.route(`**/v1/backtests/${data[0]?.id}`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), ...running } });
  });
  await page.goto(`${house.url}${path}`);
  await stands(page);
  t.equal(await page.getByRole('progressbar').getAttribute('aria-valuenow'), '41');
  t.match(await page.getByText('412 of 1,000').innerText(), /412 of 1,000 payments and leads/);
  t.same(await bothSchemes(page), []);
  await shoot('running');
  const cancelled = page.waitForRequest((request) => request.url().endsWith('/cancel'));
  await page.getByRole('button', { name: 'Cancel' }).click();
  t.equal((await cancelled).method(), 'POST');
  await page.getByText('that is final').waitFor();
});

t.test('no script failed and nothing was refused by the policy meanwhile', async (t) => t.same(troubles, []));
