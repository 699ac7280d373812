import { Type, type Static } from '@sinclair/typebox';
import { EventName } from './customer-events.ts';
import { paymentStates } from './facts.ts';
import { credit, CustomerKeys } from './tracking.ts';
import { Amount, Currency, Exact, ExternalId, Id, OneOf, Part, Text, Time } from './values.ts';

const reason = () =>
  Text(500, { description: 'Kept with the fact, beside who decided.', examples: ['Asked for by mail'] });

/** `POST /v1/payments/:id/assign` and `POST /v1/conversions/:id/move` (A11). */
export const AssignBody = Exact(
  { enrollmentId: Id('the enrollment to credit'), reason: reason() },
  { title: 'AssignBody' },
);
export type AssignBody = Static<typeof AssignBody>;

/** `POST /v1/conversions/:id/deny` and `…/reinstate` (R10). */
export const ReasonBody = Exact({ reason: reason() }, { title: 'ReasonBody' });
export type ReasonBody = Static<typeof ReasonBody>;

/** How the payment stands after a person's decision. */
export const ManualChange = Exact(
  {
    paymentId: Id('the payment or lead'),
    state: OneOf(paymentStates),
    conversions: Type.Array(
      Exact({ id: Id('the conversion'), enrollmentId: Id('the enrollment') }, { title: 'ChangedConversion' }),
      { description: 'Those credited now.' },
    ),
    ...credit,
  },
  { title: 'ManualChange' },
);
export type ManualChange = Static<typeof ManualChange>;

/** `POST /v1/enrollments/:id/milestones` (F64). */
export const BonusBody = Exact(
  {
    name: Type.Optional(
      EventName('The milestone, as the terms name it; with `amount` any name, and left out one is made'),
    ),
    amount: Type.Optional(
      Amount({
        description: "What is given, in minor units of the campaign's currency; left out: what the terms agree on.",
      }),
    ),
    reason: reason(),
  },
  {
    title: 'BonusBody',
    description: 'One of `name` and `amount` is required.',
    anyOf: [{ required: ['name'] }, { required: ['amount'] }],
  },
);
export type BonusBody = Static<typeof BonusBody>;

/** The bonus as it stands after it. */
export const BonusGiven = Exact(
  {
    ...ManualChange.properties,
    deduped: Type.Boolean({ description: 'True: it was reached before, and this is that bonus.' }),
  },
  { title: 'BonusGiven' },
);
export type BonusGiven = Static<typeof BonusGiven>;

/** `POST /v1/payments`: a sale that nothing told of, credited by a person (F93, A11). */
export const ManualSaleBody = Exact(
  {
    enrollmentId: Id('the enrollment to credit'),
    amount: Amount({ description: 'What was captured, tax and shipping included, in minor units.' }),
    currency: Currency(),
    tax: Type.Optional(Part({ description: 'All tax within `amount`; commission is on the rest (C2).' })),
    occurredAt: Type.Optional(Time({ description: 'When it was paid; left out: now.' })),
    externalEventId: Type.Optional(
      ExternalId({ description: 'Your id of the sale, unique within the organization; left out: one is made.' }),
    ),
    customer: Type.Optional(CustomerKeys),
    reason: reason(),
  },
  { title: 'ManualSaleBody' },
);
export type ManualSaleBody = Static<typeof ManualSaleBody>;
