import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Test } from 'tap';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export interface Browser {
  /** A window of its own, and what went wrong in it: errors of scripts, refusals by the content security policy. */
  open(options?: BrowserContextOptions): Promise<{ readonly page: Page; readonly troubles: readonly string[] }>;
}

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

/** One Chromium for a test file, in a profile of its own. */
export async function openBrowser(t: Test, more: readonly string[] = []): Promise<Browser> {
  if (!fs.existsSync(executablePath)) {
    throw new Error(
      `These tests need Chromium at ${executablePath}: apt-get install chromium, or name it in CHROMIUM.`,
    );
  }
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'fairlead-browser-'));
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [...flags, ...more],
    env: { HOME: home },
  });
  t.teardown(async () => {
    await browser.close();
    fs.rmSync(home, { recursive: true, force: true });
  });
  return {
    async open(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      context.setDefaultTimeout(20_000);
      const page = await context.newPage();
      return { page, troubles: troublesOf(page, context) };
    },
  };
}

function troublesOf(page: Page, _context: BrowserContext): readonly string[] {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Warning:/.test(message.text())) troubles.push(message.text());
  });
  return troubles;
}

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

const everything = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe-core has against the page as it stands, by these rules of its or all that matter here: a line for each place. Empty is right. */
export async function axe(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // A page has it until it is left.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const runOnly = rules === undefined ? everything : { type: 'rule', values: rules };
  const violations = await page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } };
    return (await axe.run({ runOnly, resultTypes: ['violations'], iframes: false })).violations;
  }, runOnly);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

/** How many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** The page stands: its heading is there, and nothing of it is on its way. (A page that listens is never idle.) */
export async function stands(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.fl-loading').first().waitFor({ state: 'detached' });
}
