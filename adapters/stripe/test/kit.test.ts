import { adapterKit, readExamples } from '@fairlead/core/testing';
import t from 'tap';
import { stripeAdapter } from '../src/index.ts';
import { finder } from './api/find.ts';

t.test('the adapter kit', async (t) =>
  adapterKit(t, stripeAdapter(), {
    deliveries: readExamples(new URL('deliveries/', import.meta.url)),
    secret: 'whsec_fairlead_0123456789abcdef',
    nextSecret: 'whsec_fairlead_fedcba9876543210',
    backfill: {
      events: finder(t, 1),
      'objects older than events': finder(t, 90),
      'objects whose events have another version': finder(t, 1, (event) => ({ ...event, api_version: '2024-06-20' })),
    },
  }),
);
