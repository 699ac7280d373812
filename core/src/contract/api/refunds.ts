import { Type, type Static } from '@sinclair/typebox';
import { Amount, Currency, Exact, ExternalId, Id, Metadata, Nullable, OneOf, Part, Sum, Text, Time } from './values.ts';
import { credit, TestFlag } from './tracking.ts';

/**
 * `POST /v1/refunds` (F32, R13): money went back. One object per `externalRefundId`, whose amount is fixed by its first statement (R2); the
 * same id again states its later state. On a sale mirrored by a processor only the processor's own refund id is taken.
 */
export const RefundBody = Exact(
  {
    externalRefundId: ExternalId({
      description: 'Your id of the refund or dispute, unique within its sale.',
      examples: ['refund_77'],
    }),
    externalEventId: Type.Optional(
      ExternalId({
        description: 'The sale, by the id it was told with or any id of its processor. This or `saleId`.',
        examples: ['order_1042'],
      }),
    ),
    saleId: Type.Optional(Id('the sale, as answered by `POST /v1/sales`. This or `externalEventId`')),
    type: OneOf(['refund', 'chargeback', 'chargeback_reversal'], {
      default: 'refund',
      description:
        '`chargeback`: the bank took the money. `chargeback_reversal`, with the id of that chargeback: it came back.',
    }),
    status: OneOf(['pending', 'succeeded', 'failed'], {
      default: 'succeeded',
      description: 'Pending takes nothing yet; failed gives back exactly what was taken.',
    }),
    amount: Type.Optional(Amount({ description: 'Left out: all that has not gone back yet.', examples: [3300] })),
    currency: Type.Optional(Currency({ description: 'The currency of the sale; another one is refused (R6).' })),
    tax: Type.Optional(Part({ description: 'The tax within `amount`, where you know it (R1).' })),
    shipping: Type.Optional(Part({ description: 'The shipping within `amount`, where you know it (R1).' })),
    reason: Type.Optional(Text(500)),
    occurredAt: Type.Optional(Time({ description: 'When it happened; left out: now.' })),
    metadata: Type.Optional(Metadata()),
    test: TestFlag(),
  },
  {
    title: 'RefundBody',
    oneOf: [{ required: ['externalEventId'] }, { required: ['saleId'] }],
    examples: [{ externalRefundId: 'refund_77', externalEventId: 'order_1042', amount: 3300 }],
  },
);
export type RefundBody = Static<typeof RefundBody>;

export const RefundAnswer = Exact(
  {
    id: ExternalId({ description: 'The `externalRefundId`.' }),
    saleId: Nullable(Id('the sale'), { description: 'The sale; null while it is waited for (R5).' }),
    waiting: Type.Boolean({
      description: 'True: the sale is not known yet; the refund is kept and applied when it comes (R5).',
    }),
    type: OneOf(['refund', 'chargeback', 'chargeback_reversal']),
    amount: Nullable(Sum(), { description: 'Minor units; null while all of an unknown sale is meant.' }),
    currency: Nullable(Currency()),
    reversed: Sum({ description: 'Everything that went back of this sale so far, minor units (F of R1).' }),
    ...credit,
    deduped: Type.Boolean({ description: 'True: this was stated before, and nothing changed.' }),
  },
  { title: 'RefundAnswer' },
);
export type RefundAnswer = Static<typeof RefundAnswer>;
