import { Type, type Static } from '@sinclair/typebox';
import { Count } from './counts.ts';
import { Currency, Exact, ExternalId, Id, Nullable, OneOf, Sum, Text, Time } from './values.ts';

const customer = {
  id: Id('the customer'),
  isTest: Type.Boolean(),
  externalId: Nullable(ExternalId(), { description: 'Your own id of them.' }),
  email: Nullable(Type.String({ examples: ['jane@example.com'] })),
  name: Nullable(Type.String({ examples: ['Jane Doe'] })),
  processorIds: Type.Array(
    Exact(
      {
        connectionId: Nullable(Id('the connection'), { description: 'Null: told server to server.' }),
        id: ExternalId({ examples: ['cus_1'] }),
      },
      { title: 'ProcessorId' },
    ),
  ),
  erasedAt: Nullable(Time(), { description: 'What was told of them up to then is erased, and is not learned again.' }),
  createdAt: Time(),
};

/** A buyer or lead. E-mail and name stand here and in the bodies of deliveries, and nowhere else (F144). */
export const Customer = Exact(customer, { title: 'Customer' });
export type Customer = Static<typeof Customer>;

/** `GET /v1/customers`. */
export const CustomerQuery = Exact(
  {
    q: Text(500, {
      description: 'Exactly an e-mail, your own id, a processor’s id, or the id of the customer.',
      examples: ['jane@example.com'],
    }),
  },
  { title: 'CustomerQuery' },
);
export type CustomerQuery = Static<typeof CustomerQuery>;

export const CustomerList = Exact(
  { data: Type.Array(Customer, { description: 'At most 100.' }) },
  { title: 'CustomerList' },
);
export type CustomerList = Static<typeof CustomerList>;

/** All that is kept of one customer: what a request for one's own data is answered with. */
export const CustomerDetail = Exact(
  {
    ...customer,
    payments: Type.Array(
      Exact(
        {
          id: Id('the payment or lead'),
          kind: OneOf(['payment', 'lead']),
          occurredAt: Nullable(Time()),
          currency: Nullable(Currency()),
          amount: Nullable(Sum()),
          reversed: Sum({ description: 'What went back.', examples: [0] }),
        },
        { title: 'CustomerPayment' },
      ),
      { description: 'The latest 500.' },
    ),
    bodies: Count('Deliveries that speak of them and whose body is kept.'),
  },
  { title: 'CustomerDetail' },
);
export type CustomerDetail = Static<typeof CustomerDetail>;

/** `POST /v1/customers/:id/erase`. */
export const EraseBody = Exact(
  {
    reason: Text(500, {
      description: 'Kept in the audit: name no person in it.',
      examples: ['Asked for on 20 November'],
    }),
  },
  { title: 'EraseBody' },
);
export type EraseBody = Static<typeof EraseBody>;

/** What was erased; asked again, nothing. */
export const Erasure = Exact(
  {
    customer: Customer,
    customers: Count('Records of them that were emptied.'),
    bodies: Count('Deliveries whose body was taken away.'),
  },
  { title: 'Erasure' },
);
export type Erasure = Static<typeof Erasure>;
