import t from 'tap';
import { overflow, phone, stands } from './support/browser.ts';
import { bothSchemes } from './support/schemes.ts';
import { openShowcase } from './support/showcase.ts';

const { house, browser, sale, lost } = await openShowcase(t);
const { page, troubles } = await browser.open();
await house.letIn(page);

const paths = [
  '/',
  '/start',
  '/rules',
  '/sales',
  '/sales?status=paid',
  '/sales/not-credited',
  `/sales/${sale}`,
  `/payments/${lost}`,
  '/sign-in',
  '/sign-in/link?token=x',
  '/sign-in/code',
  '/invitation?token=x',
  '/setup?token=x',
  '/nowhere',
];
for (const path of paths) {
  t.test(`${path}: nothing for axe to say in light and dark, on a screen and a phone; nothing is wider`, async (t) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${house.url}${path}`);
    await stands(page);
    t.same(await bothSchemes(page), []);
    await page.setViewportSize(phone.viewport ?? { width: 390, height: 844 });
    t.equal(await overflow(page), 0, 'on a phone');
    t.same(await bothSchemes(page), [], 'on a phone');
    await page.setViewportSize({ width: 320, height: 640 });
    t.equal(await overflow(page), 0, 'on a small phone');
  });
}

t.test('no script failed and nothing was refused by the policy meanwhile', async (t) => t.same(troubles, []));
