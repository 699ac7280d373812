import type { Page } from 'playwright-core';
import { axe } from './browser.ts';

/** What axe has against the page as it stands, in light and in dark. Between the two only colours differ: the rest is looked at once. */
export async function bothSchemes(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [colorScheme, rules] of schemes) {
    await page.emulateMedia({ colorScheme });
    await atRest(page);
    found.push(...(await axe(page, rules)).map((line) => `${colorScheme}: ${line}`));
  }
  return found;
}

const schemes = [
  ['dark', ['color-contrast', 'link-in-text-block']],
  ['light', undefined],
] as const;

/** Colours on their way from one scheme to the other would be measured half way. */
const atRest = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const isFinite = (animation: Animation): boolean => Number.isFinite(animation.effect?.getComputedTiming().endTime);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(isFinite)
        .map(({ finished }) => finished),
    );
  });
