import { createHmac } from 'node:crypto';
import t from 'tap';
import { openBrowser, overflow, phone, stands } from './support/browser.ts';
import { signIn } from './support/person.ts';
import { bothSchemes } from './support/schemes.ts';
import { openHouse } from './support/server.ts';

// Many deliveries are replayed while the server is slow, goes away and comes back: whoever watches sees how far it is, and nothing is lost.

const house = await openHouse(t);
const browser = await openBrowser(t);
const secret = 'whsec_abcdefghijklmnop';
const connection = await house.call<{ id: string }>('POST', '/v1/connections', {
  adapter: 'stripe',
  name: 'Stripe',
  mode: 'live',
  credentials: { signingSecret: secret },
});
const { page, troubles } = await browser.open();
await signIn(house, page);
const dialog = () => page.getByRole('dialog');
const press = (name: string | RegExp) => dialog().getByRole('button', { name }).first().click();
const many = '**/v1/inbox/replay';

async function deliver(id: string): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const object = { id: `cus_${id}`, object: 'customer', email: 'buyer@example.com', metadata: {} };
  const event = { id, object: 'event', type: 'customer.created', created: now, livemode: true, data: { object } };
  const body = JSON.stringify(event);
  const signature = createHmac('sha256', secret).update(`${now}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${now},v1=${signature}` };
  const { status } = await fetch(`${house.url}/hooks/${connection.id}`, { method: 'POST', headers, body });
  if (status !== 200) throw new Error(`delivering ${id}: ${status}`);
}

t.test('F51: a replay of many is stopped, loses the server, and goes on where it stood', async (t) => {
  for (let n = 0; n < 26; n++) await deliver(`evt_${n}`);
  await page.goto(`${house.url}/inbox?type=customer.created`);
  await stands(page);
  await page.getByRole('button', { name: 'Replay these' }).click();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(many, async (route) => {
    await held;
    await route.continue();
  });
  await press('Replay 26');
  await dialog().getByText('0 of 26 replayed').waitFor();
  await press('Stop');
  await dialog().getByRole('button', { name: 'Stopping …' }).waitFor();
  release();
  await dialog().getByText('20 of 26 replayed: 20 processed. Stopped: 6 deliveries are as before.').waitFor();
  t.same(await bothSchemes(page), [], 'stopped');

  await page.unroute(many);
  await page.route(many, (route) => route.abort());
  await press('Go on with 6');
  await dialog().getByText('The server cannot be reached').waitFor();
  await dialog().getByText('20 of 26 replayed').waitFor();
  t.same(await bothSchemes(page), [], 'no answer came');

  await page.unroute(many);
  await press('Go on with 6');
  await dialog().getByText('26 of 26 replayed: 26 processed.').waitFor();
  await press('Close');
  await dialog().waitFor({ state: 'detached' });
});

t.test('F51: what the server had no time for is asked for next, and what failed is told with its reason', async (t) => {
  await page.goto(`${house.url}/inbox`);
  await stands(page);
  for (const n of [1, 2, 3]) await page.getByRole('checkbox', { name: `Pick evt_${n}`, exact: true }).check();
  await page.getByRole('button', { name: 'Replay 3' }).click();
  const asked: (readonly string[])[] = [];
  await page.route(many, async (route) => {
    const { ids } = route.request().postDataJSON() as { ids: readonly string[] };
    asked.push(ids);
    const [id, ...left] = ids;
    const problem = { code: 'failed', detail: 'the till is out of order' };
    const json = { results: [{ id, state: 'parked', problem }], byState: {}, refused: 0, left };
    await route.fulfill({ json });
  });
  await press('Replay 3');
  await dialog().getByText('3 of 3 replayed: 3 parked. 3 need a look.').waitFor();
  t.same(
    asked.map((ids) => ids.length),
    [3, 2, 1],
    'as long as something is left',
  );
  await dialog().getByText('the till is out of order').first().waitFor();
  t.equal(await dialog().getByRole('link', { name: 'customer.created' }).count(), 3);
  t.same(await bothSchemes(page), []);
  await page.setViewportSize(phone.viewport ?? { width: 390, height: 844 });
  t.equal(await overflow(page), 0);
});

t.test('no script failed and nothing was refused by the policy meanwhile', async (t) => t.same(troubles, []));
