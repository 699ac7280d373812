import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import t from 'tap';
import { addAffiliate, addCampaign } from './support/brand.ts';
import { openBrowser } from './support/browser.ts';
import { openHouse } from './support/server.ts';

/** The tracker script in a real browser, on pages of a shop whose hosts are not Fairlead's (F8). */

interface Fairlead {
  clickId(): string | null;
  ready(): Promise<string | null>;
  consent(given: boolean): void;
  optOut(out?: boolean): void;
  lead(customer: { email?: string; externalId?: string }): Promise<boolean>;
}

const house = await openHouse(t);
const browser = await openBrowser(t, ['--host-resolver-rules=MAP *.test 127.0.0.1']);
await addAffiliate(house, await addCampaign(house), 'Sarah', 'sarah');

/** Headless Chromium says so in its name, and is taken for the bot it is. */
const visitor = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0' };

/** A page for every address; what its script tag says beside the address stands in the query, so that one server does for all tests. */
const shop = createServer((request, response) => {
  const said = new URL(request.url ?? '/', 'http://shop.test').pathname.slice(1);
  response.setHeader('content-type', 'text/html');
  response.end(`<!doctype html><title>Shop</title><script src="${house.url}/t.js" ${decodeURIComponent(said)}></script>
    <a id="pay" href="https://buy.stripe.com/test_1?locale=en">Pay</a> <a id="other" href="https://elsewhere.test/">Other</a>
    <a id="own" href="https://pay.other.test/cart">Cart</a>
    <form id="signup"><input name="fairlead_click_id" type="hidden"><button>Sign up</button></form>
    <script>addEventListener('submit', (event) => event.preventDefault()); addEventListener('click', (event) => event.target.closest('a') && event.preventDefault());</script>`);
});
shop.listen(0, '127.0.0.1');
await once(shop, 'listening');
t.teardown(() => void shop.close());
const { port } = shop.address() as AddressInfo;

const at = (host: string, query = '', attributes = ''): string =>
  `http://${host}:${port}/${encodeURIComponent(attributes)}${query}`;
const fairlead = <T>(page: Page, use: (own: Fairlead) => T | Promise<T>): Promise<T> =>
  page.evaluate<T>(`(${use.toString()})(window.fairlead)`);
const clickId = (page: Page) => fairlead(page, (own) => own.ready());
const cookiesOf = async (page: Page): Promise<readonly string[]> =>
  (await page.context().cookies()).map(({ domain, name }) => `${domain} ${name}`);
const uuid = /^[0-9a-f-]{36}$/;

/** Follows the link as a visitor; answers what the landing page is called with. */
async function followed(): Promise<string> {
  const headers = { 'user-agent': visitor.userAgent };
  const { headers: told } = await fetch(`${house.url}/r/sarah`, { redirect: 'manual', headers });
  return new URL(told.get('location') ?? '').searchParams.get('fl_click') ?? '';
}

async function creditedBy(clickId: string | null): Promise<unknown> {
  const sale = { externalEventId: `order_${clickId}`, amount: 10_000, currency: 'USD', clickId };
  return (await house.call<{ credited: boolean }>('POST', '/v1/sales', sale)).credited;
}

t.test('on a page of another origin: the click id of the address is kept, and credits a sale', async (t) => {
  const id = await followed();
  const { page, troubles } = await browser.open(visitor);
  await page.goto(at('www.shop.test', `?fl_click=${id}`));
  t.equal(await clickId(page), id);
  t.same(await cookiesOf(page), ['www.shop.test _fairlead']);
  await page.goto(at('www.shop.test', '?page=2'));
  t.equal(await clickId(page), id, 'on the next page too');
  t.equal(await creditedBy(id), true);
  await page.goto(at('www.shop.test', '?fl_click=<script>'));
  t.equal(await clickId(page), id, 'what is no click id changes nothing');
  t.same(troubles, []);
});

t.test('F5: ?via= records the visit, once, and its click credits a sale', async (t) => {
  const { page } = await browser.open(visitor);
  const posted: string[] = [];
  page.on('request', (request) => void (request.method() === 'POST' && posted.push(request.url())));
  await page.goto(at('www.shop.test', '?via=sarah&utm_source=blog'));
  const id = await clickId(page);
  t.match(id, uuid);
  await page.reload();
  t.equal(await clickId(page), id);
  t.equal(posted.length, 1, 'loading the page again is no other visit');
  t.equal(await creditedBy(id), true);
  await page.goto(at('www.shop.test', '?via=nobody'));
  t.equal(await clickId(page), id, 'an unknown slug changes nothing');
});

