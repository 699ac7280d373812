import { type AdapterExamples, readExamples } from '@fairlead/core/testing';
import { search } from './search.ts';

/** What the adapter kit is given: genuine deliveries, and what a search finds. */
export const examplesOf = (): AdapterExamples => ({
  deliveries: readExamples(new URL('deliveries/', import.meta.url)),
  secret: 'publickey0000001|privatekey00000000000000000000001',
  nextSecret: 'publickey0000002|privatekey00000000000000000000002',
  backfill: { search },
});
