import { adapterKit, readExamples } from '@fairlead/core/testing';
import t from 'tap';
import { paddleAdapter } from '../src/index.ts';
import { eventsFinder, transactionsFinder } from './api/find.ts';

t.test('the adapter kit', async (t) =>
  adapterKit(t, paddleAdapter(), {
    deliveries: readExamples(new URL('deliveries/', import.meta.url)),
    secret: 'pdl_ntfset_01fairlead_0123456789abcdef',
    nextSecret: 'pdl_ntfset_01fairlead_fedcba9876543210',
    backfill: { events: eventsFinder(t), 'transactions older than events': transactionsFinder(t) },
  }),
);
