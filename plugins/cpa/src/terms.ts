import { AmountField } from '@fairlead/core/plugin';
import { type Static, Type } from '@sinclair/typebox';

const PaidEvent = Type.Object(
  {
    event: Type.String({
      pattern: '^[a-z0-9][a-z0-9_.-]{0,63}$',
      title: 'Event',
      description: 'Its name, as your server tells it: trial_started.',
    }),
    amount: AmountField({ title: 'Amount', description: 'What it pays, once for each customer.' }),
  },
  { additionalProperties: false, title: 'Event' },
);

/** What is agreed for the events of customers (C3). A group or an affiliate may set them by itself (C1). */
export const Terms = Type.Object(
  {
    events: Type.Array(PaidEvent, {
      minItems: 1,
      maxItems: 100,
      title: 'Events',
      description: 'Which events of a customer pay, and how much.',
      'x-group': 'amount',
    }),
  },
  { additionalProperties: false },
);

export type Terms = Static<typeof Terms>;
