import { adapterKit, readExamples } from '@fairlead/core/testing';
import t from 'tap';
import { braintreeAdapter } from '../src/index.ts';
import { search } from './search.ts';

t.test('the adapter kit', async (t) =>
  adapterKit(t, braintreeAdapter(), {
    deliveries: readExamples(new URL('deliveries/', import.meta.url)),
    secret: 'publickey0000001|privatekey00000000000000000000001',
    nextSecret: 'publickey0000002|privatekey00000000000000000000002',
    backfill: { search },
  }),
);