t.test('on a sub-domain: with a domain, all hosts of the shop know the click id', async (t) => {
  const { page } = await browser.open(visitor);
  const id = await followed();
  const domain = 'data-domain="shop.test"';
  await page.goto(at('www.shop.test', `?fl_click=${id}`, domain));
  t.same(await cookiesOf(page), ['.shop.test _fairlead']);
  await page.goto(at('checkout.shop.test', '', domain));
  t.equal(await clickId(page), id);
  await page.goto(at('www.other.test', '', domain));
  t.equal(await clickId(page), null, 'and nobody else');
});

t.test(
  'A9: consent first: nothing is kept or sent before, and what was kept is gone when it is taken back',
  async (t) => {
    const { page } = await browser.open(visitor);
    const posted: string[] = [];
    page.on('request', (request) => void (request.method() === 'POST' && posted.push(request.url())));
    const required = 'data-consent="required"';
    await page.goto(at('www.shop.test', '?ref=sarah', required));
    t.equal(await clickId(page), null);
    t.same([posted, await cookiesOf(page)], [[], []]);
    const id = await fairlead(page, (own) => {
      own.consent(true);
      return own.ready();
    });
    t.match(id, uuid);
    t.same(await cookiesOf(page), ['www.shop.test _fairlead']);
    t.match(posted, [/fl_consent=1/]);
    await fairlead(page, (own) => own.consent(false));
    t.same([await cookiesOf(page), await clickId(page)], [[], null]);

    const landed = await followed();
    await page.goto(at('www.shop.test', `?fl_click=${landed}`, required));
    t.equal(await clickId(page), landed, 'the id of the address is known to this page');
    t.same(await cookiesOf(page), []);
  },
);

for (const [signal, script] of [
  ['Global Privacy Control', "Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true })"],
  ['Do Not Track', "Object.defineProperty(navigator, 'doNotTrack', { get: () => '1' })"],
] as const) {
  t.test(`A9: with ${signal} nothing is kept; the click id still travels in the address`, async (t) => {
    const { page } = await browser.open(visitor);
    await page.addInitScript(script);
    const id = await followed();
    await page.goto(at('www.shop.test', `?fl_click=${id}`));
    t.equal(await clickId(page), id);
    await page.goto(at('www.shop.test', '?via=sarah'));
    t.match(await clickId(page), uuid);
    t.not(await clickId(page), id);
    t.same(await cookiesOf(page), []);
    t.equal(await page.evaluate(() => sessionStorage.length), 0);
  });
}

t.test('who opts out is left alone from then on, until they take it back', async (t) => {
  const { page } = await browser.open(visitor);
  const posted: string[] = [];
  await page.goto(at('www.shop.test', `?fl_click=${await followed()}`));
  await fairlead(page, (own) => own.optOut());
  t.same(await cookiesOf(page), ['www.shop.test _fairlead_out']);
  page.on('request', (request) => void (request.method() === 'POST' && posted.push(request.url())));
  await page.goto(at('www.shop.test', '?via=sarah'));
  t.same([await clickId(page), posted], [null, []]);
  await page.goto(at('www.shop.test', `?fl_click=${await followed()}`));
  t.equal(await clickId(page), null);
  await fairlead(page, (own) => own.optOut(false));
  t.match(await clickId(page), uuid);
  t.same(await cookiesOf(page), ['www.shop.test _fairlead']);
});

t.test('Payment Links, links to hosts that were named and forms carry the click id; others do not', async (t) => {
  const { page } = await browser.open(visitor);
  const id = await followed();
  await page.goto(at('www.shop.test', `?fl_click=${id}`, 'data-links="pay.other.test"'));
  const hrefOf = async (name: string) => {
    await page.click(`#${name}`);
    return page.getAttribute(`#${name}`, 'href');
  };
  t.equal(await hrefOf('pay'), `https://buy.stripe.com/test_1?locale=en&client_reference_id=${id}`);
  t.equal(await hrefOf('own'), `https://pay.other.test/cart?fl_click=${id}`);
  t.equal(await hrefOf('other'), 'https://elsewhere.test/');
  await page.click('#signup button');
  t.equal(await page.inputValue('#signup input'), id);
});

/** A publishable key for the pages of these hosts. */
const keyFor = async (...hosts: readonly string[]) => {
  const origins = hosts.map((host) => `http://${host}:${port}`);
  return house.call<{ key: string }>('POST', '/v1/api-keys', { name: 'Pages', kind: 'publishable', origins });
};
interface Lead {
  readonly affiliateSlug: string;
  readonly byPage: boolean;
}
const leadsOf = async (externalId: string) =>
  (await house.call<{ data: Lead[] }>('GET', `/v1/conversions?type=lead&q=${externalId}`)).data;

