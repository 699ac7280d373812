import { adapterKit, readExamples } from '@fairlead/core/testing';
import t from 'tap';
import { stripeAdapter } from '../src/index.ts';

t.test('the adapter kit', async (t) =>
  adapterKit(t, stripeAdapter(), {
    deliveries: readExamples(new URL('deliveries/', import.meta.url)),
    secret: 'whsec_fairlead_0123456789abcdef',
    nextSecret: 'whsec_fairlead_fedcba9876543210',
  }),
);
