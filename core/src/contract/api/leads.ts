import { Type, type Static } from '@sinclair/typebox';
import { Exact, Id, Metadata, Nullable, Slug, Time } from './values.ts';
import { credit, CustomerKeys, evidence, TestFlag } from './tracking.ts';

/** `POST /v1/leads` (F31): somebody signed up and has not paid. A later payment of the same customer is credited. */
export const LeadBody = Exact(
  {
    customer: Exact(CustomerKeys.properties, {
      title: 'LeadCustomer',
      description: 'Who signed up: an e-mail or your own id is required.',
      anyOf: [{ required: ['externalId'] }, { required: ['email'] }],
    }),
    ...evidence,
    occurredAt: Type.Optional(Time({ description: 'When the sign-up happened; left out: now.' })),
    metadata: Type.Optional(Metadata()),
    test: TestFlag(),
  },
  { title: 'LeadBody' },
);
export type LeadBody = Static<typeof LeadBody>;

export const LeadAnswer = Exact(
  {
    id: Id('the lead'),
    ...credit,
    enrollmentId: Nullable(Id('the enrollment the customer is bound to'), { description: 'Null: bound to nobody.' }),
    affiliateSlug: Nullable(Slug()),
    deduped: Type.Boolean({ description: 'True: this customer was a lead already, and is the same lead.' }),
  },
  { title: 'LeadAnswer' },
);
export type LeadAnswer = Static<typeof LeadAnswer>;
