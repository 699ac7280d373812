import { Type } from '@sinclair/typebox';
import { paymentStates } from './facts.ts';
import { Currency, Exact, ExternalId, Id, Nullable, OneOf, Sum, Time } from './values.ts';

export const ExplainPayment = Exact(
  {
    id: Id('the payment'),
    kind: OneOf(['payment', 'lead', 'click', 'event', 'bonus'], { description: '`click`: the clicks of one hour.' }),
    state: OneOf(paymentStates),
    reason: Nullable(Type.String(), { description: 'Why, as a code.' }),
    references: Type.Array(
      Exact(
        {
          reference: Type.String(),
          connectionId: Nullable(Id('the connection it belongs to'), { description: 'Null: told server to server.' }),
          paymentId: Id('the payment it was first known as'),
        },
        { title: 'ExplainReference' },
      ),
      { description: 'Every id it is known by, those of payments that became it included.' },
    ),
    merged: Type.Array(Type.String(), { description: 'Payments found to be this one (I2).' }),
    occurredAt: Nullable(Time()),
    recordedAt: Time(),
    currency: Nullable(Currency()),
    gross: Sum({ description: 'G of C2: what was captured.' }),
    total: Sum({ description: 'T of C2: the total due after discounts.' }),
    tax: Sum({ examples: [0] }),
    shipping: Sum({ examples: [0] }),
    discount: Nullable(Sum()),
    base: Nullable(Sum(), { description: 'B of C2: what commission is computed on. Null where there is none.' }),
    refunded: Sum({ examples: [0] }),
    disputed: Sum({ examples: [0] }),
    reversed: Sum({ description: 'F of R1.', examples: [0] }),
    billing: OneOf(['one_time', 'first', 'renewal', 'change', 'unknown']),
    externalEventId: Nullable(ExternalId()),
    subscriptionId: Nullable(ExternalId()),
    connectionId: Nullable(Id('the connection of the processor')),
    customerId: Nullable(Id('the customer')),
    customerExternalId: Nullable(ExternalId()),
    notes: Type.Array(Type.String(), { description: 'What to know: `tax_unknown`, `reversal_in_other_currency` …' }),
    isTest: Type.Boolean(),
  },
  { title: 'ExplainPayment' },
);
