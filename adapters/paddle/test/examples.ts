import { type AdapterExamples, readExamples } from '@fairlead/core/testing';
import { paddleAdapter } from '../src/index.ts';
import { paddleMint } from './api/mint.ts';
import { eventsFinder, transactionsFinder } from './api/find.ts';

interface Ends {
  teardown(handler: () => unknown): unknown;
}

/** What the adapter kit is given: genuine deliveries, and stand-ins for the API. */
export const examplesOf = (t: Ends): AdapterExamples => ({
  deliveries: readExamples(new URL('deliveries/', import.meta.url)),
  secret: 'pdl_ntfset_01fairlead_0123456789abcdef',
  nextSecret: 'pdl_ntfset_01fairlead_fedcba9876543210',
  backfill: { events: eventsFinder(t), 'transactions older than events': transactionsFinder(t) },
  mint: async () => {
    const { url, key, discounts, foreign } = await paddleMint(t);
    const of = (code: string) => discounts.filter((one) => one['code'] === code);
    return {
      adapter: paddleAdapter({ apiUrl: url }),
      account: { mode: 'test', account: null, credentials: { apiKey: key } },
      isActive: (code) => of(code).some(({ status }) => status === 'active'),
      countOf: (code) => of(code).length,
      foreign,
    };
  },
});
