import { createClickFlow } from '../../flows/record-click.ts';
import { openClickStore } from '../../store/click-store.ts';
import type { Brand, Enrolled } from './brand.ts';
import { business, dayMs, iso, momentOf } from './calendar.ts';
import { bot, browsers, countries } from './cast.ts';
import type { Stage } from './stage.ts';

/** A visit that may lead to something. */
export interface Visited {
  readonly clickId: string;
  readonly at: number;
  readonly affiliate: Enrolled;
}

interface Coming {
  readonly at: number;
  readonly affiliate: Enrolled;
  readonly visitorId: string;
  readonly url: string;
  readonly userAgent: string;
  readonly country: string;
  readonly sub1: string | undefined;
}

const clicksPerDay = 70;
/** Told at once: one batch of the click log takes many. */
const together = 400;

/** All visits of the demo through the path of clicks told by a server, which may say when they were (F7). */
export async function recordVisits(stage: Stage, { scope, affiliates }: Brand): Promise<readonly Visited[]> {
  const { desk, databaseUrl, clickParameter, tell } = stage;
  const { store } = desk.engine;
  let trouble: Error | undefined;
  const onTrouble = (error: Error): void => void (trouble = error);
  const clicks = await openClickStore({ url: databaseUrl, store, clickParameter, onTrouble });
  try {
    const flow = createClickFlow({ store: clicks, clickParameter });
    const coming = planned(stage, affiliates);
    const visited: Visited[] = [];
    for (let index = 0; index < coming.length; index += together) {
      const some = await Promise.all(
        coming.slice(index, index + together).map(async ({ affiliate, at, sub1, ...said }) => {
          const told = {
            ...said,
            slug: affiliate.slug,
            mode: 'live',
            occurredAt: iso(at),
            referrer: affiliate.site,
          } as const;
          const { clickId, reason } = await flow.record(scope, { ...told, subIds: { sub1 } });
          return reason === null ? [{ clickId, at, affiliate }] : [];
        }),
      );
      visited.push(...some.flat());
      tell(`clicks: ${Math.min(index + together, coming.length)} of ${coming.length}`);
    }
    return visited;
  } catch (error) {
    throw trouble ?? error;
  } finally {
    await clicks.close();
  }
}

function planned({ calendar, dice }: Stage, affiliates: Brand['affiliates']): readonly Coming[] {
  const coming: Coming[] = [];
  for (let day = calendar.begin; day < calendar.end; day += dayMs) {
    const many = Math.round(clicksPerDay * business(calendar, day));
    for (let n = 0; n < many; n++) {
      const affiliate = dice.weighed(affiliates);
      const at = momentOf(day, dice);
      const visitor = dice.between(1, 4_000);
      const source = dice.oneOf(['blog', 'newsletter', 'video', 'social'] as const);
      const userAgent = dice.happens(0.04) ? bot : dice.oneOf(browsers);
      const country = dice.oneOf(countries);
      const sub1 = dice.happens(0.3) ? `${source}-${dice.between(1, 5)}` : undefined;
      if (at < affiliate.from || at >= Math.min(affiliate.until, calendar.end)) continue;
      const url = `https://haldencoffee.example/?ref=${affiliate.slug}&utm_source=${source}&utm_medium=affiliate`;
      coming.push({ at, affiliate, visitorId: `visitor-${affiliate.slug}-${visitor}`, url, userAgent, country, sub1 });
    }
  }
  return coming;
}
