import { createHmac } from 'node:crypto';
import t from 'tap';
import { stripeApiServer } from '../../adapters/stripe/test/api/server.ts';
import { openBrowser, stands } from './support/browser.ts';
import { signIn } from './support/person.ts';
import { bothSchemes } from './support/schemes.ts';
import { openHouse } from './support/server.ts';

const secret = 'whsec_made_by_setup_0123456789';
const forbidden: Record<string, string> = {};
const stripe = await stripeApiServer(t, {
  key: 'rk_live_0123456789abcdef',
  forbidden,
  onCreate: () => ({ id: 'we_1', status: 'enabled', secret, metadata: {} }),
});
const house = await openHouse(t, [], { stripeUrl: stripe.url });
const browser = await openBrowser(t);
const { page, troubles } = await browser.open();
await signIn(house, page);
const dialog = () => page.getByRole('dialog');

t.test('F49: a key is pasted, what will be done is shown, it is done, and the first delivery is heard', async (t) => {
  await page.goto(`${house.url}/connections`);
  await stands(page);
  await page.getByRole('button', { name: 'Connect a processor' }).first().click();
  await page.getByLabel('Restricted API key').fill(stripe.key);
  forbidden['/v1/webhook_endpoints'] = 'rak_webhook_write';
  await dialog().getByRole('button', { name: 'Connect' }).click();
  await dialog().getByText('rak_webhook_write').waitFor();
  t.same(await bothSchemes(page), [], 'a permission that is missing');
  delete forbidden['/v1/webhook_endpoints'];
  await dialog().getByRole('button', { name: 'Look again' }).click();
  await dialog()
    .getByText(/Create a webhook endpoint for \d+ events/)
    .waitFor();
  await dialog().getByText('publicUrl').waitFor();
  t.same(await bothSchemes(page), [], 'what will be done');
  t.equal(stripe.held['/v1/webhook_endpoints']?.length ?? 0, 0, 'nothing is done yet');
  await dialog().getByRole('button', { name: 'Do this' }).click();
  await dialog().getByText('Listening').waitFor();
  t.match(stripe.held['/v1/webhook_endpoints'], [{ id: 'we_1', url: /\/hooks\// }]);
  t.equal((await deliver()).status, 200, 'the secret is kept');
  await dialog().getByText('customer.created arrived').waitFor();
  t.same(await bothSchemes(page), [], 'done');
  await dialog().getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Set up' }).click();
  await dialog()
    .getByText(/we_1 delivers all/)
    .waitFor();
  t.equal(stripe.held['/v1/webhook_endpoints']?.length, 1, 'found again');
});

t.test('no script failed and nothing was refused by the policy meanwhile', async (t) => t.same(troubles, []));

async function deliver(): Promise<Response> {
  const created = Math.floor(Date.now() / 1000);
  const object = { id: 'cus_1', object: 'customer', email: 'buyer@example.com', metadata: {} };
  const body = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'customer.created',
    created,
    livemode: true,
    data: { object },
  });
  const signature = createHmac('sha256', secret).update(`${created}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${created},v1=${signature}` };
  const { data } = await house.call<{ data: { id: string }[] }>('GET', '/v1/connections');
  return fetch(`${house.url}/hooks/${data[0]?.id}`, { method: 'POST', headers, body });
}
