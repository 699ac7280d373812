import { adapterKit, readExamples } from '@fairlead/core/testing';
import t from 'tap';
import { shopifyAdapter } from '../src/index.ts';
import { finder } from './api/find.ts';

t.test('the adapter kit', async (t) =>
  adapterKit(t, shopifyAdapter(), {
    deliveries: readExamples(new URL('deliveries/', import.meta.url)),
    secret: 'shpss_0123456789abcdef0123456789abcdef',
    nextSecret: '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',
    backfill: { GraphQL: finder(t) },
  }),
);
