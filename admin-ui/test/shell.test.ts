import t from 'tap';
import { addAffiliate, addCampaign, ago } from './support/brand.ts';
import { axe, openBrowser } from './support/browser.ts';
import { openHouse } from './support/server.ts';

const house = await openHouse(t);
const browser = await openBrowser(t);
const campaign = await addCampaign(house);
await addAffiliate(house, campaign, 'Sarah <b>Lindqvist</b>', 'sarah');
for (const [n, amount] of [12_000, 9_600].entries()) {
  const sale = {
    externalEventId: `order_${n}`,
    amount,
    currency: 'USD',
    affiliateSlug: 'sarah',
    occurredAt: ago(n + 1),
  };
  await house.call('POST', '/v1/sales', sale);
}

const ask = (path: string, accept: string) => fetch(`${house.url}${path}`, { headers: { accept }, redirect: 'manual' });

t.test(
  'every address outside the API is the page; within it, what does not exist is told as the API tells it',
  async (t) => {
    for (const path of ['/', '/sales', '/sales/anything?x=1', '/sign-in']) {
      const answer = await ask(path, 'text/html');
      t.match([answer.status, answer.headers.get('content-type')], [200, 'text/html; charset=utf-8'], path);
      t.equal(answer.headers.get('cache-control'), 'no-store', path);
    }
    for (const path of ['/v1/nothing', '/hooks', '/auth/nothing', '/assets/nothing.js', '/docs/nothing']) {
      t.equal((await ask(path, 'text/html')).status, 404, path);
    }
    t.match((await ask('/sales', 'application/json')).status, 404, 'a program is not given a page');
  },
);

t.test('the policy names no unsafe source, and a nonce of its own in every answer', async (t) => {
  const policyOf = async () => (await ask('/', 'text/html')).headers.get('content-security-policy') ?? '';
  const policy = await policyOf();
  t.notMatch(policy, /unsafe|\*/);
  t.match(policy, /script-src 'self';/);
  t.not(policy, await policyOf());
});

t.test('built files are kept for ever, since their names change with them', async (t) => {
  const html = await (await ask('/', 'text/html')).text();
  const [file = ''] = /\/assets\/[^"]+\.js/.exec(html) ?? [];
  t.equal((await ask(file, '*/*')).headers.get('cache-control'), 'public, max-age=31536000, immutable');
});

t.test('scripts are sent packed to who takes it, and whole to who does not', async (t) => {
  const html = await (await ask('/', 'text/html')).text();
  const [file = ''] = /\/assets\/[^"]+\.js/.exec(html) ?? [];
  const fetched = async (encoding: string) => {
    const answer = await fetch(`${house.url}${file}`, { headers: { 'accept-encoding': encoding } });
    const { headers } = answer;
    t.match(headers.get('content-type'), 'javascript', encoding);
    t.match(headers.get('vary') ?? '', /accept-encoding/i);
    return { packed: headers.get('content-encoding'), text: await answer.text() };
  };
  const whole = await fetched('identity');
  t.equal(whole.packed, null);
  for (const encoding of ['br', 'gzip']) t.same(await fetched(encoding), { ...whole, packed: encoding });
});

t.test('nobody signed in is led to the sign-in page, which remembers the way back', async (t) => {
  const { page, troubles } = await browser.open();
  await page.route('**/v1/me', (route) =>
    route.fulfill({ status: 401, json: { title: 'Sign in', code: 'no_session' } }),
  );
  await page.goto(`${house.url}/sales?status=pending`);
  await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  t.equal(new URL(page.url()).searchParams.get('back'), '/sales?status=pending');
  t.same(await axe(page), []);
  t.same(troubles, []);
});

t.test('sales stand in the list with their money, names as text; J and Enter open one', async (t) => {
  const { page, troubles } = await browser.open();
  await house.letIn(page);
  await page.goto(`${house.url}/sales`);
  await page.getByRole('cell', { name: 'Sarah <b>Lindqvist</b>' }).first().waitFor();
  t.match(await page.locator('.fl-table tbody tr').first().textContent(), /\$120\.00.*\$24\.00.*Pending/);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  t.equal(await page.evaluate(() => document.activeElement?.closest('tr')?.rowIndex), 2);
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.waitForURL(`${house.url}/`);
  t.same(troubles, []);
});

t.test('the palette leads to a room', async (t) => {
  const { page, troubles } = await browser.open();
  await house.letIn(page);
  await page.goto(house.url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search or go to').fill('order_1');
  await page.getByText('order_1 · Sarah <b>Lindqvist</b>').waitFor();
  await page.getByPlaceholder('Search or go to').fill('sales');
  await page.getByText('order_1 · ').waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sales$/);
  t.same(troubles, []);
});

t.test('what a page reads first is asked for while the dashboard is on its way, and only once', async (t) => {
  const { page, troubles } = await browser.open();
  await house.letIn(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url().slice(house.url.length)));
  const arrival = Promise.withResolvers<void>();
  await page.route('**/assets/main-*.js', async (route) => {
    await arrival.promise;
    await route.continue();
  });
  const first = ['/v1/me', '/v1/conversions?type=sale', '/v1/conversions/summary?type=sale'];
  const early = Promise.all(first.map((path) => page.waitForResponse(`${house.url}${path}`)));
  await page.goto(`${house.url}/sales?type=sale`, { waitUntil: 'commit' });
  await early;
  t.equal(await page.getByRole('heading').count(), 0, 'nothing is drawn yet');
  arrival.resolve();
  await page.getByRole('cell', { name: 'Sarah <b>Lindqvist</b>' }).first().waitFor();
  for (const path of first) t.equal(asked.filter((one) => one === path).length, 1, path);
  t.same(troubles, []);
});
