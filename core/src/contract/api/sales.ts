import { Type, type Static } from '@sinclair/typebox';
import { Amount, Currency, Exact, ExternalId, Id, Metadata, Part, SignedAmount, Sum, Text, Time } from './values.ts';
import { credit, CustomerKeys, evidence, TestFlag } from './tracking.ts';

export const SaleItem = Exact(
  {
    productId: Type.Optional(ExternalId({ description: 'Your id of the product: its own rate may apply (C1).' })),
    name: Type.Optional(Text(255)),
    quantity: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 }),
    amount: SignedAmount({
      description: 'The total of the line after discounts, without tax, minor units; negative for a credit.',
      examples: [10000],
    }),
  },
  { title: 'SaleItem' },
);

/** `POST /v1/sales` (F30). */
export const SaleBody = Exact(
  {
    externalEventId: ExternalId({
      description:
        'Your id of the sale, unique within the organization. The same id again answers the first sale (I1).',
      examples: ['order_1042'],
    }),
    amount: Amount({ description: 'What was captured, tax and shipping included, in minor units.' }),
    currency: Currency(),
    tax: Type.Optional(Part({ description: 'All tax within `amount`; commission is on the rest (C2).' })),
    shipping: Type.Optional(Part({ description: 'Shipping within `amount`, without its own tax.' })),
    ...evidence,
    customer: Type.Optional(CustomerKeys),
    subscriptionId: Type.Optional(
      ExternalId({
        description: 'Renewals carry the same id and stay with the first credit (A4).',
        examples: ['sub_77'],
      }),
    ),
    lineItems: Type.Optional(Type.Array(SaleItem, { minItems: 1, maxItems: 200 })),
    occurredAt: Type.Optional(Time({ description: 'When it was paid; left out: now.' })),
    metadata: Type.Optional(Metadata()),
    test: TestFlag(),
  },
  {
    title: 'SaleBody',
    examples: [
      {
        externalEventId: 'order_1042',
        amount: 10000,
        currency: 'USD',
        affiliateSlug: 'jane',
        customer: { externalId: 'user_1042', email: 'buyer@example.com' },
      },
    ],
  },
);
export type SaleBody = Static<typeof SaleBody>;

export const SaleAnswer = Exact(
  {
    id: Id('the sale: its payment'),
    externalEventId: ExternalId(),
    amount: Sum({ description: 'What was captured, minor units.' }),
    currency: Currency(),
    occurredAt: Time(),
    ...credit,
    deduped: Type.Boolean({
      description: 'True: the id was known, this is the first sale, and nothing was added twice.',
    }),
    differs: Type.Array(Type.String(), {
      description: 'Members of this request that differ from the first one; the first one holds.',
      examples: [[]],
    }),
  },
  { title: 'SaleAnswer' },
);
export type SaleAnswer = Static<typeof SaleAnswer>;
