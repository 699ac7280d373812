import { Type, type Static } from '@sinclair/typebox';
import { Page, paging } from './paging.ts';
import { Exact, Id, Nullable, Open, Time } from './values.ts';

/** How a payment or lead stands. `merged`: it became another one (I2). */
export const paymentStates = [
  'waiting',
  'tentative',
  'no_money',
  'uncredited',
  'credited',
  'denied',
  'no_rate',
  'failed',
  'merged',
] as const;

/** One immutable statement, as stored (ARCHITECTURE, Facts). */
export const FactRow = Exact(
  {
    id: Id('the fact'),
    paymentId: Nullable(Id('the payment it was stored under'), {
      description: 'A merge never rewrites it. Null: it is about a customer, subscription or code.',
    }),
    type: Type.String({ examples: ['payment.received'] }),
    occurredAt: Time(),
    recordedAt: Time(),
    connectionId: Nullable(Id('the connection that stated it'), { description: 'Null: the API, or the core itself.' }),
    deliveryId: Nullable(Id('the delivery that stated it first')),
    actor: Type.String({ examples: ['adapter:019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11'] }),
    reason: Nullable(Type.String(), { description: 'Why, where a person said so.' }),
    fact: Open({ description: 'The statement itself; customers by id, e-mails only as hashes.' }),
  },
  { title: 'Fact' },
);
export type FactRow = Static<typeof FactRow>;
export const FactPage = Page('FactPage', FactRow);
export type FactPage = Static<typeof FactPage>;

/** `GET /v1/facts`: of one payment and of all that became it, in the order they were learned. */
export const FactQuery = Exact({ paymentId: Id('a payment or lead'), ...paging }, { title: 'FactQuery' });
export type FactQuery = Static<typeof FactQuery>;
