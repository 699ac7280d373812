import { type AdapterExamples, readExamples } from '@fairlead/core/testing';
import { shopifyAdapter } from '../src/index.ts';
import { finder } from './api/find.ts';
import { shopifyMint } from './api/mint.ts';

interface Ends {
  teardown(handler: () => unknown): unknown;
}

/** What the adapter kit is given: genuine deliveries, and stand-ins for the API. */
export const examplesOf = (t: Ends): AdapterExamples => ({
  deliveries: readExamples(new URL('deliveries/', import.meta.url)),
  secret: 'shpss_0123456789abcdef0123456789abcdef',
  nextSecret: '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',
  backfill: { GraphQL: finder(t) },
  mint: async () => {
    const { url, token, discounts, foreign } = await shopifyMint(t);
    const of = (code: string) => discounts.filter((one) => one.code === code);
    return {
      adapter: shopifyAdapter({ apiUrl: url }),
      account: { mode: 'live', account: 'larch.myshopify.com', credentials: { accessToken: token } },
      isActive: (code) => of(code).some(({ status }) => status === 'ACTIVE'),
      countOf: (code) => of(code).length,
      foreign,
    };
  },
});
