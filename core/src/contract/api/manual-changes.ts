import { Type, type Static } from '@sinclair/typebox';
import { EventName } from './customer-events.ts';
import { paymentStates } from './facts.ts';
import { credit } from './tracking.ts';
import { Exact, Id, OneOf, Text } from './values.ts';

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
  { name: EventName('The milestone, as the terms name it'), reason: reason() },
  { title: 'BonusBody' },
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
