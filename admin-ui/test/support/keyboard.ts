import type { Page } from 'playwright-core';

interface Stop {
  readonly name: string;
  readonly role: string;
  /** Pixels of the ring around it; 0: it cannot be seen where the focus is. */
  readonly ring: number;
  /** Its middle is hidden by something else, a bar or a menu. */
  readonly covered: boolean;
}

/** Where the focus is, as a person with no mouse finds it. */
export const focused = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement;
    const labelled = (at as HTMLInputElement).labels?.[0]?.textContent;
    const name = at.getAttribute('aria-label') ?? labelled ?? at.textContent ?? '';
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const covered = box.width > 0 && top !== null && !at.contains(top) && !top.contains(at);
    const ring = style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth);
    return { name: name.trim(), role: at.getAttribute('role') ?? at.tagName.toLowerCase(), ring, covered };
  });

/** Tab, as often as it takes, to what is called so; all stops on the way. */
export async function tabTo(page: Page, name: string | RegExp, most = 60): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  for (let n = 0; n < most; n++) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    stops.push(stop);
    if (typeof name === 'string' ? stop.name === name : name.test(stop.name)) return stops;
  }
  throw new Error(`Tab does not reach ${String(name)}: ${stops.map((stop) => stop.name).join(' | ')}`);
}
