import { AmountField } from '@fairlead/core/plugin';
import { type Static, Type } from '@sinclair/typebox';

/** What is agreed for each lead (C3). A group or an affiliate may set any field by itself (C1). */
export const Terms = Type.Object(
  {
    amount: AmountField({
      title: 'Amount',
      description: 'What each lead pays, in the currency of the campaign or converted into it (M5).',
      'x-group': 'amount',
    }),
    validation: Type.Boolean({
      default: false,
      title: 'Validate first',
      description: 'A lead earns once somebody has validated it, and nothing while it is rejected.',
      'x-group': 'validation',
    }),
  },
  { additionalProperties: false },
);

export type Terms = Static<typeof Terms>;
