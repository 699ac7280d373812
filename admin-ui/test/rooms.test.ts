import { createHmac } from 'node:crypto';
import t from 'tap';
import { addAffiliate, addCampaign } from './support/brand.ts';
import { openBrowser, stands } from './support/browser.ts';
import { signIn } from './support/person.ts';
import { bothSchemes } from './support/schemes.ts';
import { openHouse } from './support/server.ts';

const house = await openHouse(t);
const browser = await openBrowser(t);
const campaign = await addCampaign(house);
await addAffiliate(house, campaign, 'Sarah <b>Lindqvist</b>', 'sarah');

interface Rows {
  readonly data: readonly { readonly id: string }[];
}
const firstOf = async (path: string): Promise<string> => (await house.call<Rows>('GET', path)).data[0]?.id ?? '';
const sarah = await firstOf('/v1/affiliates');

const { page, troubles } = await browser.open();
await signIn(house, page);

const go = async (path: string): Promise<void> => {
  await page.goto(`${house.url}${path}`);
  await stands(page);
};
const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
const dialog = () => page.getByRole('dialog');
const closed = () => dialog().waitFor({ state: 'detached' });

t.test(
  'an affiliate is added, enrolled and paused; their link has a QR code; a taken e-mail is told at its field',
  async (t) => {
    await go('/affiliates');
    await press('Add affiliate');
    await page.getByLabel('Name', { exact: true }).fill('Tomás Rey');
    await page.getByLabel('E-mail').fill('sarah@affiliates.test');
    await dialog().getByRole('combobox', { name: 'Campaign' }).click();
    await page.getByRole('option', { name: 'Creators' }).click();
    await page.getByLabel('Slug of their link').fill('tomas');
    t.same(await bothSchemes(page), [], 'the form');
    await dialog().getByRole('button', { name: 'Add affiliate' }).click();
    await dialog().getByText('already_exists').waitFor();
    t.equal(await page.getByLabel('E-mail').getAttribute('aria-invalid'), 'true');
    await page.getByLabel('E-mail').fill('tomas@affiliates.test');
    await dialog().getByRole('button', { name: 'Add affiliate' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tomás Rey' }).waitFor();
    await page.getByText('/r/tomas').waitFor();
    await press('QR code of link tomas');
    await page.getByRole('img', { name: /QR code of .*\/r\/tomas/ }).waitFor();
    t.same(await bothSchemes(page), [], 'the QR code');
    await press('Close');
    await closed();
    await press('Pause');
    await page.getByLabel('Reason').fill('asked for a break');
    await dialog().getByRole('button', { name: 'Pause' }).click();
    await press('Resume');
    await page.getByText('credit them').waitFor();
  },
);

t.test('who edits what another changed meanwhile sees both versions, and decides', async (t) => {
  await go(`/affiliates/${sarah}`);
  await press('Edit');
  await house.call('PATCH', `/v1/affiliates/${sarah}`, { name: 'Sarah <b>Berg</b>' });
  await page.getByLabel('Name', { exact: true }).fill('Sarah Lind');
  await press('Save');
  const both = page.getByRole('region', { name: 'Changed meanwhile' });
  t.match(await both.textContent(), /now Sarah <b>Berg<\/b>, yours Sarah Lind/);
  t.same(await bothSchemes(page), []);
  await press('Keep mine over theirs');
  await page.getByRole('heading', { level: 1, name: 'Sarah Lind' }).waitFor();
});

t.test('a campaign gets a new version of its terms from the form its plugins draw, and is closed', async (t) => {
  await go(`/campaigns/${campaign}`);
  await page.getByLabel('Rate', { exact: true }).fill('25');
  await page.getByText('25%, of a subscription').waitFor();
  await press('Save as version 2');
  await page.getByText('Version 2 is kept').waitFor();
  await page.getByLabel('Rate', { exact: true }).fill('2500');
  await press('Save as version 3');
  await page.getByText('invalid_terms').waitFor();
  t.same(await bothSchemes(page), []);
  await page.getByRole('tab', { name: 'Versions' }).click();
  await page.getByRole('heading', { name: 'Version 2' }).waitFor();
  await press('Close');
  await page.getByLabel('Reason').fill('season is over');
  await dialog().getByRole('button', { name: 'Close', exact: true }).last().click();
  await press('Open again');
  await dialog().getByRole('button', { name: 'Open again' }).click();
  await closed();
});

t.test('a coupon is minted for an affiliate found by name, and switched off', async (t) => {
  await go('/coupons');
  await press('Mint coupon');
  await dialog().getByLabel('Code').fill('sarah20');
  await page.getByRole('combobox', { name: 'Credits' }).fill('sarah');
  await page.getByRole('option', { name: /Sarah Lind/ }).click();
  t.same(await bothSchemes(page), [], 'the form');
  await dialog().getByRole('button', { name: 'Mint coupon' }).click();
  await press('Switch off SARAH20');
  await dialog().getByRole('button', { name: 'Switch off' }).click();
  await page.getByRole('button', { name: 'Switch on SARAH20' }).waitFor();
});

t.test('a parent coupon is created, a code inherits it, and affiliates may choose their own', async (t) => {
  await go('/coupons?tab=parents');
  await press('Create parent coupon');
  await dialog().getByLabel('Name').fill('Autumn');
  await dialog().getByRole('textbox', { name: 'Percent off' }).fill('12.5');
  await dialog().getByText('Some months').click();
  t.same(await bothSchemes(page), [], 'the form');
  await dialog().getByRole('button', { name: 'Create parent coupon' }).click();
  await page.getByText('12.5% off, the first 3 months').first().waitFor();
  t.same(await bothSchemes(page), [], 'the list');

  await press('Mint coupon');
  await dialog().getByLabel('Code').fill('sarah-autumn');
  await page.getByRole('combobox', { name: 'Credits' }).fill('sarah');
  await page.getByRole('option', { name: /Sarah Lind/ }).click();
  await page.getByRole('combobox', { name: 'Gives' }).click();
  await page.getByRole('option', { name: /Autumn/ }).click();
  await dialog().getByRole('button', { name: 'Mint coupon' }).click();
  await closed();
  await page.getByRole('link', { name: 'Codes of Autumn' }).filter({ hasText: '1 code' }).click();
  await page.getByRole('button', { name: 'Copy SARAH-AUTUMN' }).waitFor();
  await page.getByRole('button', { name: 'Copy SARAH20' }).waitFor({ state: 'detached' });

  await go(`/campaigns/${campaign}?tab=coupons`);
  await page.getByRole('switch', { name: 'Affiliates choose codes of their own' }).check();
  await page.getByRole('combobox', { name: 'Their codes give' }).click();
  await page.getByRole('option', { name: /Autumn/ }).click();
  t.same(await bothSchemes(page), [], 'the switch');
  await press('Save');
  await page.getByText('Saved').waitFor();
});

t.test('a processor is connected and listens; what it delivers is read and replayed in the inbox', async (t) => {
  await go('/connections');
  await press('Connect a processor');
  await page.getByRole('combobox', { name: 'Processor' }).click();
  await page.getByRole('option', { name: 'Stripe' }).click();
  await page.getByLabel('Signing secret').fill('whsec_abcdefghijklmnop');
  t.same(await bothSchemes(page), [], 'the form');
  await dialog().getByRole('button', { name: 'Connect' }).click();
  await press('Done');
  await page.getByText('Listening').waitFor();
  t.equal((await deliver('evt_1')).status, 200);
  await go('/inbox');
  await page.getByRole('link', { name: 'customer.created' }).click();
  const body = page.getByLabel('Body as received');
  t.match(await body.textContent(), /"id":"evt_1"/);
  t.same(await bothSchemes(page), []);
  await press('Replay');
  await page.getByText('Replayed: processed').waitFor();
  await press('Try without posting');
  await page.getByRole('heading', { name: 'It would be processed' }).waitFor();
  t.same(await bothSchemes(page), [], 'what a replay would do');

  await go('/inbox?state=processed');
  await press('Replay these');
  await dialog().getByRole('button', { name: 'Replay 1' }).click();
  await page.getByText('1 of 1 replayed').waitFor();
  t.same(await bothSchemes(page), [], 'many are replayed');
  await dialog().getByRole('button', { name: 'Close' }).last().click();
  await closed();
});

t.test('a connection tells how it is and what was read; a customer is found and erased', async (t) => {
  await go('/connections');
  await page.getByText('Healthy').waitFor();
  await press('Reads');
  // By then the server may have tried by itself, and found no key to read with.
  await dialog()
    .getByText(/Nothing was read yet|no_api_key/)
    .first()
    .waitFor();
  t.same(await bothSchemes(page), [], 'reads');
  await dialog().getByRole('button', { name: 'Close' }).last().click();
  await closed();

  await go('/customers?q=buyer@example.com');
  await press('Erase');
  await page.getByLabel('Reason').fill('Asked for by mail');
  t.same(await bothSchemes(page), [], 'the question');
  await dialog().getByRole('button', { name: 'Erase for good' }).click();
  await page
    .getByText('Nobody is known by that')
    .or(page.getByText(/Erased up to/))
    .first()
    .waitFor();
  await go('/inbox');
  await page.getByRole('link', { name: 'customer.created' }).click();
  await page.getByText(/was erased with the person it speaks of/).waitFor();
});

t.test('an API key is shown once, with snippets that hold it, and revoked', async (t) => {
  await go('/api-keys');
  await press('Create API key');
  await page.getByLabel('Name').fill('Shop <i>backend</i>');
  await dialog().getByRole('button', { name: 'Create key' }).click();
  const key = (await page.getByLabel('API key', { exact: true }).textContent()) ?? '';
  t.match(key, /^fl_live_/);
  await dialog().getByRole('tab', { name: 'Python' }).click();
  t.same(await bothSchemes(page), [], 'the key');
  await press('I have kept it');
  await closed();
  t.notMatch(await page.textContent('body'), key);
  await press('Revoke Shop <i>backend</i>');
  await press('Revoke for good');
  await page.getByText('Revoked').waitFor();
});

t.test('somebody is invited; the invitation is taken back; the last owner stays one', async (t) => {
  await go('/team');
  await press('Invite');
  await page.getByLabel('E-mail').fill('grace@loomwork.test');
  await dialog().getByRole('button', { name: 'Invite' }).click();
  t.match(await page.getByLabel('invitation link', { exact: true }).textContent(), /invitation\?token=/);
  t.same(await bothSchemes(page), [], 'the link');
  await press('Done');
  await press('Take back the invitation of grace@loomwork.test');
  await dialog().getByRole('button', { name: 'Take back' }).click();
  await closed();
  await press('Change Ada Lovell');
  await page.getByLabel('Viewer').check();
  await press('Save');
  await page.getByText('last_owner').waitFor();
});

t.test('a viewer finds every action there, switched off, and who may take it', async (t) => {
  const { page } = await browser.open();
  await house.letIn(page);
  const { organizationId } = house.organization;
  const membership = { organizationId, name: 'Loomwork', role: 'viewer', homeCurrency: 'USD', timeZone: 'UTC' };
  const user = { id: 'vic', email: 'vic@loomwork.test', name: 'Vic', twoFactor: false };
  await page.route('**/v1/me', (route) => route.fulfill({ json: { user, memberships: [membership] } }));
  for (const [path, name, who] of [
    ['/affiliates', 'Add affiliate', 'Managers, admins and owners may do this'],
    ['/connections', 'Connect a processor', 'Admins and owners may do this'],
  ] as const) {
    await page.goto(`${house.url}${path}`);
    const button = page.getByRole('button', { name }).first();
    t.equal(await button.getAttribute('aria-disabled'), 'true');
    await button.focus();
    await page.getByRole('tooltip', { name: who }).waitFor();
    await page.keyboard.press('Enter');
    t.equal(await page.getByRole('dialog').count(), 0);
  }
});

t.test('no script failed and nothing was refused by the policy meanwhile', async (t) => t.same(troubles, []));

/** A signed delivery of Stripe, to the one connection there is. */
async function deliver(id: string): Promise<Response> {
  const created = Math.floor(Date.now() / 1000);
  const object = { id: 'cus_1', object: 'customer', email: 'buyer@example.com', metadata: {} };
  const body = JSON.stringify({
    id,
    object: 'event',
    type: 'customer.created',
    created,
    livemode: true,
    data: { object },
  });
  const signature = createHmac('sha256', 'whsec_abcdefghijklmnop').update(`${created}.${body}`).digest('hex');
  return fetch(`${house.url}/hooks/${await firstOf('/v1/connections')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': `t=${created},v1=${signature}` },
    body,
  });
}
