import { type AdapterExamples, readExamples } from '@fairlead/core/testing';
import { stripeAdapter } from '../src/index.ts';
import { finder } from './api/find.ts';
import { stripeMint } from './api/mint.ts';

interface Ends {
  teardown(handler: () => unknown): unknown;
}

/** What the adapter kit is given: genuine deliveries, and stand-ins for the API. */
export const examplesOf = (t: Ends): AdapterExamples => ({
  deliveries: readExamples(new URL('deliveries/', import.meta.url)),
  secret: 'whsec_fairlead_0123456789abcdef',
  nextSecret: 'whsec_fairlead_fedcba9876543210',
  backfill: {
    events: finder(t, 1),
    'objects older than events': finder(t, 90),
    'objects whose events have another version': finder(t, 1, (event) => ({ ...event, api_version: '2024-06-20' })),
  },
  mint: async () => {
    const { url, key, codes, foreign } = await stripeMint(t);
    const of = (code: string) => codes().filter((one) => one['code'] === code);
    return {
      adapter: stripeAdapter({ apiUrl: url }),
      account: { mode: 'test', account: null, credentials: { apiKey: key } },
      isActive: (code) => of(code).some(({ active }) => active === true),
      countOf: (code) => of(code).length,
      foreign,
    };
  },
});
