import type { RateSource } from '@fairlead/core/plugin';
import { parities } from './parities.ts';
import { read } from './read.ts';
import { lastBefore } from './target-days.ts';

/** Euro foreign exchange reference rates, published on working days at about 16:00 in Frankfurt. */
export const ecb = (publishedAt: string): RateSource => ({
  id: 'ecb',
  title: 'European Central Bank',
  pivot: 'EUR',
  publishes: [
    { what: 'latest', url: `${publishedAt}/eurofxref-daily.xml` },
    { what: 'recent', url: `${publishedAt}/eurofxref-hist-90d.xml` },
    { what: 'history', url: `${publishedAt}/eurofxref-hist.xml` },
  ],
  read,
  lastBefore,
  parities,
});
