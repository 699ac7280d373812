import { adapterKit, readExamples } from '@fairlead/core/testing';
import t from 'tap';
import { samplePayAdapter } from '../src/index.ts';

t.test('the adapter kit', async (t) =>
  adapterKit(t, samplePayAdapter(), {
    deliveries: readExamples(new URL('deliveries/', import.meta.url)),
    secret: 'sample-pay-secret-1',
    nextSecret: 'sample-pay-secret-2',
  }),
);