t.test(
  'F8: lead() tells of a sign-up from a page of another origin and from a sub-domain; from no other',
  async (t) => {
    const { key } = await keyFor('www.shop.test', 'app.shop.test');
    const { page, troubles } = await browser.open(visitor);
    const said = `data-domain="shop.test" data-key="${key}"`;
    await page.goto(at('www.shop.test', `?fl_click=${await followed()}`, said));
    t.equal(await fairlead(page, (own) => own.lead({ email: 'ann@example.com', externalId: 'ann' })), true);
    t.equal(await fairlead(page, (own) => own.lead({ externalId: 'ann' })), true, 'again');
    t.match(await leadsOf('ann'), [{ affiliateSlug: 'sarah', byPage: true }]);
    await page.goto(at('app.shop.test', '', said));
    t.equal(await fairlead(page, (own) => own.lead({ externalId: 'ben' })), true);
    t.match(await leadsOf('ben'), [{ affiliateSlug: 'sarah' }]);
    t.same(troubles, []);
    await page.goto(at('pay.shop.test', '', said));
    t.equal(await fairlead(page, (own) => own.lead({ externalId: 'eve' })), false, 'not an origin of the key');
    t.same(await leadsOf('eve'), []);
    const sale = {
      externalEventId: 'order_ann',
      amount: 10_000,
      currency: 'USD',
      customer: { email: 'ann@example.com' },
    };
    t.match(await house.call('POST', '/v1/sales', sale), { credited: true });
  },
);

t.test('lead() waits for the visit of ?via=, and goes on while the page is left', async (t) => {
  const { key } = await keyFor('www.shop.test');
  const { page } = await browser.open(visitor);
  await page.goto(at('www.shop.test', '?via=sarah', `data-key="${key}"`));
  t.equal(await fairlead(page, (own) => own.lead({ externalId: 'via' })), true);
  await fairlead(page, (own) => void own.lead({ externalId: 'leaving' }));
  await page.goto('about:blank');
  for (let tries = 0; (await leadsOf('leaving')).length === 0 && tries < 100; tries++) await page.waitForTimeout(50);
  t.match(
    [await leadsOf('via'), await leadsOf('leaving')],
    [[{ affiliateSlug: 'sarah' }], [{ affiliateSlug: 'sarah' }]],
  );
});

t.test('A9: lead() sends nothing without a click, without consent, with a signal, or after optOut()', async (t) => {
  const { key } = await keyFor('www.shop.test');
  const { page } = await browser.open(visitor);
  const posted: string[] = [];
  page.on('request', (request) => void (request.url().includes('/t/') && posted.push(request.url())));
  const tell = () => fairlead(page, (own) => own.lead({ externalId: 'shy' }));
  const said = `data-key="${key}"`;
  await page.goto(at('www.shop.test', '', said));
  t.equal(await tell(), false, 'no click');
  await page.goto(at('www.shop.test', `?fl_click=${await followed()}`, `${said} data-consent="required"`));
  t.equal(await tell(), false, 'no consent');
  await page.goto(at('www.shop.test', `?fl_click=${await followed()}`, said));
  await fairlead(page, (own) => own.optOut());
  t.equal(await tell(), false, 'opted out');
  await fairlead(page, (own) => own.optOut(false));
  await page.addInitScript("Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true })");
  await page.goto(at('www.shop.test', `?fl_click=${await followed()}`, said));
  t.equal(await tell(), false, 'a signal');
  t.same([posted, await leadsOf('shy')], [[], []]);
});

t.test('after consent lead() says so, which a campaign may ask for', async (t) => {
  const { key } = await keyFor('www.shop.test');
  const { page } = await browser.open(visitor);
  const bodies: (string | null)[] = [];
  page.on('request', (request) => void (request.url().includes('/t/') && bodies.push(request.postData())));
  await page.goto(at('www.shop.test', `?fl_click=${await followed()}`, `data-key="${key}" data-consent="required"`));
  const told = await fairlead(page, (own) => {
    own.consent(true);
    return own.lead({ externalId: 'asked' });
  });
  t.equal(told, true);
  t.match(bodies.join(), /"consent":true/);
});

t.test('a secret key in a page is warned of and never sent', async (t) => {
  const { page } = await browser.open(visitor);
  const warnings: string[] = [];
  const posted: string[] = [];
  page.on('console', (said) => void (said.type() === 'warning' && warnings.push(said.text())));
  page.on('request', (request) => void (request.url().includes('/t/') && posted.push(request.url())));
  const secret = house.organization.liveKey.key;
  await page.goto(at('www.shop.test', `?fl_click=${await followed()}`, `data-key="${secret}"`));
  t.equal(await fairlead(page, (own) => own.lead({ externalId: 'oops' })), false);
  t.match(warnings.join(), /must be revoked/);
  t.same(posted, []);
});
